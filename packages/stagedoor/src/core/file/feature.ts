import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { type MaybeUnused, removeUnusedFile } from './remove-unused.ts';
import { sweepFiles } from './sweep-files.ts';

declare module '../kernel/feature.ts' {
  interface JobKinds {
    /** Removes a file unless a row has it. */
    'remove-unused-file': MaybeUnused;
    /** Goes through all files behind one, and removes those that no row has. */
    'sweep-files': { readonly after?: string };
  }
}

/** Asks for a sweep, once however many ask: with rows go files that nobody names. */
export async function askForSweep({ jobs }: Pick<Stores, 'jobs'>): Promise<void> {
  await jobs.enqueue({ name: 'sweep-files' }, { uniqueKey: 'sweep-files' });
}

/** The files that rows of a site have. */
export const fileFeature = {
  name: 'file',
  jobs: { 'remove-unused-file': removeUnusedFile, 'sweep-files': sweepFiles },
  schedule: () => [{ cron: '20 4 * * *', job: 'sweep-files' }],
  /** With a user go rows of the site's, and what these have. */
  async forget(stores: Stores, _: unknown, { fileOwners }: Dependencies) {
    if (fileOwners.size > 0) await askForSweep(stores);
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
