import { type Kysely, type Selectable, sql } from 'kysely';
import type { AuditCut, AuditEvent, AuditSeal, StoredAuditEvent } from '../../../core/audit/audit-event.ts';
import type { AuditStore } from '../../../core/audit/audit-store.ts';
import { toBoolean, toDate } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction } from '../transaction.ts';

const SEALS_AT_ONCE = 500;

export function createAuditStore(context: StoreContext): AuditStore {
  const { db } = context;
  return {
    append: async (event) => {
      await append(context, toColumns(event));
    },
    listOfUser: async (userId, { limit, beforeId = Number.MAX_SAFE_INTEGER }) => {
      const query = db.selectFrom('stagedoor_audit_event').selectAll().where('user_id', '=', userId);
      const rows = await query.where('id', '<', beforeId).orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toEvent);
    },
    list: async ({ limit, beforeId = Number.MAX_SAFE_INTEGER, userId, action, success, since }) => {
      let query = db.selectFrom('stagedoor_audit_event').selectAll().where('id', '<', beforeId);
      if (userId !== undefined) query = query.where('user_id', '=', userId);
      if (action !== undefined) query = query.where(sql.ref<string>('action'), '=', action);
      if (success !== undefined) query = query.where('success', '=', sql.lit(success));
      if (since !== undefined) query = query.where('occurred_at', '>=', since);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toEvent);
    },
    listUnsealed: async (limit) => {
      const rows = await db
        .selectFrom('stagedoor_audit_unsealed as unsealed')
        .innerJoin('stagedoor_audit_event as event', 'event.id', 'unsealed.event_id')
        .selectAll('event')
        .orderBy('unsealed.event_id')
        .limit(limit)
        .execute();
      return rows.map(toEvent);
    },
    lastSeal: async () => {
      const query = db.selectFrom('stagedoor_audit_seal').selectAll().orderBy('sequence', 'desc').limit(1);
      const row = await query.executeTakeFirst();
      return row ? { sequence: row.sequence, eventId: row.event_id, hash: row.hash } : null;
    },
    addSeals: (seals) => inTransaction(db, (tx) => addSeals(tx, seals)),
    listSealed: (afterSequence, limit) => listSealed(db, afterSequence, limit),
    countUnsealed: async () => {
      // Not from the list of the unsealed, which is no part of the evidence: whoever can write could shorten it.
      const query = db
        .selectFrom('stagedoor_audit_event as event')
        .leftJoin('stagedoor_audit_seal as seal', 'seal.event_id', 'event.id')
        .where('seal.event_id', 'is', null)
        .select(({ fn }) => fn.countAll<number>().as('unsealed'));
      return Number((await query.executeTakeFirstOrThrow()).unsealed);
    },
    lastCut: async () => {
      const query = db.selectFrom('stagedoor_audit_cut').selectAll().orderBy('sequence', 'desc').limit(1);
      return (await query.executeTakeFirst()) ?? null;
    },
    removeBefore: (cut) => inTransaction(db, (tx) => removeBefore(tx, cut)),
  };
}

const append = compileOnce(({ db }: StoreContext, event: ReturnType<typeof toColumns>) =>
  db.insertInto('stagedoor_audit_event').values(event),
);

function toColumns(event: AuditEvent) {
  return {
    action: event.action,
    success: event.success,
    occurred_at: event.occurredAt,
    user_id: event.userId,
    ip_address: event.ipAddress,
    user_agent: event.userAgent,
    detail: JSON.stringify(event.detail),
  };
}

function toEvent(row: Selectable<Tables['stagedoor_audit_event']>): StoredAuditEvent {
  return {
    id: row.id,
    action: row.action,
    success: toBoolean(row.success),
    occurredAt: toDate(row.occurred_at),
    userId: row.user_id,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    // Written by `toColumns` and protected by the database since.
    detail: JSON.parse(row.detail) as AuditEvent['detail'],
  };
}

async function addSeals(tx: Kysely<Tables>, seals: readonly AuditSeal[]): Promise<void> {
  for (let start = 0; start < seals.length; start += SEALS_AT_ONCE) {
    const batch = seals.slice(start, start + SEALS_AT_ONCE);
    const rows = batch.map(({ sequence, eventId, hash }) => ({ sequence, event_id: eventId, hash }));
    await tx.insertInto('stagedoor_audit_seal').values(rows).execute();
    const sealed = batch.map((seal) => seal.eventId);
    await tx.deleteFrom('stagedoor_audit_unsealed').where('event_id', 'in', sealed).execute();
  }
}

/** The cut first, because the database lets go of what lies before one and of nothing else; rows before their seals. */
async function removeBefore(tx: Kysely<Tables>, cut: AuditCut): Promise<void> {
  await tx.deleteFrom('stagedoor_audit_cut').where('sequence', '<', cut.sequence).execute();
  await tx
    .insertInto('stagedoor_audit_cut')
    .values({ sequence: cut.sequence, hash: cut.hash, signature: cut.signature })
    .onConflict((conflict) => conflict.column('sequence').doUpdateSet({ signature: cut.signature }))
    .execute();
  const seals = tx.selectFrom('stagedoor_audit_seal').where('sequence', '<=', cut.sequence);
  await tx.deleteFrom('stagedoor_audit_event').where('id', 'in', seals.select('event_id')).execute();
  await tx.deleteFrom('stagedoor_audit_seal').where('sequence', '<=', cut.sequence).execute();
}

async function listSealed(
  db: Kysely<Tables>,
  afterSequence: number,
  limit: number,
): Promise<readonly { seal: AuditSeal; event: StoredAuditEvent | null }[]> {
  const seals = await db
    .selectFrom('stagedoor_audit_seal')
    .selectAll()
    .where('sequence', '>', afterSequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  if (seals.length === 0) return [];
  const ids = seals.map((seal) => seal.event_id);
  const rows = await db.selectFrom('stagedoor_audit_event').selectAll().where('id', 'in', ids).execute();
  const events = new Map(rows.map((row) => [row.id, toEvent(row)]));
  return seals.map(({ sequence, event_id, hash }) => ({
    seal: { sequence, eventId: event_id, hash },
    event: events.get(event_id) ?? null,
  }));
}
