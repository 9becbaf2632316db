import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { operator } from '../visitor.ts';

/**
 * The operator's command: gives a parked job, or all of them, another round of tries. Answers how many.
 *
 * @throws AccountsError `not-found` for an id that no parked job has.
 */
export async function retryJobs(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { which }: { readonly which: number | 'all' },
): Promise<number> {
  return await deps.transact(async (stores) => {
    const retried = await stores.jobs.retryParked(which);
    if (retried.length === 0 && which !== 'all') throw new AccountsError({ code: 'not-found' });
    const detail = { jobs: retried.length, ...(which === 'all' ? {} : { job: which }) };
    await stores.audit.append(
      securityEvent('jobs-retry', { userId: null, visitor: operator, now: deps.clock.now(), detail }),
    );
    return retried.length;
  });
}
