import type { TotpDeviceStore } from '../../../core/second-factor/totp-device-store.ts';
import { type Access, removeWhere } from '../memory-state.ts';
import type { TotpDeviceRow } from './rows.ts';

export function createMemoryTotpDeviceStore(access: Access): TotpDeviceStore {
  return {
    add: (device) =>
      access(({ totpDevices }) => {
        const fresh = { name: '', confirmedAt: null, lastUsedAt: null, lastStep: null };
        totpDevices.set(device.id, { ...device, ...fresh });
      }),
    listOfUser: (userId) =>
      access(({ totpDevices }) =>
        [...totpDevices.values()]
          .filter((row) => row.userId === userId)
          .map(({ lastStep: _, ...device }) => device),
      ),
    hasConfirmed: (userId) =>
      access(({ totpDevices }) =>
        [...totpDevices.values()].some((row) => row.userId === userId && row.confirmedAt !== null),
      ),
    confirm: (id, { name, step, now }) =>
      change(access, id, (row) =>
        row.confirmedAt === null ? { name, confirmedAt: now, lastStep: step } : null,
      ),
    useStep: (id, { step, now }) =>
      change(access, id, ({ confirmedAt, lastStep }) =>
        confirmedAt !== null && (lastStep === null || lastStep < step)
          ? { lastStep: step, lastUsedAt: now }
          : null,
      ),
    remove: (userId, id) =>
      access(({ totpDevices }) => totpDevices.get(id)?.userId === userId && totpDevices.delete(id)),
    removeUnconfirmed: (userId) =>
      access(({ totpDevices }) => {
        removeWhere(totpDevices, (row) => row.userId === userId && row.confirmedAt === null);
      }),
    removeAllOfUser: (userId) =>
      access(({ totpDevices }) => removeWhere(totpDevices, (row) => row.userId === userId).length),
    removeStale: (before, most) =>
      access(
        ({ totpDevices }) =>
          removeWhere(totpDevices, (row) => row.confirmedAt === null && row.createdAt < before, most).length,
      ),
    // Nothing is sealed here.
    reseal: () => access(({ totpDevices }) => ({ resealed: totpDevices.size, unreadable: 0 })),
  };
}

function change(
  access: Access,
  id: number,
  changed: (row: TotpDeviceRow) => Partial<TotpDeviceRow> | null,
): Promise<boolean> {
  return access(({ totpDevices }) => {
    const row = totpDevices.get(id);
    const given = row === undefined ? null : changed(row);
    if (row === undefined || given === null) return false;
    totpDevices.set(id, { ...row, ...given });
    return true;
  });
}
