import { requireStagedoor } from './create-stagedoor/require-stagedoor.ts';
import type { Stagedoor } from './create-stagedoor/stagedoor.ts';

/** Background work under way in this process. */
export interface Worker {
  /** Takes no more jobs, lets the running ones finish for `graceMs` (default 10 s), gives the others back. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * Does what happens after the requests: e-mails, scheduled clean-up, audit seals. The server does it in its own
 * process; any number of worker processes may do it beside the server or instead of it. It keeps the process alive.
 *
 * @example
 * const worker = startWorker(await createStagedoor());
 * process.once('SIGTERM', () => worker.stop());
 */
export function startWorker(stagedoor: Stagedoor): Worker {
  requireStagedoor('startWorker', stagedoor);
  const { backgroundWork } = stagedoor;
  backgroundWork.start();
  return { stop: (graceMs) => backgroundWork.stop(graceMs) };
}
