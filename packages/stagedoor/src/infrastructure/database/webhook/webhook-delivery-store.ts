import { type Insertable, type Selectable, sql, type UpdateObject } from 'kysely';
import type { StoredEvent } from '../../../core/outbox/job-store.ts';
import type {
  NewDelivery,
  WebhookDelivery,
  WebhookDeliveryStore,
} from '../../../core/webhook/webhook-delivery-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toDate, toMaybeDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { firstDue, listTypes } from './delivery-types.ts';

const SHOWN = [
  ...(['id', 'endpoint_id', 'event_id', 'event_type', 'created_at', 'state', 'attempts', 'due_at'] as const),
  ...(['tried_at', 'status_code', 'duration_ms', 'error', 'ended_at', 'payload'] as const),
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
    state: Pick<Insertable<Tables['stagedoor_webhook_delivery']>, 'state' | 'due_at' | 'error' | 'ended_at'>,
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
  const again = (now: Date) => ({ state: 'waiting', attempts: 0, due_at: now, ended_at: null }) as const;
  return {
    add: (delivery) => insert(delivery, { state: 'waiting', due_at: delivery.now }),
    addFailed: (delivery, error) =>
      insert(delivery, { state: 'failed', due_at: null, error, ended_at: delivery.now }),
    count: async (endpointId, { state, eventType, most }) => {
      const counted = all()
        .where('endpoint_id', '=', endpointId)
        .where('state', '=', state)
        .$if(eventType !== undefined, (query) => query.where('event_type', '=', eventType ?? ''))
        .select('id')
        .limit(most);
      const count = db.selectFrom(counted.as('counted')).select(({ fn }) => fn.countAll<number>().as('rows'));
      return Number((await count.executeTakeFirstOrThrow()).rows);
    },
    takeDue: async (endpointId, { now, heldUntil, crowd }) => {
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
      const [row] = (await firstDue(endpointId, { now, crowd }).execute(db)).rows;
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
    settle: async (taken, { state, attempts, dueAt, triedAt, statusCode, durationMs, error, endedAt }) => {
      const settled = update()
        .set({ state, attempts, due_at: dueAt, tried_at: triedAt })
        .set({ status_code: statusCode, duration_ms: durationMs, error, ended_at: endedAt })
        .where('id', '=', taken.id)
        .where('state', '=', 'waiting')
        .where('attempts', '=', taken.attempts);
      return touchedAny(await settled.executeTakeFirst());
    },
    hasten: (endpointId, { now, most }) =>
      change(waitingFor(endpointId).where('due_at', '>', now).limit(most), { due_at: now }),
    giveUp: (endpointId, { error, now, most }) => {
      const disabled = db
        .selectFrom('stagedoor_webhook_endpoint')
        .select('id')
        .where('id', '=', endpointId)
        .where('disabled_at', 'is not', null);
      const waiting = waitingFor(endpointId).where('endpoint_id', 'in', disabled).limit(most);
      return change(waiting, { state: 'failed', due_at: null, error, ended_at: now });
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
      const resent = update().set(again(now)).where('id', '=', id);
      return touchedAny(await resent.where('state', '<>', 'waiting').executeTakeFirst());
    },
    resendFailed: (endpointId, { since, now, most }) => {
      const failed = all()
        .where('endpoint_id', '=', endpointId)
        .where('state', '=', 'failed')
        .where(({ fn }) => fn.coalesce('ended_at', 'tried_at', 'created_at'), '>=', since)
        .limit(most);
      return change(failed, again(now));
    },
    removeOld: async (before, most) => {
      const old = all().select('id').where('state', '<>', 'waiting').where('created_at', '<', before);
      const removal = db.deleteFrom('stagedoor_webhook_delivery').where('id', 'in', old.limit(most));
      return touchedCount(await removal.executeTakeFirst());
    },
    removeBeyond: async (endpointId, { keep, most }) => {
      let removed = 0;
      for (const state of ['delivered', 'failed'] as const)
        for (const { event_type } of (await listTypes(endpointId, state).execute(db)).rows) {
          const kind = all().where('endpoint_id', '=', endpointId).where('state', '=', state);
          const over = kind.where('event_type', '=', event_type).where('due_at', 'is', null);
          const newest = over.select('id').orderBy('due_at', 'desc').orderBy('id', 'desc');
          // SQLite skips rows only below a limit.
          const beyond = newest.limit(sql.lit(most - removed)).offset(sql.lit(keep));
          const removal = db.deleteFrom('stagedoor_webhook_delivery').where('id', 'in', beyond);
          removed += touchedCount(await removal.executeTakeFirst());
        }
      return removed;
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
    endedAt: toMaybeDate(row.ended_at),
  };
}

function openEvent(sealer: Sealer, row: { event_id: string; payload: string }): StoredEvent | null {
  return unlessSealBroken(() => JSON.parse(sealer.open('webhook-delivery', row.payload, row.event_id)));
}
