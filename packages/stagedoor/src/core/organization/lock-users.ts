import type { Actor } from '../access/actor.ts';
import type { Stores } from './dependencies.ts';

/**
 * Keeps whoever acts and whom they act on as they are, by their ids, and before an organization is locked: of two who act on each other, or of
 * whom one deletes their account, nobody waits in a ring. Whether they are there is for the caller to see.
 */
export async function lockUsers({ users }: Pick<Stores, 'users'>, by: Actor, userId: number): Promise<void> {
  const ids = by === 'operator' ? [userId] : [...new Set([by.user.id, userId])];
  for (const id of ids.toSorted((one, other) => one - other)) await users.lockById(id);
}
