import type { Stores } from './dependencies.ts';

/**
 * Forgets every browser that the user logged in from: each is one that knows the password, and has its own count of failures.
 * For whoever proves the mailbox, because a thief's browser may be among them.
 */
export async function forgetDevices({ devices }: Pick<Stores, 'devices'>, userId: number): Promise<void> {
  await devices.removeAll(userId);
}
