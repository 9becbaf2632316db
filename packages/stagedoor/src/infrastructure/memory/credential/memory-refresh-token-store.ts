import type { RefreshTokenStore } from '../../../core/credential/refresh-token-store.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Access } from '../memory-state.ts';
import { findPrincipal, requireSession, sessionOf } from '../session/memory-session-store.ts';

export function createMemoryRefreshTokenStore(access: Access): RefreshTokenStore {
  return {
    add: (token) =>
      access((state) => {
        requireSession(sessionOf(state, token.sessionId));
        if (state.refreshTokens.has(token.jti)) throw new PlainError('The id of the token is in use.');
        const unused = { usedAt: null, successorJti: null, requestHash: null };
        state.refreshTokens.set(token.jti, { ...token, ...unused });
      }),
    find: (jti) =>
      access((state) => {
        const token = state.refreshTokens.get(jti);
        return token && sessionOf(state, token.sessionId) ? token : null;
      }),
    exchange: (jti, { keyHash, usedAt, requestHash, succeed }) =>
      access((state) => {
        const token = state.refreshTokens.get(jti);
        const principal = findPrincipal(state, keyHash, usedAt);
        if (token?.usedAt !== null || token.sessionId !== principal?.session.id) return null;
        const successor = principal.session.pendingStage === null ? succeed(principal) : null;
        if (successor === null) return null;
        const { id: sessionId } = principal.session;
        const { jti: successorJti, createdAt, expiresAt } = successor;
        const unused = { usedAt: null, successorJti: null, requestHash: null };
        state.refreshTokens.set(jti, { ...token, usedAt, successorJti, requestHash });
        state.refreshTokens.set(successorJti, {
          jti: successorJti,
          createdAt,
          expiresAt,
          ...unused,
          sessionId,
        });
        const expiry = { kind: 'fixed', at: expiresAt } as const;
        state.sessions.set(keyHash, { ...principal.session, expiry, expiresAt });
        return { principal, successor };
      }),
  };
}
