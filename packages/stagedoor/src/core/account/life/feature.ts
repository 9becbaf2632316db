import type { AccountFeature } from '../../kernel/feature.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { activateUser } from './activate-user.ts';
import { deactivateUser } from './deactivate-user.ts';
import { deleteUser } from './delete-user.ts';
import { exportData } from './export-data.ts';
import { removeUser } from './remove-user.ts';
import { rowsOfUsers } from './rows-of-users.ts';
import { setUserFlags } from './set-user-flags.ts';

const auditActions = [
  'data-export',
  'user-delete',
  'user-deactivate',
  'user-activate',
  'user-flags',
] as const;

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<'user-delete' | 'user-deactivate' | 'user-activate', unknown> {}
}

/** What the e-mails of this feature say. */
export interface LifeMails {
  'account-deleted': {
    readonly username: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends LifeMails {}
}

export const lifeFeature = {
  name: 'life',
  useCases: {
    user: {
      exportData,
      delete: deleteUser,
      remove: removeUser,
      rowsOfUsers,
      activate: activateUser,
      deactivate: deactivateUser,
      setFlags: setUserFlags,
    },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
