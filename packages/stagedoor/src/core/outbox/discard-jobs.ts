import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import { type JobDecision, whyNotParked } from './decide-on-jobs.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The operator's command: deletes a parked job, or all of them, for good. Each leaves an audit row with its name, since
 * an e-mail that is never sent may be asked for later. Answers how many, or why none.
 */
export async function discardJobs(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { which }: { readonly which: number | 'all' },
): Promise<JobDecision> {
  return await deps.transact(async (stores) => {
    const discarded = await stores.jobs.discardParked(which);
    if (discarded.length === 0 && which !== 'all') return await whyNotParked(deps, stores.jobs, which);
    const facts = { userId: null, visitor: operator, now: deps.clock.now() };
    for (const { id, name } of discarded) {
      await stores.audit.append(securityEvent('jobs-discard', { ...facts, detail: { job: id, name } }));
    }
    return { outcome: 'decided', jobs: discarded.length };
  });
}
