import type { ApiTokenStore } from '../../../core/credential/api-token-store.ts';
import type { PersonalAccessTokenStore } from '../../../core/credential/personal-access-token-store.ts';
import type { RefreshTokenStore } from '../../../core/credential/refresh-token-store.ts';
import type { TicketStore } from '../../../core/credential/ticket-store.ts';
import type { Stores } from '../../../core/dependencies.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import { type Access, type MemoryState, removeWhere } from '../memory-state.ts';
import { findPrincipal } from '../session/memory-session-store.ts';

/** The stores of tokens. What belongs to a session is there for as long as the session is. */
export function createMemoryTokenStores(
  access: Access,
): Pick<Stores, 'refreshTokens' | 'apiTokens' | 'personalAccessTokens' | 'tickets'> {
  return {
    refreshTokens: createRefreshTokens(access),
    apiTokens: createApiTokens(access),
    personalAccessTokens: createPersonalAccessTokens(access),
    tickets: createTickets(access),
  };
}

function createRefreshTokens(access: Access): RefreshTokenStore {
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

function createTickets(access: Access): TicketStore {
  return {
    add: (ticket) =>
      access((state) => {
        requireSession(sessionOf(state, ticket.sessionId));
        if (state.tickets.has(ticket.keyHash)) throw new PlainError('The key of the ticket is in use.');
        state.tickets.set(ticket.keyHash, { ...ticket });
      }),
    take: ({ keyHash, purpose }, now) =>
      access((state) => {
        const ticket = state.tickets.get(keyHash);
        if (ticket?.purpose !== purpose || ticket.expiresAt <= now) return null;
        state.tickets.delete(keyHash);
        return sessionOf(state, ticket.sessionId)?.keyHash ?? null;
      }),
    removeOldest: (sessionId, keep) =>
      access((state) => {
        const newest = [...state.tickets.values()]
          .filter((ticket) => ticket.sessionId === sessionId)
          .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
          .slice(0, keep);
        removeWhere(state.tickets, (ticket) => ticket.sessionId === sessionId && !newest.includes(ticket));
      }),
    removeExpired: (now, limit) =>
      access((state) => removeWhere(state.tickets, ({ expiresAt }) => expiresAt <= now, limit).length),
  };
}

function sessionOf(state: MemoryState, sessionId: number) {
  return [...state.sessions.values()].find((session) => session.id === sessionId);
}

function requireSession(session: object | undefined): void {
  if (!session) throw new PlainError('There is no such session.');
}
