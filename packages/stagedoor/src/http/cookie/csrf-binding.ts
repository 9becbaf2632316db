import type { Principal } from '../../core/session/session.ts';

/** What the CSRF token of whoever is logged in is bound to; null for who has no session. */
export function csrfBindingOf(principal: Principal | null): number | null {
  if (principal === null) return null;
  const { session, sessionKeyHash } = principal;
  if (session !== null) return session.id;
  return sessionKeyHash === null ? null : bindingOfKey(sessionKeyHash);
}

/** What stands for the id of a session that is not looked up: 53 bits of its key's hash. */
export function bindingOfKey(keyHash: string): number {
  return Number(Buffer.from(keyHash, 'base64url').readBigUInt64BE() >> 11n);
}
