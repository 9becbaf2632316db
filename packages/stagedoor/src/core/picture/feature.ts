import type { AccountFeature } from '../kernel/feature.ts';
import type { Leaving } from '../kernel/feature-records.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { findPicture, listPictures, readPicture } from './read-picture.ts';
import { removeFile } from './remove-file.ts';
import { forgetPicture, removePicture } from './remove-picture.ts';
import { setPicture } from './set-picture.ts';

const auditActions = ['picture-change', 'picture-remove'] as const;

declare module '../kernel/feature.ts' {
  interface JobKinds {
    /** Removes a file unless it is somebody's picture. */
    'remove-file': { readonly file: string };
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** The picture that somebody shows of themselves. */
export const pictureFeature = {
  name: 'picture',
  useCases: {
    picture: {
      set: setPicture,
      remove: removePicture,
      find: findPicture,
      listOf: listPictures,
      read: readPicture,
    },
  },
  jobs: { 'remove-file': removeFile },
  auditActions,
  async exportOf({ pictures }: Dependencies, userId: number) {
    const picture = await pictures.find(userId);
    return { picture: picture === null ? null : { file: picture.file, added_at: picture.addedAt } };
  },
  forget: async (stores: Stores, { userId }: Leaving) => await forgetPicture(stores, userId),
} as const satisfies AccountFeature<Dependencies, Stores>;
