import type { Principal, Session } from '../../core/session/session.ts';
import type { Settings } from '../../core/settings.ts';

/** What the CSRF token of whoever is logged in is bound to; null for who has no session. */
export function csrfBindingOf(principal: Principal | null): number | null {
  if (principal === null) return null;
  const { session, sessionKeyHash } = principal;
  if (session !== null) return session.id;
  return sessionKeyHash === null ? null : bindingOfKey(sessionKeyHash);
}

/** What the principal of tokens that are just made will bind its CSRF token to: of stateless ones, no session is looked up. */
export function csrfBindingOfTokens(
  { id, keyHash }: Pick<Session, 'id' | 'keyHash'>,
  { isStateless }: Pick<Settings['jwt'], 'isStateless'>,
): number {
  return isStateless ? bindingOfKey(keyHash) : id;
}

/** What stands for the id of a session that is not looked up: 53 bits of its key's hash. */
function bindingOfKey(keyHash: string): number {
  return Number(Buffer.from(keyHash, 'base64url').readBigUInt64BE() >> 11n);
}
