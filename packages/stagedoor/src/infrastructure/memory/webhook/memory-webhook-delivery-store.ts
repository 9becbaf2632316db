import type {
  NewDelivery,
  WebhookDelivery,
  WebhookDeliveryStore,
} from '../../../core/webhook/webhook-delivery-store.ts';
import { type Access, type MemoryState, nextNumber, removeWhere } from '../memory-state.ts';
import type { WebhookDeliveryRow } from './rows.ts';

export function createMemoryWebhookDeliveryStore(access: Access): WebhookDeliveryStore {
  return {
    add: (delivery) =>
      access((state) =>
        insert(state, delivery, { state: 'waiting', dueAt: delivery.now, error: null, endedAt: null }),
      ),
    addFailed: (delivery, error) =>
      access((state) =>
        insert(state, delivery, { state: 'failed', dueAt: null, error, endedAt: delivery.now }),
      ),
    count: (endpointId, { state: wanted, eventType, most }) =>
      access(({ webhookDeliveries }) => {
        const counted = [...webhookDeliveries.values()].filter(
          (row) =>
            row.endpointId === endpointId &&
            row.state === wanted &&
            (eventType === undefined || row.eventType === eventType),
        );
        return Math.min(counted.length, most);
      }),
    takeDue: (endpointId, { now, heldUntil, crowd }) =>
      access((state) => {
        const endpoint = state.webhookEndpoints.get(endpointId);
        if (endpoint === undefined || endpoint.disabled !== null) return null;
        if (endpoint.heldUntil !== null && endpoint.heldUntil > now) return null;
        const due = waitingFor(state, endpointId).filter(({ dueAt }) => dueAt !== null && dueAt <= now);
        const byType = Map.groupBy(due, ({ eventType }) => eventType);
        const first = due.find(({ eventType }) => (byType.get(eventType)?.length ?? 0) <= crowd) ?? due[0];
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
    settle: ({ id, attempts }, settled) =>
      access(({ webhookDeliveries }) => {
        const row = webhookDeliveries.get(id);
        if (row?.state !== 'waiting' || row.attempts !== attempts) return false;
        webhookDeliveries.set(id, { ...row, ...settled });
        return true;
      }),
    hasten: (endpointId, { now, most }) =>
      access((state) => {
        const later = waitingFor(state, endpointId).filter(({ dueAt }) => dueAt !== null && dueAt > now);
        return change(state, later.slice(0, most), { dueAt: now });
      }),
    giveUp: (endpointId, { error, now, most }) =>
      access((state) => {
        if ((state.webhookEndpoints.get(endpointId)?.disabled ?? null) === null) return 0;
        const waiting = waitingFor(state, endpointId).slice(0, most);
        return change(state, waiting, { state: 'failed', dueAt: null, error, endedAt: now });
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
        state.webhookDeliveries.set(id, { ...row, ...again(now) });
        return true;
      }),
    resendFailed: (endpointId, { since, now, most }) =>
      access((state) => {
        const failed = [...state.webhookDeliveries.values()].filter(
          (row) =>
            row.endpointId === endpointId &&
            row.state === 'failed' &&
            (row.endedAt ?? row.createdAt) >= since,
        );
        return change(state, failed.slice(0, most), again(now));
      }),
    removeOld: (before, most) =>
      access(
        ({ webhookDeliveries }) =>
          removeWhere(webhookDeliveries, (row) => row.state !== 'waiting' && row.createdAt < before, most)
            .length,
      ),
    removeBeyond: (endpointId, { keep, most }) =>
      access((state) => {
        const over = [...state.webhookDeliveries.values()]
          .filter((row) => row.endpointId === endpointId && row.state !== 'waiting')
          .sort((one, other) => other.id - one.id);
        const kinds = Map.groupBy(over, (row) => `${row.state} ${row.eventType}`).values();
        const beyond = [...kinds].flatMap((rows) => rows.slice(keep)).slice(0, most);
        for (const { id } of beyond) state.webhookDeliveries.delete(id);
        return beyond.length;
      }),
  };
}

function insert(
  state: MemoryState,
  { endpointId, event, now }: NewDelivery,
  begun: Pick<WebhookDeliveryRow, 'state' | 'dueAt' | 'error' | 'endedAt'>,
): boolean {
  const rows = [...state.webhookDeliveries.values()];
  if (rows.some((row) => row.endpointId === endpointId && row.eventId === event.id)) return false;
  const id = nextNumber(state, 'webhook-deliveries');
  const named = { id, endpointId, eventId: event.id, eventType: event.type, event, createdAt: now };
  const untried = { attempts: 0, triedAt: null, statusCode: null, durationMs: null };
  state.webhookDeliveries.set(id, { ...named, ...untried, ...begun });
  return true;
}

function again(now: Date): Partial<WebhookDeliveryRow> {
  return { state: 'waiting', attempts: 0, dueAt: now, endedAt: null };
}

function change(
  { webhookDeliveries }: MemoryState,
  rows: readonly WebhookDeliveryRow[],
  changed: Partial<WebhookDeliveryRow>,
): number {
  for (const row of rows) webhookDeliveries.set(row.id, { ...row, ...changed });
  return rows.length;
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
