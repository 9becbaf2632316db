import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { limitKey, stageTries } from '../limit/counters.ts';
import { takeUserAttempt } from '../limit/take-user-attempt.ts';
import type { CeremonyScope } from '../passkey/ceremony.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { proveInSession } from '../session/prove-in-session.ts';
import { requireBrowser } from '../session/require-browser.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { provePasskey } from './prove-passkey.ts';

export interface ReauthenticateByPasskey {
  readonly principal: Principal;
  readonly ceremony: string;
  readonly credential: JsonObject;
  readonly visitor: Visitor;
}

/**
 * Proves by a passkey who is logged in; the session gets a new key and a new proof time. Tries are counted with those of codes.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `invalid-input` (`ceremony`, `credential`), `throttled`, `not-authenticated`
 */
export async function reauthenticateByPasskey(
  deps: Pick<
    Dependencies,
    'transact' | 'passkeys' | 'webAuthn' | 'signer' | 'limits' | 'audit' | 'clock' | 'settings'
  >,
  { principal, ceremony, credential, visitor }: ReauthenticateByPasskey,
): Promise<IssuedSession> {
  const scope = reauthenticationOf(principal);
  const userId = principal.user.id;
  const counter = stageTries('second-factor', userId);
  // Nobody guesses a signature; but each wrong answer leaves a row.
  await takeUserAttempt(deps, counter, { visitor, userId });
  const now = deps.clock.now();
  const fact = { userId, visitor, now, detail: { method: 'passkey' } };
  try {
    const proved = await provePasskey(deps, { userId, scope, ceremony, credential });
    return await deps.transact(async (stores) => {
      const renewed = await proveInSession(stores, principal, { ...proved, at: now });
      await stores.audit.append(securityEvent('reauthenticate', fact));
      await stores.limits.clear([limitKey(counter)]);
      return renewed;
    });
  } catch (error) {
    if (error instanceof AccountsError)
      await deps.audit.append(securityEvent('reauthenticate', { ...fact, success: false }));
    throw error;
  }
}

/** Good in the session that asked. */
export function reauthenticationOf(principal: Principal): CeremonyScope {
  return { purpose: 'reauthenticate', within: String(requireBrowser(principal).id) };
}
