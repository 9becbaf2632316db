import type { SigningKeyStore } from '../../../core/token/signing-key-store.ts';
import { type Access, removeWhere } from '../memory-state.ts';

export function createMemorySigningKeyStore(access: Access): SigningKeyStore {
  return {
    list: (algorithm, now) =>
      access(({ signingKeys }) =>
        [...signingKeys.values()]
          .filter((key) => key.algorithm === algorithm && (key.retiresAt === null || key.retiresAt > now))
          .sort((a, b) => +a.signsFrom - +b.signsFrom || +a.createdAt - +b.createdAt),
      ),
    add: (key) =>
      access(({ signingKeys }) => {
        const isTaken = [...signingKeys.values()].some(
          ({ id, algorithm, follows }) =>
            id === key.id || (algorithm === key.algorithm && follows === key.follows),
        );
        if (!isTaken) signingKeys.set(key.id, { ...key, retiresAt: null });
        return !isTaken;
      }),
    retireOthers: ({ id, algorithm }, retiresAt) =>
      access(({ signingKeys }) => {
        const others = [...signingKeys.values()].filter(
          (key) =>
            key.algorithm === algorithm &&
            key.id !== id &&
            (key.retiresAt === null || key.retiresAt > retiresAt),
        );
        for (const key of others) signingKeys.set(key.id, { ...key, retiresAt });
        return others.length;
      }),
    removeRetired: (now, limit) =>
      access(
        ({ signingKeys }) =>
          removeWhere(signingKeys, ({ retiresAt }) => retiresAt !== null && retiresAt <= now, limit).length,
      ),
  };
}
