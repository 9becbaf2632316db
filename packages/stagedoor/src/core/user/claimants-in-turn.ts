import type { Stores } from '../dependencies.ts';
import type { User } from './user.ts';

/** How many letters one wish makes leave, and how many claims are looked at from either end. */
export const MOST_CLAIMS = 10;

/**
 * The accounts that claim an address, the youngest and the oldest by turns: whoever signs up with somebody's address any
 * number of times, before or after them, does not push them out of the list.
 */
export async function claimantsInTurn(
  { users }: Pick<Stores, 'users'>,
  emailKey: string,
): Promise<readonly User[]> {
  const youngest = await users.listClaimants(emailKey, MOST_CLAIMS, 'youngest-first');
  const oldest = await users.listClaimants(emailKey, MOST_CLAIMS, 'oldest-first');
  const inTurn = youngest.flatMap((user, index) => [user, oldest[index] ?? user]);
  return [...new Map(inTurn.map((user) => [user.id, user])).values()];
}
