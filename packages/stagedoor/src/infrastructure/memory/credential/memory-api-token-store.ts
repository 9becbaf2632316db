import type { ApiTokenStore } from '../../../core/credential/api-token-store.ts';
import type { Access } from '../memory-state.ts';
import { requireSession } from '../session/memory-session-store.ts';

export function createMemoryApiTokenStore(access: Access): ApiTokenStore {
  return {
    findOfUser: (userId) =>
      access((state) => {
        const token = state.apiTokens.get(userId);
        return token && state.sessions.has(token.keyHash) ? token : null;
      }),
    findOwner: (keyHash) =>
      access((state) => {
        const owned = [...state.apiTokens.values()].find((token) => token.keyHash === keyHash);
        return owned && state.sessions.has(keyHash) ? owned.userId : null;
      }),
    put: (token) =>
      access((state) => {
        requireSession(state.sessions.get(token.keyHash));
        state.apiTokens.set(token.userId, { ...token });
      }),
    // In memory nothing is sealed.
    reseal: async () => ({ resealed: 0, unreadable: 0, lastUserId: null }),
  };
}
