import type { PersonalAccessTokenStore } from '../../../core/credential/personal-access-token-store.ts';
import type { Access } from '../memory-state.ts';
import { requireSession, sessionOf } from '../session/memory-session-store.ts';

export function createMemoryPersonalAccessTokenStore(access: Access): PersonalAccessTokenStore {
  return {
    add: (token) =>
      access((state) => {
        requireSession(sessionOf(state, token.sessionId));
        state.personalAccessTokens.set(token.sessionId, { ...token });
      }),
    listOfUser: (userId) =>
      access((state) =>
        [...state.personalAccessTokens.values()]
          .filter((token) => token.userId === userId)
          .flatMap((token) => {
            const session = sessionOf(state, token.sessionId);
            return session ? [{ token, session }] : [];
          })
          .sort(
            (one, other) =>
              other.session.createdAt.getTime() - one.session.createdAt.getTime() ||
              other.session.id - one.session.id,
          )
          .map(({ token }) => token),
      ),
  };
}
