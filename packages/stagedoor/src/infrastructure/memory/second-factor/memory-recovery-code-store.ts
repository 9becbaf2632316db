import type { RecoveryCodeStore } from '../../../core/second-factor/recovery-code-store.ts';
import { type Access, type MemoryState, removeWhere } from '../memory-state.ts';
import type { RecoveryCodeRow } from './rows.ts';

export function createMemoryRecoveryCodeStore(access: Access): RecoveryCodeStore {
  return {
    replaceAll: (userId, hashes) =>
      access((state) => {
        removeWhere(state.recoveryCodes, (row) => row.userId === userId);
        for (const hash of hashes)
          state.recoveryCodes.set(keyOf(userId, hash), { userId, hash, usedAt: null });
      }),
    use: (userId, hash, now) =>
      access(({ recoveryCodes }) => {
        const row = recoveryCodes.get(keyOf(userId, hash));
        if (row === undefined || row.usedAt !== null) return false;
        recoveryCodes.set(keyOf(userId, hash), { ...row, usedAt: now });
        return true;
      }),
    count: (userId) =>
      access((state) => {
        const rows = codesOf(state, userId);
        return { made: rows.length, left: rows.filter(({ usedAt }) => usedAt === null).length };
      }),
    removeAllOfUser: (userId) =>
      access(({ recoveryCodes }) => removeWhere(recoveryCodes, (row) => row.userId === userId).length),
  };
}

function codesOf({ recoveryCodes }: MemoryState, userId: number): readonly RecoveryCodeRow[] {
  return [...recoveryCodes.values()].filter((row) => row.userId === userId);
}

function keyOf(userId: number, hash: string): string {
  return `${userId} ${hash}`;
}
