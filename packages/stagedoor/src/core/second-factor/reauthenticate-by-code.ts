import { securityEvent } from '../audit/security-event.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { limitKey, stageTries } from '../limit/counters.ts';
import { takeUserAttempt } from '../limit/take-user-attempt.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { proveInSession } from '../session/prove-in-session.ts';
import { requireBrowser } from '../session/require-browser.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { provedCode } from './factor-methods.ts';
import { proveCode } from './prove-code.ts';

export interface ReauthenticateByCode {
  readonly principal: Principal;
  readonly code: string;
  readonly visitor: Visitor;
}

/**
 * Proves a second factor of whoever is logged in again; the session gets a new key and a new proof time. Tries are counted with those
 * at the stage of a log-in: guessing here is no cheaper than there.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `invalid-input` (`code`), `throttled`, `not-authenticated`
 */
export async function reauthenticateByCode(
  deps: Pick<
    Dependencies,
    'transact' | 'totpDevices' | 'recoveryCodes' | 'timeCodes' | 'limits' | 'audit' | 'clock' | 'settings'
  >,
  input: ReauthenticateByCode,
): Promise<IssuedSession> {
  const { principal, code, visitor } = input;
  requireBrowser(principal);
  const userId = principal.user.id;
  const counter = stageTries('second-factor', userId);
  await takeUserAttempt(deps, counter, { visitor, userId });
  const method = await proveCode(deps, { user: principal.user, code, visitor });
  const now = deps.clock.now();
  const fact = { userId, visitor, now, detail: { method: method ?? 'second-factor' } };
  if (method === null) {
    await deps.audit.append(securityEvent('reauthenticate', { ...fact, success: false }));
    throw fieldRefusal('code', 'code_wrong');
  }
  return await deps.transact(async (stores) => {
    const renewed = await proveInSession(stores, principal, { ...provedCode(method), at: now });
    await stores.audit.append(securityEvent('reauthenticate', fact));
    await stores.limits.clear([limitKey(counter)]);
    return renewed;
  });
}
