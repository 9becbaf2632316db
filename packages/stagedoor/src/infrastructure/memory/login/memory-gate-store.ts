import type { GateStore } from '../../../core/login/gate-store.ts';
import type { Access } from '../memory-state.ts';
import { readUser } from '../user/memory-user-store.ts';

export function createMemoryGateStore(access: Access): GateStore {
  return {
    lockUser: (id) =>
      access((state) => {
        const user = readUser(state, id);
        if (user === null) return null;
        const sessions = [...state.sessions.values()].filter(({ userId }) => userId === id).length;
        const hasResetLink = [...state.oneTimeLinks.values()].some(
          ({ userId, purpose, usedAt }) => userId === id && purpose === 'password-reset' && usedAt === null,
        );
        return { user, sessions, hasResetLink };
      }),
  };
}
