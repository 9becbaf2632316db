import type { StoredPasskey } from '../../../core/passkey/passkey.ts';
import type { PasskeyStore } from '../../../core/passkey/passkey-store.ts';
import { type Access, removeWhere } from '../memory-state.ts';

export function createMemoryPasskeyStore(access: Access): PasskeyStore {
  const change = (id: number, changed: (row: StoredPasskey) => Partial<StoredPasskey> | null) =>
    access(({ passkeys }) => {
      const row = passkeys.get(id);
      const given = row === undefined ? null : changed(row);
      if (row === undefined || given === null) return false;
      passkeys.set(id, { ...row, ...given });
      return true;
    });
  return {
    add: (passkey) =>
      access(({ passkeys }) => {
        if ([...passkeys.values()].some(({ credentialId }) => credentialId === passkey.credentialId))
          return false;
        passkeys.set(passkey.id, { ...passkey, lastUsedAt: null });
        return true;
      }),
    listOfUser: (userId) =>
      access(({ passkeys }) => [...passkeys.values()].filter((row) => row.userId === userId)),
    findByCredentialId: (credentialId) =>
      access(
        ({ passkeys }) => [...passkeys.values()].find((row) => row.credentialId === credentialId) ?? null,
      ),
    hasSecondFactor: (userId) =>
      access(({ passkeys }) =>
        [...passkeys.values()].some((row) => row.userId === userId && row.kind === 'second-factor'),
      ),
    use: (id, { counter, isBackedUp, now }) =>
      change(id, (row) =>
        row.isSynced || row.counter < counter || (row.counter === 0 && counter === 0)
          ? { counter, isBackedUp, lastUsedAt: now }
          : null,
      ),
    rename: (userId, id, name) => change(id, (row) => (row.userId === userId ? { name } : null)),
    remove: (userId, id) =>
      access(({ passkeys }) => {
        const row = passkeys.get(id);
        if (row?.userId !== userId) return null;
        passkeys.delete(id);
        return { kind: row.kind };
      }),
    removeAllOfUser: (userId) =>
      access(({ passkeys }) => removeWhere(passkeys, (row) => row.userId === userId).length),
    removeSecondFactors: (userId) =>
      access(
        ({ passkeys }) =>
          removeWhere(passkeys, (row) => row.userId === userId && row.kind === 'second-factor').length,
      ),
  };
}
