import type { Selectable } from 'kysely';
import type { Device, DeviceStore } from '../../core/audit/device-store.ts';
import { toDate, touchedAny } from './column-values.ts';
import type { StoreContext } from './store-context.ts';
import type { Tables } from './tables.ts';

export function createDeviceStore({ db }: StoreContext): DeviceStore {
  return {
    find: async (userId, keyHash) => {
      const query = db.selectFrom('stagedoor_device').selectAll().where('user_id', '=', userId);
      const row = await query.where('key_hash', '=', keyHash).executeTakeFirst();
      return row ? toDevice(row) : null;
    },
    remember: async (device) => {
      const row = await db
        .insertInto('stagedoor_device')
        .values(toColumns(device))
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'key_hash']).doUpdateSet({
            ip_address: device.ipAddress,
            user_agent: device.userAgent,
            last_seen_at: device.lastSeenAt,
          }),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      // A known device keeps its own id, so the offered one comes back only for a new one.
      return { device: toDevice(row), isNew: row.id === device.id };
    },
    listOfUser: async (userId) => {
      const query = db.selectFrom('stagedoor_device').selectAll().where('user_id', '=', userId);
      const rows = await query.orderBy('last_seen_at', 'desc').orderBy('id', 'desc').execute();
      return rows.map(toDevice);
    },
    remove: async (userId, deviceId) => {
      const removal = db
        .deleteFrom('stagedoor_device')
        .where('user_id', '=', userId)
        .where('id', '=', deviceId);
      return touchedAny(await removal.executeTakeFirst());
    },
  };
}

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
