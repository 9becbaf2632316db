import type { CeremonyStore } from '../../../core/passkey/ceremony-store.ts';
import { type Access, removeWhere } from '../memory-state.ts';

export function createMemoryCeremonyStore(access: Access): CeremonyStore {
  return {
    use: (challengeHash, expiresAt) =>
      access(({ ceremonies }) => {
        if (ceremonies.has(challengeHash)) return false;
        ceremonies.set(challengeHash, expiresAt);
        return true;
      }),
    removeExpired: (now) =>
      access(({ ceremonies }) => removeWhere(ceremonies, (expiresAt) => expiresAt <= now).length),
  };
}
