import type { Stores } from './dependencies.ts';

/** Whether the user chose to show something beside the password. A passkey that was made to log in by it alone is no such choice. */
export async function hasSecondFactor(
  { totpDevices, passkeys }: Pick<Stores, 'totpDevices' | 'passkeys'>,
  userId: number,
): Promise<boolean> {
  return (await totpDevices.hasConfirmed(userId)) || (await passkeys.hasSecondFactor(userId));
}
