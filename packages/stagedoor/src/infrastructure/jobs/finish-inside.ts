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

/**
 * A `transact` that also finishes the job: for handlers of one transaction, whose effect then happens exactly once,
 * wherever the process dies and however late it wakes up (the lease is the fencing token).
 *
 * @throws LeaseLost when the lease is not the newest any more; the transaction is rolled back.
 */
export function finishInside(transact: Transact, { id, lease }: Pick<JobContext, 'id' | 'lease'>): Transact {
  return (work) =>
    transact(async (stores) => {
      const result = await work(stores);
      if (!(await stores.jobs.finish(id, lease))) throw new LeaseLost();
      return result;
    });
}
