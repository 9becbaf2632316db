import type { Selectable } from 'kysely';
import type { WebhookEndpoint } from '../../../core/webhook/webhook-endpoint.ts';
import type { WebhookEndpointStore } from '../../../core/webhook/webhook-endpoint-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toDate, toMaybeDate, touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { wantedTypesOf } from './wanted-types.ts';

type Row = Selectable<Tables['stagedoor_webhook_endpoint']>;

/** What is sealed: an address may carry a secret, as its path or query. */
interface Sealed {
  readonly url: string;
  readonly secret: string;
  readonly former: string | null;
}

/** Endpoints in SQL; what is sealed can be opened for the endpoint it belongs to and no other. */
export function createWebhookEndpointStore(context: StoreContext): WebhookEndpointStore {
  const { db, sealer } = context;
  const wanted = wantedTypesOf(context);
  const seal = (id: number, sealed: Sealed) =>
    sealer.seal('webhook-endpoint', JSON.stringify(sealed), String(id));
  const findRow = (id: number) =>
    db.selectFrom('stagedoor_webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst();
  const update = (id: number) => db.updateTable('stagedoor_webhook_endpoint').where('id', '=', id);
  return {
    add: async ({ url, secret, eventTypes, description, createdAt }) => {
      const { id } = await db
        .insertInto('stagedoor_webhook_endpoint')
        .values({
          sealed_target: '',
          event_types: JSON.stringify(eventTypes),
          description,
          created_at: createdAt,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await update(id)
        .set({ sealed_target: seal(id, { url, secret, former: null }) })
        .execute();
      wanted.forget();
      return id;
    },
    find: async (id) => {
      const row = await findRow(id);
      return row === undefined ? null : toEndpoint(sealer, row);
    },
    list: async () => {
      const rows = await db.selectFrom('stagedoor_webhook_endpoint').selectAll().orderBy('id').execute();
      return rows.map((row) => toEndpoint(sealer, row));
    },
    remove: async (id) => {
      const removal = db.deleteFrom('stagedoor_webhook_endpoint').where('id', '=', id);
      const removed = await removal.executeTakeFirst();
      wanted.forget();
      return touchedAny(removed);
    },
    setDisabled: async (id, disabled) => {
      const change =
        disabled === null
          ? update(id)
              .set({
                disabled_at: null,
                disabled_why: null,
                held_until: null,
                failing_since: null,
                failures: 0,
              })
              .where('disabled_at', 'is not', null)
          : update(id)
              .set({ disabled_at: disabled.at, disabled_why: disabled.why })
              .where('disabled_at', 'is', null);
      const changed = await change.executeTakeFirst();
      wanted.forget();
      return touchedAny(changed);
    },
    findTarget: async (id, now) => {
      const row = await findRow(id);
      const sealed = row === undefined ? null : open(sealer, row);
      if (row === undefined || sealed === null) return null;
      const { url, secret, former } = sealed;
      const formerEndsAt = toMaybeDate(row.former_ends_at);
      const signsToo = former !== null && formerEndsAt !== null && now < formerEndsAt;
      return { url, secrets: signsToo ? [secret, former] : [secret] };
    },
    changeSecret: async (id, { secret, formerEndsAt }) => {
      const row = await findRow(id);
      const sealed = row === undefined ? null : open(sealer, row);
      if (sealed === null) return false;
      const former = formerEndsAt === null ? null : sealed.secret;
      const changed = await update(id)
        .set({ sealed_target: seal(id, { url: sealed.url, secret, former }), former_ends_at: formerEndsAt })
        .executeTakeFirst();
      return touchedAny(changed);
    },
    noteTry: async (id, { failingSince, failures, restsUntil }) => {
      await update(id).set({ failing_since: failingSince, failures, held_until: restsUntil }).execute();
    },
    noteAnswer: async (id, { heldAtMost }) => {
      await update(id).set({ failing_since: null, failures: 0 }).execute();
      await update(id).set({ held_until: null }).where('held_until', '>', heldAtMost).execute();
    },
    noteDropped: async (id) => {
      await update(id)
        .set(({ eb }) => ({ dropped: eb('dropped', '+', 1) }))
        .execute();
    },
    listWanted: () => wanted.list(db),
    reseal: async () => {
      const rows = await db.selectFrom('stagedoor_webhook_endpoint').selectAll().execute();
      let resealed = 0;
      for (const row of rows) {
        const sealed = open(sealer, row);
        if (sealed === null) continue;
        await update(row.id)
          .set({ sealed_target: seal(row.id, sealed) })
          .execute();
        resealed += 1;
      }
      return { resealed, unreadable: rows.length - resealed };
    },
  };
}

function toEndpoint(sealer: Sealer, row: Row): WebhookEndpoint {
  const disabledAt = toMaybeDate(row.disabled_at);
  return {
    id: row.id,
    url: open(sealer, row)?.url ?? null,
    eventTypes: JSON.parse(row.event_types),
    description: row.description,
    createdAt: toDate(row.created_at),
    disabled:
      disabledAt === null || row.disabled_why === null ? null : { at: disabledAt, why: row.disabled_why },
    failingSince: toMaybeDate(row.failing_since),
    failures: row.failures,
    dropped: row.dropped,
    restsUntil: row.failures > 0 ? toMaybeDate(row.held_until) : null,
    formerSecretEndsAt: toMaybeDate(row.former_ends_at),
  };
}

/** Null where the key is gone. */
function open(sealer: Sealer, { id, sealed_target }: Pick<Row, 'id' | 'sealed_target'>): Sealed | null {
  return unlessSealBroken(() => JSON.parse(sealer.open('webhook-endpoint', sealed_target, String(id))));
}
