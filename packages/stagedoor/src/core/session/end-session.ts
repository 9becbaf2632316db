import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { type BrowserCredentials, logOutBrowser } from './log-out-session.ts';
import { requireRecentProof } from './require-recent-proof.ts';
import type { Principal } from './session.ts';

export interface EndSession {
  readonly principal: Principal;
  readonly sessionId: number;
  /** What the browser is logged in with: all of it ends with the session that it is in. */
  readonly browser?: BrowserCredentials;
  readonly visitor: Visitor;
}

/**
 * Ends one of the logged-in user's own sessions by its public id. The current one may be ended without a fresh proof.
 *
 * @throws AccountsError `not-found` for a session that is not there or not theirs,
 *   `reauthentication-required` (ASVS V7.5.2).
 */
export async function endSession(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { principal, sessionId, browser, visitor }: EndSession,
): Promise<void> {
  const isCurrent = sessionId === principal.session?.id;
  if (!isCurrent) requireRecentProof(deps, principal);
  const userId = principal.user.id;
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const ended = await stores.sessions.removeOfUser(userId, sessionId);
    if (ended === null) throw new AccountsError({ code: 'not-found' });
    const detail = { session: sessionId };
    await stores.audit.append(securityEvent('session-end', { userId, visitor, now, detail }));
    if (isCurrent && browser !== undefined) await logOutBrowser(stores, { browser, visitor, now });
  });
}
