import { randomPublicId } from '../kernel/secret-value.ts';
import type { Stores } from './dependencies.ts';
import type { User } from './user.ts';

/** How many accounts one e-mail has links for. */
const MOST_CLAIMS = 50;

/** How many of them have a place by their age, from either end. */
const BY_AGE = 10;

/**
 * The accounts that claim an address, fifty at most: the youngest and the oldest always, so that whoever signs up with somebody's
 * address any number of times, before or after them, does not push them out; the others by lot. Ids are random, and so is
 * where the round begins: nobody can place accounts before somebody else's, and each has the same chance at each request.
 */
export async function claimantsInTurn(
  { users }: Pick<Stores, 'users'>,
  emailKey: string,
): Promise<readonly User[]> {
  const youngest = await users.listClaimants(emailKey, BY_AGE, 'youngest-first');
  const oldest = await users.listClaimants(emailKey, BY_AGE, 'oldest-first');
  const byAge = youngest.flatMap((user, index) => [user, oldest[index] ?? user]);
  const byLot = await users.listClaimantsFrom(emailKey, MOST_CLAIMS, randomPublicId());
  const byId = new Map([...byAge, ...byLot].map((user) => [user.id, user]));
  return [...byId.values()].slice(0, MOST_CLAIMS);
}
