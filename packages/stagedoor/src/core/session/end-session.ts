import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { requireRecentProof } from './require-recent-proof.ts';
import type { Principal } from './session.ts';

/**
 * Ends one of the logged-in user's own sessions by its public id. The current one may be ended without a fresh proof.
 *
 * @throws AccountsError `not-found` for a session that is not there or not theirs,
 *   `reauthentication-required` (ASVS V7.5.2).
 */
export async function endSession(
  deps: Pick<Dependencies, 'transact' | 'sessionData' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly sessionId: number; readonly visitor: Visitor },
): Promise<void> {
  const { principal, sessionId, visitor } = input;
  if (sessionId !== principal.session.id) requireRecentProof(deps, principal);
  const userId = principal.user.id;
  const keyHash = await deps.transact(async (stores) => {
    const ended = await stores.sessions.removeOfUser(userId, sessionId);
    if (ended === null) return null;
    const detail = { session: sessionId };
    await stores.audit.append(
      securityEvent('session-end', { userId, visitor, now: deps.clock.now(), detail }),
    );
    return ended;
  });
  if (keyHash === null) throw new AccountsError({ code: 'not-found' });
  await deps.sessionData.remove(keyHash);
}
