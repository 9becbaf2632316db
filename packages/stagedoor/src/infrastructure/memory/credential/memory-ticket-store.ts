import type { TicketStore } from '../../../core/credential/ticket-store.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import { type Access, removeWhere } from '../memory-state.ts';
import { requireSession, sessionOf } from '../session/memory-session-store.ts';

export function createMemoryTicketStore(access: Access): TicketStore {
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
