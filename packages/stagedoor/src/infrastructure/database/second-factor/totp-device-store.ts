import type { Selectable } from 'kysely';
import type { TotpKey } from '../../../core/second-factor/totp-device.ts';
import type { KeyedTotpDevice, TotpDeviceStore } from '../../../core/second-factor/totp-device-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toDate, toMaybeDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

const PURPOSE = 'totp';

type Row = Selectable<Tables['stagedoor_totp_device']>;

/** Bound to its owner and its row, so that a secret that is moved to another row cannot be opened there. */
const boundTo = ({ user_id, id }: Pick<Row, 'user_id' | 'id'>): string => `${user_id}.${id}`;

export function createTotpDeviceStore({ db, sealer }: StoreContext): TotpDeviceStore {
  const all = () => db.selectFrom('stagedoor_totp_device');
  const update = () => db.updateTable('stagedoor_totp_device');
  const remove = () => db.deleteFrom('stagedoor_totp_device');
  return {
    add: async ({ id, userId, createdAt, key, begunIn }) => {
      const owned = { id, user_id: userId };
      const sealed_secret = sealer.seal(PURPOSE, key.secret, boundTo(owned));
      const made = {
        digits: key.digits,
        period_seconds: key.periodSeconds,
        created_at: createdAt,
        begun_in: begunIn,
      };
      await db
        .insertInto('stagedoor_totp_device')
        .values({ ...owned, name: '', sealed_secret, ...made })
        .execute();
    },
    listOfUser: async (userId) => {
      const rows = await all()
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => toDevice(sealer, row));
    },
    hasConfirmed: async (userId) => {
      const confirmed = all()
        .select('id')
        .where('user_id', '=', userId)
        .where('confirmed_at', 'is not', null);
      return (await confirmed.limit(1).executeTakeFirst()) !== undefined;
    },
    confirm: async (id, { name, step, now }) => {
      const confirmed = update()
        .set({ name, confirmed_at: now, last_step: step })
        .where('id', '=', id)
        .where('confirmed_at', 'is', null);
      return touchedAny(await confirmed.executeTakeFirst());
    },
    useStep: async (id, { step, now }) => {
      const used = update()
        .set({ last_step: step, last_used_at: now })
        .where('id', '=', id)
        .where('confirmed_at', 'is not', null)
        .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]));
      return touchedAny(await used.executeTakeFirst());
    },
    remove: async (userId, id) =>
      touchedAny(await remove().where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()),
    removeUnconfirmed: async (userId) => {
      await remove().where('user_id', '=', userId).where('confirmed_at', 'is', null).execute();
    },
    removeAllOfUser: async (userId) =>
      touchedCount(await remove().where('user_id', '=', userId).executeTakeFirst()),
    removeStale: async (before, most) => {
      const stale = all()
        .select('id')
        .where('confirmed_at', 'is', null)
        .where('created_at', '<', before)
        .limit(most);
      const ids = (await stale.execute()).map(({ id }) => id);
      if (ids.length === 0) return 0;
      const removal = remove().where('id', 'in', ids).where('confirmed_at', 'is', null);
      return touchedCount(await removal.executeTakeFirst());
    },
    reseal: async () => {
      const rows = await all().selectAll().execute();
      let resealed = 0;
      for (const row of rows) {
        const secret = open(sealer, row);
        if (secret === null) continue;
        const sealed_secret = sealer.seal(PURPOSE, secret, boundTo(row));
        await update().set({ sealed_secret }).where('id', '=', row.id).execute();
        resealed += 1;
      }
      return { resealed, unreadable: rows.length - resealed };
    },
  };
}

/** Null where its key is gone. */
function open(sealer: Sealer, row: Row): string | null {
  return unlessSealBroken(() => sealer.open(PURPOSE, row.sealed_secret, boundTo(row)));
}

function toDevice(sealer: Sealer, row: Row): KeyedTotpDevice {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    createdAt: toDate(row.created_at),
    begunIn: row.begun_in,
    confirmedAt: toMaybeDate(row.confirmed_at),
    lastUsedAt: toMaybeDate(row.last_used_at),
    key: keyOf(sealer, row),
  };
}

function keyOf(sealer: Sealer, row: Row): TotpKey | null {
  const secret = open(sealer, row);
  return secret === null
    ? null
    : { secret, digits: row.digits === 8 ? 8 : 6, periodSeconds: row.period_seconds };
}
