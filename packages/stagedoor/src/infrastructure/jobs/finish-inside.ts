import type { Transact } from '../../core/dependencies.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { JobContext } from './job-handlers.ts';

/** Another worker took the job over: what this one did for it is rolled back. */
export class LeaseLost extends PlainError {
  constructor() {
    super('the job was taken over by another worker');
    this.name = 'LeaseLost';
  }
}

/** A handler asked for a second transaction that finishes its job: the first one did, or is about to. Nothing of the second is written. */
export class JobFinishedTwice extends PlainError {
  constructor() {
    super('run.transact may be called once: it finishes the job, so write all of it in that one transaction');
    this.name = 'JobFinishedTwice';
  }
}

/**
 * A `transact` that also finishes the job: for handlers of one transaction, whose effect then happens exactly once,
 * wherever the process dies and however late it wakes up (the lease is the fencing token). One that was rolled back may be
 * tried again.
 *
 * @throws LeaseLost when the lease is not the newest any more; the transaction is rolled back. JobFinishedTwice
 */
export function finishInside(
  transact: Transact,
  { id, lease, onFinished }: Pick<JobContext, 'id' | 'lease' | 'onFinished'>,
): Transact {
  let isTaken = false;
  return async (work) => {
    if (isTaken) throw new JobFinishedTwice();
    isTaken = true;
    try {
      const result = await transact(async (stores) => {
        const written = await work(stores);
        if (!(await stores.jobs.finish(id, lease))) throw new LeaseLost();
        return written;
      });
      onFinished();
      return result;
    } catch (error) {
      isTaken = false;
      throw error;
    }
  };
}
