import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { requireBrowser } from '../../session/require-browser.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Ends one of the logged-in user's personal access tokens by the id of its session.
 *
 * @throws AccountsError `permission-denied` for a token's holder; `not-found` for one that is not there or not theirs
 */
export async function endPersonalToken(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly principal: Principal; readonly sessionId: number; readonly visitor: Visitor },
): Promise<void> {
  const { principal, sessionId, visitor } = input;
  requireBrowser(principal);
  const userId = principal.user.id;
  await deps.transact(async (stores) => {
    const theirs = await stores.personalAccessTokens.listOfUser(userId);
    const token = theirs.find((one) => one.sessionId === sessionId);
    if (!token || (await stores.sessions.removeOfUser(userId, sessionId)) === null) {
      throw new AccountsError({ code: 'not-found' });
    }
    const detail = { session: sessionId, name: token.name };
    await stores.audit.append(
      securityEvent('personal-token-end', { userId, visitor, now: deps.clock.now(), detail }),
    );
  });
}
