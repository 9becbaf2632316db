import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import { type JobDecision, whyNotParked } from './decide-on-jobs.ts';
import type { Dependencies } from './dependencies.ts';

/** The operator's command: gives a parked job, or all of them, another round of tries. Answers how many, or why none. */
export async function retryJobs(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { which }: { readonly which: number | 'all' },
): Promise<JobDecision> {
  return await deps.transact(async (stores) => {
    const retried = await stores.jobs.retryParked(which);
    if (retried.length === 0 && which !== 'all') return await whyNotParked(deps, stores.jobs, which);
    const detail = { jobs: retried.length, ...(which === 'all' ? {} : { job: which }) };
    await stores.audit.append(
      securityEvent('jobs-retry', { userId: null, visitor: operator, now: deps.clock.now(), detail }),
    );
    return { outcome: 'decided', jobs: retried.length };
  });
}
