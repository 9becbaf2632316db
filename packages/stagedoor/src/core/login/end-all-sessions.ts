import { type Act, type Actor, actorDetail, visitorOf } from '../access/actor.ts';
import { type ActOnUser, requireOutranks } from '../access/require-outranks.ts';
import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';

export interface EndAllSessions {
  readonly whose: number | 'everybody';
  /** Everybody's end by the operator alone. */
  readonly by: Actor;
  readonly visitor?: Visitor;
}

/**
 * Ends all sessions of a user who does not stand above whoever does it, and every log-in on its way to one; the operator's command
 * ends those of everybody too. Answers how many ended. One user's data goes with them; that of everybody is out of reach at once, and is
 * removed when its time is over.
 *
 * @throws AccountsError as `requireOutranks`, by `sessions.delete_session`
 */
export async function endAllSessions(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { whose, by, visitor }: EndAllSessions,
): Promise<number> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const count =
      whose === 'everybody'
        ? await endOfEverybody(stores, by)
        : await endOfUser(stores, { by, now }, { userId: whose, fields: deps.settings.extraFields });
    const userId = whose === 'everybody' ? null : whose;
    const detail = { ...actorDetail(by), sessions: count };
    await stores.audit.append(
      securityEvent('session-end-all', { userId, visitor: visitorOf(by, visitor), now, detail }),
    );
    return count;
  });
}

/** Log-ins on their way first: they wait for one that is passed at this moment, which has its session by then. */
async function endOfEverybody({ flows, sessions }: Stores, by: Actor): Promise<number> {
  if (by !== 'operator') throw new AccountsError({ code: 'permission-denied' });
  await flows.removeEverything();
  return await sessions.removeEverything();
}

async function endOfUser(stores: Stores, act: Act, whom: Omit<ActOnUser, 'permission'>): Promise<number> {
  const { userId } = whom;
  await requireOutranks(stores, act, { ...whom, permission: 'sessions.delete_session' });
  await stores.users.revokeAll(userId);
  await stores.flows.removeAllOfUser(userId);
  return (await stores.sessions.removeAllOfUser(userId)).length;
}
