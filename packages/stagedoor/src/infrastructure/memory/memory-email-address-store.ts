import type { EmailAddressStore } from '../../core/user/email-address-store.ts';
import { type Access, type MemoryState, requireUser } from './memory-state.ts';

export function createMemoryEmailAddressStore(access: Access): EmailAddressStore {
  return {
    findByKey: (emailKey) => access((state) => state.emailAddresses.get(emailKey) ?? null),
    listOfUser: (userId) =>
      access((state) =>
        [...state.emailAddresses.values()]
          .filter((address) => address.userId === userId)
          .sort((one, other) => one.id - other.id),
      ),
    add: (address) =>
      access((state) => {
        if (state.emailAddresses.has(address.emailKey)) return false;
        requireUser(state, address.userId);
        state.emailAddresses.set(address.emailKey, { ...address });
        if (address.isPrimary) makePrimary(state, address.userId, address.emailKey);
        return true;
      }),
    markVerified: (userId, emailKey) =>
      access((state) => {
        const address = state.emailAddresses.get(emailKey);
        if (address?.userId !== userId || address.isVerified) return false;
        state.emailAddresses.set(emailKey, { ...address, isVerified: true });
        return true;
      }),
    makePrimary: (userId, emailKey) => access((state) => makePrimary(state, userId, emailKey)),
    remove: (userId, emailKey) =>
      access((state) =>
        state.emailAddresses.get(emailKey)?.userId === userId ? state.emailAddresses.delete(emailKey) : false,
      ),
  };
}

function makePrimary(state: MemoryState, userId: number, emailKey: string): void {
  if (state.emailAddresses.get(emailKey)?.userId !== userId) return;
  for (const address of state.emailAddresses.values()) {
    if (address.userId !== userId) continue;
    state.emailAddresses.set(address.emailKey, { ...address, isPrimary: address.emailKey === emailKey });
  }
}
