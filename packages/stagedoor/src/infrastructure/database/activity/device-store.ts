import { type Selectable, sql } from 'kysely';
import type { Device, DeviceStore } from '../../../core/activity/device-store.ts';
import { opaqueId, toDate, touchedAny } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction } from '../transaction.ts';

export function createDeviceStore(context: StoreContext): DeviceStore {
  const { db } = context;
  return {
    find: async (userId, keyHash) => {
      const { rows } = await find(context, { userId, keyHash });
      return rows[0] ? toDevice(rows[0]) : null;
    },
    remember: async (device) => {
      const { rows } = await remember(context, toColumns(device));
      const remembered = rows[0] ? toDevice(rows[0]) : device;
      // A known device keeps its own id, so the offered one comes back only for a new one.
      return { device: remembered, isNew: remembered.id === device.id };
    },
    listOfUser: async (userId) => {
      const { rows } = await listOfUser(context, { userId });
      return rows.map(toDevice);
    },
    countOfUser: async (userId) => {
      const { rows } = await countOfUser(context, { userId });
      return Number(rows[0]?.devices ?? 0);
    },
    removeOldest: (userId, keep) =>
      inTransaction(db, async (tx) => {
        const inside = { ...context, db: tx };
        const { rows } = await listBeyond(inside, { userId, keep });
        for (const { id } of rows) await remove(inside, { userId, id });
      }),
    removeAll: async (userId) => {
      const removal = db.deleteFrom('stagedoor_device').where('user_id', '=', userId);
      return Number((await removal.executeTakeFirst()).numDeletedRows);
    },
    remove: async (userId, deviceId) => touchedAny(await remove(context, { userId, id: deviceId })),
  };
}

const find = compileOnce(({ db }: StoreContext, values: { userId: number; keyHash: string }) =>
  db
    .selectFrom('stagedoor_device')
    .selectAll()
    .where('user_id', '=', values.userId)
    .where('key_hash', '=', values.keyHash),
);

const remember = compileOnce(({ db }: StoreContext, device: ReturnType<typeof toColumns>) =>
  db
    .insertInto('stagedoor_device')
    .values(device)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'key_hash']).doUpdateSet((eb) => ({
        ip_address: eb.ref('excluded.ip_address'),
        user_agent: eb.ref('excluded.user_agent'),
        last_seen_at: eb.ref('excluded.last_seen_at'),
      })),
    )
    .returningAll(),
);

const listOfUser = compileOnce(({ db }: StoreContext, { userId }: { userId: number }) =>
  db
    .selectFrom('stagedoor_device')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc'),
);

const countOfUser = compileOnce(({ db }: StoreContext, { userId }: { userId: number }) =>
  db
    .selectFrom('stagedoor_device')
    .select(({ fn }) => fn.countAll<number>().as('devices'))
    .where('user_id', '=', userId),
);

const listBeyond = compileOnce(({ db }: StoreContext, values: { userId: number; keep: number }) =>
  db
    .selectFrom('stagedoor_device')
    .select('id')
    .where('user_id', '=', opaqueId(values.userId))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    // SQLite has no offset without a limit.
    .limit(sql.lit(Number.MAX_SAFE_INTEGER))
    .offset(values.keep),
);

const remove = compileOnce(({ db }: StoreContext, values: { userId: number; id: number }) =>
  db.deleteFrom('stagedoor_device').where('user_id', '=', values.userId).where('id', '=', values.id),
);

function toColumns(device: Device) {
  return {
    id: device.id,
    user_id: device.userId,
    key_hash: device.keyHash,
    ip_address: device.ipAddress,
    user_agent: device.userAgent,
    first_seen_at: device.firstSeenAt,
    last_seen_at: device.lastSeenAt,
  };
}

function toDevice(row: Selectable<Tables['stagedoor_device']>): Device {
  return {
    id: row.id,
    userId: row.user_id,
    keyHash: row.key_hash,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    firstSeenAt: toDate(row.first_seen_at),
    lastSeenAt: toDate(row.last_seen_at),
  };
}
