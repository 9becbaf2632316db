import { type Insertable, type Selectable, sql, type UpdateObject } from 'kysely';
import type { StoredEvent } from '../../../core/outbox/job-store.ts';
import type {
  NewDelivery,
  WebhookDelivery,
  WebhookDeliveryStore,
} from '../../../core/webhook/webhook-delivery-store.ts';
import { SealBroken, type Sealer } from '../../crypto/sealer.ts';
import { toDate, toMaybeDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

const SHOWN = [
  ...(['id', 'endpoint_id', 'event_id', 'event_type', 'created_at', 'state', 'attempts', 'due_at'] as const),
  ...(['tried_at', 'status_code', 'duration_ms', 'error', 'payload'] as const),
] as const;

type Shown = Pick<Selectable<Tables['stagedoor_webhook_delivery']>, (typeof SHOWN)[number]>;

/** Deliveries in SQL; what an event carries is sealed for its own row. */
export function createWebhookDeliveryStore({ db, sealer }: StoreContext): WebhookDeliveryStore {
  const all = () => db.selectFrom('stagedoor_webhook_delivery');
  const update = () => db.updateTable('stagedoor_webhook_delivery');
  const waitingFor = (endpointId: number) =>
    all().where('endpoint_id', '=', endpointId).where('state', '=', 'waiting');
  /** Finds them first: PostgreSQL may ask a subquery with a limit anew for each row of a table whose statistics are old. */
  const change = async (
    some: ReturnType<typeof all>,
    changed: UpdateObject<Tables, 'stagedoor_webhook_delivery'>,
  ) => {
    const found = await some.select(['id', 'state']).execute();
    const [first] = found;
    if (first === undefined) return 0;
    const ids = found.map(({ id }) => id);
    const changing = update().set(changed).where('id', 'in', ids).where('state', '=', first.state);
    return touchedCount(await changing.executeTakeFirst());
  };
  const insert = async (
    { endpointId, event, now }: NewDelivery,
    state: Pick<Insertable<Tables['stagedoor_webhook_delivery']>, 'state' | 'due_at' | 'error'>,
  ) => {
    const row = {
      endpoint_id: endpointId,
      event_id: event.id,
      event_type: event.type,
      payload: sealer.seal('webhook-delivery', JSON.stringify(event), event.id),
      created_at: now,
      ...state,
    };
    const insertion = db.insertInto('stagedoor_webhook_delivery').values(row);
    const unlessThere = insertion.onConflict((conflict) => conflict.doNothing());
    return touchedAny(await unlessThere.executeTakeFirst());
  };
  return {
    add: (delivery) => insert(delivery, { state: 'waiting', due_at: delivery.now }),
    addFailed: (delivery, error) => insert(delivery, { state: 'failed', due_at: null, error }),
    countWaiting: async (endpointId, { eventType, most }) => {
      const counted = waitingFor(endpointId)
        .$if(eventType !== undefined, (query) => query.where('event_type', '=', eventType ?? ''))
        .select('id')
        .limit(most);
      const count = db.selectFrom(counted.as('counted')).select(({ fn }) => fn.countAll<number>().as('rows'));
      return Number((await count.executeTakeFirstOrThrow()).rows);
    },
    listCrowded: async (endpointId, { now, moreThan }) => {
      const rows = await waitingFor(endpointId)
        .where('due_at', '<=', now)
        .groupBy('event_type')
        .having(({ fn }) => fn.countAll(), '>', moreThan)
        .select('event_type')
        .execute();
      return rows.map(({ event_type }) => event_type);
    },
    takeDue: async (endpointId, { now, heldUntil, crowded = [] }) => {
      const due = waitingFor(endpointId).where('due_at', '<=', now);
      const held = await db
        .updateTable('stagedoor_webhook_endpoint')
        .set({ held_until: heldUntil })
        .where('id', '=', endpointId)
        .where('disabled_at', 'is', null)
        .where(({ eb, or }) => or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
        .where(({ exists }) => exists(due.select('id')))
        .executeTakeFirst();
      if (!touchedAny(held)) return null;
      const first = due.select(['id', 'attempts', 'event_id', 'payload']).orderBy('due_at').orderBy('id');
      const others = crowded.length === 0 ? first : first.where('event_type', 'not in', crowded);
      const row = (await others.limit(1).executeTakeFirst()) ?? (await first.limit(1).executeTakeFirst());
      if (row === undefined) return null;
      return { id: row.id, attempts: row.attempts, event: openEvent(sealer, row) };
    },
    nextTurn: async (endpointId) => {
      const row = await waitingFor(endpointId)
        .innerJoin('stagedoor_webhook_endpoint as endpoint', 'endpoint.id', 'endpoint_id')
        .where('endpoint.disabled_at', 'is', null)
        .select(['due_at', 'endpoint.held_until'])
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return null;
      const moments = [row.due_at, row.held_until].flatMap((moment) =>
        moment === null ? [] : toDate(moment).getTime(),
      );
      return new Date(Math.max(...moments));
    },
    settle: async (taken, { state, attempts, dueAt, triedAt, statusCode, durationMs, error }) => {
      const settled = update()
        .set({ state, attempts, due_at: dueAt, tried_at: triedAt })
        .set({ status_code: statusCode, duration_ms: durationMs, error })
        .where('id', '=', taken.id)
        .where('state', '=', 'waiting')
        .where('attempts', '=', taken.attempts);
      return touchedAny(await settled.executeTakeFirst());
    },
    hasten: (endpointId, { now, most }) =>
      change(waitingFor(endpointId).where('due_at', '>', now).limit(most), { due_at: now }),
    giveUp: (endpointId, { error, most }) => {
      const disabled = db
        .selectFrom('stagedoor_webhook_endpoint')
        .select('id')
        .where('id', '=', endpointId)
        .where('disabled_at', 'is not', null);
      const waiting = waitingFor(endpointId).where('endpoint_id', 'in', disabled).limit(most);
      return change(waiting, { state: 'failed', due_at: null, error });
    },
    find: async (id) => {
      const row = await all().select(SHOWN).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toDelivery(sealer, row);
    },
    list: async ({ endpointId, state, beforeId, limit }) => {
      const rows = await all()
        .select(SHOWN)
        .$if(endpointId !== undefined, (query) => query.where('endpoint_id', '=', endpointId ?? 0))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'waiting'))
        .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId ?? 0))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => toDelivery(sealer, row));
    },
    resend: async (id, now) => {
      const again = update().set({ state: 'waiting', attempts: 0, due_at: now }).where('id', '=', id);
      return touchedAny(await again.where('state', '<>', 'waiting').executeTakeFirst());
    },
    resendFailed: (endpointId, { since, now, most }) => {
      const failed = all()
        .where('endpoint_id', '=', endpointId)
        .where('state', '=', 'failed')
        .where(({ fn }) => fn.coalesce('tried_at', 'created_at'), '>=', since)
        .limit(most);
      return change(failed, { state: 'waiting', attempts: 0, due_at: now });
    },
    removeOld: async (before, most) => {
      const old = all().select('id').where('state', '<>', 'waiting').where('created_at', '<', before);
      const removal = db.deleteFrom('stagedoor_webhook_delivery').where('id', 'in', old.limit(most));
      return touchedCount(await removal.executeTakeFirst());
    },
    removeBeyond: async (endpointId, { keep, most }) => {
      const over = all().select('id').where('endpoint_id', '=', endpointId).where('state', '<>', 'waiting');
      // SQLite skips rows only below a limit.
      const beyond = over.orderBy('id', 'desc').limit(sql.lit(most)).offset(sql.lit(keep));
      const removal = db.deleteFrom('stagedoor_webhook_delivery').where('id', 'in', beyond);
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

function toDelivery(sealer: Sealer, row: Shown): WebhookDelivery {
  const event = openEvent(sealer, row);
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    eventType: row.event_type,
    occurredAt: event === null ? null : new Date(event.occurredAt),
    createdAt: toDate(row.created_at),
    state: row.state,
    attempts: row.attempts,
    dueAt: toMaybeDate(row.due_at),
    triedAt: toMaybeDate(row.tried_at),
    statusCode: row.status_code,
    durationMs: row.duration_ms,
    error: row.error,
  };
}

function openEvent(sealer: Sealer, row: { event_id: string; payload: string }): StoredEvent | null {
  try {
    return JSON.parse(sealer.open('webhook-delivery', row.payload, row.event_id));
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
