import type { EmailAddressStore } from '../../../core/user/email-address-store.ts';
import { type Access, type MemoryState, requireUser } from '../memory-state.ts';
import { findByEmailKey } from './find-by-email-key.ts';

export function createMemoryEmailAddressStore(access: Access): EmailAddressStore {
  return {
    findByKey: (emailKey) => access((state) => findByEmailKey(state, emailKey)),
    listOfUser: (userId) =>
      access((state) =>
        [...state.emailAddresses.values()]
          .filter((address) => address.userId === userId)
          .sort((one, other) => one.id - other.id),
      ),
    add: (address) =>
      access((state) => {
        if (findByEmailKey(state, address.emailKey)) return false;
        requireUser(state, address.userId);
        state.emailAddresses.set(address.id, { ...address });
        if (address.isPrimary) makePrimary(state, address.userId, address.emailKey);
        return true;
      }),
    addUnclaimed: ({ id, userId, email, isPrimary }) =>
      access((state) => {
        requireUser(state, userId);
        const known = [...state.emailAddresses.values()];
        if (known.some((address) => address.userId === userId && address.email === email)) return false;
        if (isPrimary && known.some((address) => address.userId === userId && address.isPrimary))
          return false;
        const address = { id, userId, email, emailKey: null, isVerified: false, isPrimary };
        state.emailAddresses.set(id, address);
        return true;
      }),
    claim: (userId, id, emailKey) =>
      access((state) => {
        const address = state.emailAddresses.get(id);
        if (address?.userId !== userId || address.emailKey !== null) return false;
        if (findByEmailKey(state, emailKey)) return false;
        state.emailAddresses.set(id, { ...address, emailKey, isVerified: true });
        return true;
      }),
    markVerified: (userId, emailKey) =>
      access((state) => {
        const address = findByEmailKey(state, emailKey);
        if (address?.userId !== userId || address.isVerified) return false;
        state.emailAddresses.set(address.id, { ...address, isVerified: true });
        return true;
      }),
    makePrimary: (userId, emailKey) => access((state) => makePrimary(state, userId, emailKey)),
    remove: (userId, id) =>
      access((state) =>
        state.emailAddresses.get(id)?.userId === userId ? state.emailAddresses.delete(id) : false,
      ),
    // A transaction in memory is alone anyway.
    lockKey: () => access(() => undefined),
  };
}

function makePrimary(state: MemoryState, userId: number, emailKey: string): void {
  if (findByEmailKey(state, emailKey)?.userId !== userId) return;
  for (const address of state.emailAddresses.values()) {
    if (address.userId !== userId) continue;
    state.emailAddresses.set(address.id, { ...address, isPrimary: address.emailKey === emailKey });
  }
}
