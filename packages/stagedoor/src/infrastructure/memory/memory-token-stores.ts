import type { Stores } from '../../core/dependencies.ts';
import type { ApiTokenStore } from '../../core/token/api-token-store.ts';
import type { PersonalAccessTokenStore } from '../../core/token/personal-access-token-store.ts';
import type { RefreshTokenStore } from '../../core/token/refresh-token-store.ts';
import type { Access, MemoryState } from './memory-state.ts';

/** The three stores of tokens. What belongs to a session is there for as long as the session is. */
export function createMemoryTokenStores(
  access: Access,
): Pick<Stores, 'refreshTokens' | 'apiTokens' | 'personalAccessTokens'> {
  return {
    refreshTokens: createRefreshTokens(access),
    apiTokens: createApiTokens(access),
    personalAccessTokens: createPersonalAccessTokens(access),
  };
}

function createRefreshTokens(access: Access): RefreshTokenStore {
  return {
    add: (token) =>
      access((state) => {
        requireSession(sessionOf(state, token.sessionId));
        if (state.refreshTokens.has(token.jti)) throw new Error('The id of the token is in use.');
        const unused = { usedAt: null, successorJti: null, requestHash: null };
        state.refreshTokens.set(token.jti, { ...token, ...unused });
      }),
    find: (jti) =>
      access((state) => {
        const token = state.refreshTokens.get(jti);
        return token && sessionOf(state, token.sessionId) ? token : null;
      }),
    use: (jti, use) =>
      access((state) => {
        const token = state.refreshTokens.get(jti);
        if (!token || token.usedAt !== null || !sessionOf(state, token.sessionId)) return false;
        state.refreshTokens.set(jti, { ...token, ...use });
        return true;
      }),
  };
}

function createApiTokens(access: Access): ApiTokenStore {
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
  };
}

function createPersonalAccessTokens(access: Access): PersonalAccessTokenStore {
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

function sessionOf(state: MemoryState, sessionId: number) {
  return [...state.sessions.values()].find((session) => session.id === sessionId);
}

function requireSession(session: object | undefined): void {
  if (!session) throw new Error('There is no such session.');
}
