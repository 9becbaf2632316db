import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';

/**
 * The operator's command: ends every session there is, or all of one user's, and every log-in on its way to one. Answers how many
 * sessions ended. One user's
 * data goes with them; that of everybody is out of reach at once, and is removed when its time is over.
 *
 * @throws AccountsError `not-found`
 */
export async function endAllSessions(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { whose }: { readonly whose: number | 'everybody' },
): Promise<number> {
  return await deps.transact(async (stores) => {
    const count = whose === 'everybody' ? await endOfEverybody(stores) : await endOfUser(stores, whose);
    await stores.audit.append(
      securityEvent('session-end-all', {
        userId: whose === 'everybody' ? null : whose,
        visitor: operator,
        now: deps.clock.now(),
        detail: { sessions: count },
      }),
    );
    return count;
  });
}

/** Log-ins on their way first: one that is passed at this moment has its session by then. */
async function endOfEverybody({ flows, sessions }: Stores): Promise<number> {
  await flows.removeEverything();
  return await sessions.removeEverything();
}

async function endOfUser({ users, flows, sessions }: Stores, userId: number): Promise<number> {
  if ((await users.lockById(userId)) === null) throw new AccountsError({ code: 'not-found' });
  await users.revokeAll(userId);
  await flows.removeAllOfUser(userId);
  return (await sessions.removeAllOfUser(userId)).length;
}
