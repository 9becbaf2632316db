import type { Stores } from './dependencies.ts';
import type { User } from './user.ts';

/** How many letters one wish makes leave, and how many claims are looked at from either end. */
const MOST_CLAIMS = 10;

export interface Receiver {
  readonly user: User;
  /** Whether others claim the address too: their letters come to the same mailbox, and each says whose it is. */
  readonly isOneOfSeveral: boolean;
}

/** Writes to each until as many letters left as one wish may make leave; `write` answers whether one left. */
export async function writeToEach(
  users: readonly User[],
  write: (receiver: Receiver) => Promise<boolean>,
): Promise<void> {
  const isOneOfSeveral = users.length > 1;
  let left = 0;
  for (const user of users) {
    if (left === MOST_CLAIMS) return;
    if (await write({ user, isOneOfSeveral })) left += 1;
  }
}

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
