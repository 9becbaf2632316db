import { type ActedOnUser, actorDetail, visitorOf } from '../access/actor.ts';
import { requireOutranks } from '../access/require-outranks.ts';
import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Ends one session or token of somebody who does not stand above whoever does it, by its public id.
 *
 * @throws AccountsError as `requireOutranks`, by `sessions.delete_session`; `not-found` for a session that is not there or not theirs
 * @example
 * await stagedoor.useCases.session.endOf({ by: principal, userId: ben.id, sessionId });
 */
export async function endSessionOf(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, userId, sessionId, visitor }: ActedOnUser & { readonly sessionId: number },
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const whom = { userId, permission: 'sessions.delete_session', fields: deps.settings.extraFields };
    await requireOutranks(stores, { by, now }, whom);
    const ended = await stores.sessions.removeOfUser(userId, sessionId);
    if (ended === null) throw new AccountsError({ code: 'not-found' });
    const detail = { ...actorDetail(by), session: sessionId };
    const facts = { userId, visitor: visitorOf(by, visitor), now, detail };
    await stores.audit.append(securityEvent('session-end', facts));
  });
}
