import { after as later } from '../kernel/clock.ts';
import type { JobTry } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { RegisteredFile } from './file-store.ts';
import { UNUSED_AFTER_MS } from './keep-file.ts';
import { removeFile } from './remove-unused.ts';

/** As many as one statement asks about. */
const BATCH = 500;
/** A job has 20 seconds; what is left is the next one's. */
const MOST_BATCHES = 20;

/**
 * Removes the files of rows that went with what they referred to, or past us. Those that were handed in a moment ago have a job of their own.
 */
export async function sweepFiles(
  deps: Pick<Dependencies, 'files' | 'fileOwners' | 'fileStorage' | 'jobs' | 'clock'>,
  { after = '' }: { readonly after?: string },
  { signal }: Pick<JobTry<Stores>, 'signal'>,
): Promise<void> {
  if (deps.fileOwners.size === 0) return;
  let at = after;
  for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch += 1) {
    const registered = await deps.files.listAfter(at, BATCH);
    await removeUnusedOf(deps, registered);
    if (registered.length < BATCH) return;
    at = registered.at(-1)?.file ?? at;
  }
  await deps.jobs.enqueue({ name: 'sweep-files', after: at });
}

async function removeUnusedOf(
  deps: Pick<Dependencies, 'files' | 'fileOwners' | 'fileStorage' | 'clock'>,
  registered: readonly RegisteredFile[],
): Promise<void> {
  const newest = later(deps.clock.now(), -UNUSED_AFTER_MS);
  const old = registered.filter(({ addedAt }) => addedAt < newest);
  for (const owner of new Set(deps.fileOwners.values())) {
    const own = old.filter((one) => owner.names.includes(one.owner)).map(({ file }) => file);
    const unused = own.length === 0 ? [] : await deps.files.unusedOf(owner, own);
    for (const file of unused) await removeFile(deps, file);
  }
}
