import { networkOf } from '../kernel/network-of.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { canonicalIdentifier } from '../user/find-by-identifier.ts';
import type { User } from '../user/user.ts';
import { type Attempt, limitKey } from './attempts.ts';

export const FAILURES_IN_A_ROW = 'log-in-user';

/** The counter of a user's failures in a row, which a good log-in, a reset or an operator clears. */
export function failuresInARowKey(userId: number): string {
  return limitKey(FAILURES_IN_A_ROW, String(userId));
}

/** By what the log-ins of one source are counted. */
export function logInSource({ ipAddress }: Pick<Visitor, 'ipAddress'>): Pick<Attempt, 'name' | 'of'> {
  return { name: 'log-in-source', of: networkOf(ipAddress) };
}

/** The counters that can hold a user's password log-in back. */
export function accountLimitKeys(user: Pick<User, 'username' | 'email' | 'id'>): string[] {
  const typed = [user.username ?? '', user.email].filter((identifier) => identifier !== '');
  const logIn = typed.map((identifier) => limitKey('log-in-account', canonicalIdentifier(identifier)));
  return [...logIn, failuresInARowKey(user.id), limitKey('password-user', String(user.id))];
}
