import type { StoredAuditEvent } from '../../../core/audit/audit-event.ts';
import type { AuditStore } from '../../../core/audit/audit-store.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import { type Access, type MemoryState, nextNumber } from '../memory-state.ts';

export function createMemoryAuditStore(access: Access): AuditStore {
  return {
    append: (event) =>
      access((state) => {
        const id = nextNumber(state, 'auditEvents');
        state.auditEvents.set(id, { ...event, detail: structuredClone(event.detail), id });
      }),
    listOfUser: (userId, { limit, beforeId = Number.POSITIVE_INFINITY }) =>
      access((state) =>
        [...state.auditEvents.values()]
          .filter((event) => event.userId === userId && event.id < beforeId)
          .sort((one, other) => other.id - one.id)
          .slice(0, limit),
      ),
    list: ({ limit, beforeId = Number.POSITIVE_INFINITY, userId, action, success, since }) =>
      access((state) =>
        [...state.auditEvents.values()]
          .filter((event) => event.id < beforeId)
          .filter((event) => userId === undefined || event.userId === userId)
          .filter((event) => action === undefined || event.action === action)
          .filter((event) => success === undefined || event.success === success)
          .filter((event) => since === undefined || event.occurredAt >= since)
          .sort((one, other) => other.id - one.id)
          .slice(0, limit),
      ),
    listUnsealed: (limit) => access((state) => unsealed(state).slice(0, limit)),
    lastSeal: () => access((state) => state.auditSeals.get(Math.max(...state.auditSeals.keys())) ?? null),
    addSeals: (seals) =>
      access((state) => {
        const isTaken = seals.some((seal) => state.auditSeals.has(seal.sequence));
        if (isTaken) throw new PlainError('A seal with this sequence exists.');
        for (const seal of seals) state.auditSeals.set(seal.sequence, seal);
      }),
    listSealed: (afterSequence, limit) =>
      access((state) =>
        [...state.auditSeals.values()]
          .filter((seal) => seal.sequence > afterSequence)
          .sort((one, other) => one.sequence - other.sequence)
          .slice(0, limit)
          .map((seal) => ({ seal, event: state.auditEvents.get(seal.eventId) ?? null })),
      ),
    countUnsealed: () => access((state) => unsealed(state).length),
    lastCut: () => access((state) => state.auditCuts.get('newest') ?? null),
    removeBefore: (cut) =>
      access((state) => {
        state.auditCuts.set('newest', cut);
        for (const { sequence, eventId } of [...state.auditSeals.values()]) {
          if (sequence > cut.sequence) continue;
          state.auditEvents.delete(eventId);
          state.auditSeals.delete(sequence);
        }
      }),
  };
}

function unsealed(state: MemoryState): StoredAuditEvent[] {
  const sealed = new Set([...state.auditSeals.values()].map((seal) => seal.eventId));
  return [...state.auditEvents.values()].filter((event) => !sealed.has(event.id));
}
