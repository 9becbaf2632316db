import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { operator } from '../visitor.ts';

/**
 * The operator's command: deletes a parked job, or all of them, for good. Each leaves an audit row with its name, since
 * a letter that is never sent may be asked for later. Answers how many.
 *
 * @throws AccountsError `not-found` for an id that no parked job has.
 */
export async function discardJobs(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { which }: { readonly which: number | 'all' },
): Promise<number> {
  return await deps.transact(async (stores) => {
    const discarded = await stores.jobs.discardParked(which);
    if (discarded.length === 0 && which !== 'all') throw new AccountsError({ code: 'not-found' });
    const facts = { userId: null, visitor: operator, now: deps.clock.now() };
    for (const { id, name } of discarded) {
      await stores.audit.append(securityEvent('jobs-discard', { ...facts, detail: { job: id, name } }));
    }
    return discarded.length;
  });
}
