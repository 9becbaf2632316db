import { AccountsError } from '../kernel/errors.ts';
import type { Principal, Session } from './session.ts';

/**
 * The session of a browser: what is stolen as a token must not be able to multiply, nor to change how its owner is known.
 *
 * @throws AccountsError `permission-denied` for a token's holder
 */
export function requireBrowser({ session }: Pick<Principal, 'session'>): Session {
  if (session?.kind !== 'cookie') throw new AccountsError({ code: 'permission-denied' });
  return session;
}
