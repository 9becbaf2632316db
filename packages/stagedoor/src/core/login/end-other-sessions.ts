import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { requireRecentProof } from '../session/require-recent-proof.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Ends the logged-in user's sessions everywhere else, or with `includingThis` here too, and every log-in of theirs that is on its way.
 * Answers how many sessions ended.
 *
 * @throws AccountsError `reauthentication-required` unless it only ends more than it must (logging out everywhere).
 */
export async function endOtherSessions(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly includingThis: boolean; readonly visitor: Visitor },
): Promise<number> {
  const { principal, visitor } = input;
  if (!input.includingThis) requireRecentProof(deps, principal);
  const userId = principal.user.id;
  const keep = input.includingThis ? undefined : (principal.sessionKeyHash ?? undefined);
  return await deps.transact(async (stores) => {
    // One that is passed at this moment has its next handle by then, or its session.
    await stores.users.lockById(userId);
    await stores.flows.removeAllOfUser(userId);
    const keyHashes = await stores.sessions.removeAllOfUser(userId, {
      keyHash: keep,
      personalTokens: true,
    });
    const detail = { sessions: keyHashes.length };
    await stores.audit.append(
      securityEvent('session-end-all', { userId, visitor, now: deps.clock.now(), detail }),
    );
    return keyHashes.length;
  });
}
