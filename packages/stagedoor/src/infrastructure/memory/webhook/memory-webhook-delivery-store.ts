import type { WebhookDelivery, WebhookDeliveryStore } from '../../../core/webhook/webhook-delivery-store.ts';
import { type Access, type MemoryState, nextNumber, removeWhere } from '../memory-state.ts';
import type { WebhookDeliveryRow } from './rows.ts';

export function createMemoryWebhookDeliveryStore(access: Access): WebhookDeliveryStore {
  return {
    add: ({ endpointId, event, now }) =>
      access((state) => {
        const rows = [...state.webhookDeliveries.values()];
        if (rows.some((row) => row.endpointId === endpointId && row.eventId === event.id)) return false;
        const id = nextNumber(state, 'webhook-deliveries');
        const named = { id, endpointId, eventId: event.id, eventType: event.type, event };
        const untried = { attempts: 0, triedAt: null, statusCode: null, durationMs: null, error: null };
        const waiting = { state: 'waiting', createdAt: now, dueAt: now } as const;
        state.webhookDeliveries.set(id, { ...named, ...waiting, ...untried });
        return true;
      }),
    takeDue: (endpointId, { now, heldUntil }) =>
      access((state) => {
        const endpoint = state.webhookEndpoints.get(endpointId);
        if (endpoint === undefined || endpoint.disabled !== null) return null;
        if (endpoint.heldUntil !== null && endpoint.heldUntil > now) return null;
        const [first] = waitingFor(state, endpointId).filter(({ dueAt }) => dueAt !== null && dueAt <= now);
        if (first === undefined) return null;
        state.webhookEndpoints.set(endpointId, { ...endpoint, heldUntil });
        return { id: first.id, attempts: first.attempts, event: first.event };
      }),
    nextTurn: (endpointId) =>
      access((state) => {
        const endpoint = state.webhookEndpoints.get(endpointId);
        const [first] = waitingFor(state, endpointId);
        if (endpoint === undefined || endpoint.disabled !== null || first === undefined) return null;
        return new Date(Math.max(Number(first.dueAt), Number(endpoint.heldUntil)));
      }),
    settle: (id, settled) =>
      access(({ webhookDeliveries }) => {
        const row = webhookDeliveries.get(id);
        if (row !== undefined) webhookDeliveries.set(id, { ...row, ...settled });
      }),
    hasten: (endpointId, now) =>
      access((state) => {
        const waiting = waitingFor(state, endpointId);
        for (const row of waiting) state.webhookDeliveries.set(row.id, { ...row, dueAt: now });
        return waiting.length;
      }),
    giveUp: (endpointId, error) =>
      access((state) => {
        for (const row of waitingFor(state, endpointId))
          state.webhookDeliveries.set(row.id, { ...row, state: 'failed', dueAt: null, error });
      }),
    find: (id) => access(({ webhookDeliveries }) => toDelivery(webhookDeliveries.get(id))),
    list: ({ endpointId, state: wanted, beforeId = Number.POSITIVE_INFINITY, limit }) =>
      access(({ webhookDeliveries }) =>
        [...webhookDeliveries.values()]
          .filter((row) => endpointId === undefined || row.endpointId === endpointId)
          .filter((row) => (wanted === undefined || row.state === wanted) && row.id < beforeId)
          .sort((one, other) => other.id - one.id)
          .slice(0, limit)
          .flatMap((row) => toDelivery(row) ?? []),
      ),
    resend: (id, now) =>
      access((state) => {
        const row = state.webhookDeliveries.get(id);
        if (row === undefined || row.state === 'waiting') return false;
        state.webhookDeliveries.set(id, { ...row, state: 'waiting', attempts: 0, dueAt: now });
        return true;
      }),
    resendFailed: (endpointId, since, now) =>
      access((state) => {
        const failed = [...state.webhookDeliveries.values()].filter(
          (row) =>
            row.endpointId === endpointId &&
            row.state === 'failed' &&
            (row.triedAt ?? row.createdAt) >= since,
        );
        for (const row of failed)
          state.webhookDeliveries.set(row.id, { ...row, state: 'waiting', attempts: 0, dueAt: now });
        return failed.length;
      }),
    removeOld: (before, most) =>
      access(
        ({ webhookDeliveries }) =>
          removeWhere(webhookDeliveries, (row) => row.state !== 'waiting' && row.createdAt < before, most)
            .length,
      ),
    removeBeyond: (endpointId, { keep, most }) =>
      access((state) => {
        const over = [...state.webhookDeliveries.values()].filter(
          (row) => row.endpointId === endpointId && row.state !== 'waiting',
        );
        const beyond = over.sort((one, other) => other.id - one.id).slice(keep, keep + most);
        for (const { id } of beyond) state.webhookDeliveries.delete(id);
        return beyond.length;
      }),
  };
}

/** The one that is due first, first. */
function waitingFor(state: MemoryState, endpointId: number): readonly WebhookDeliveryRow[] {
  return [...state.webhookDeliveries.values()]
    .filter((row) => row.endpointId === endpointId && row.state === 'waiting')
    .sort((one, other) => Number(one.dueAt) - Number(other.dueAt) || one.id - other.id);
}

function toDelivery(row: WebhookDeliveryRow | undefined): WebhookDelivery | null {
  if (row === undefined) return null;
  const { event, ...delivery } = row;
  return { ...delivery, occurredAt: new Date(event.occurredAt) };
}
