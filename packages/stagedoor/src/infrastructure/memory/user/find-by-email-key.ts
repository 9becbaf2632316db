import type { EmailAddress } from '../../../core/user/email-address-store.ts';
import type { MemoryState } from '../memory-state.ts';

/** The address that has been claimed by this canonical form, or null. */
export function findByEmailKey(state: MemoryState, emailKey: string | null): EmailAddress | null {
  if (emailKey === null) return null;
  return [...state.emailAddresses.values()].find((address) => address.emailKey === emailKey) ?? null;
}
