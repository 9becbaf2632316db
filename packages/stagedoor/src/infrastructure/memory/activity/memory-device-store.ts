import type { Device, DeviceStore } from '../../../core/activity/device-store.ts';
import { type Access, type MemoryState, removeWhere, requireUser } from '../memory-state.ts';

export function createMemoryDeviceStore(access: Access): DeviceStore {
  return {
    find: (userId, keyHash) => access((state) => findDevice(state, userId, keyHash)),
    remember: (device) =>
      access((state) => {
        requireUser(state, device.userId);
        const known = findDevice(state, device.userId, device.keyHash);
        const { lastSeenAt, ipAddress, userAgent } = device;
        const remembered = known ? { ...known, lastSeenAt, ipAddress, userAgent } : { ...device };
        state.devices.set(remembered.id, remembered);
        return { device: remembered, isNew: known === null };
      }),
    listOfUser: (userId) => access((state) => newestFirst(state, userId)),
    countOfUser: (userId) => access((state) => newestFirst(state, userId).length),
    removeOldest: (userId, keep) =>
      access((state) => {
        for (const { id } of newestFirst(state, userId).slice(keep)) state.devices.delete(id);
      }),
    removeAll: (userId) =>
      access((state) => removeWhere(state.devices, (row) => row.userId === userId).length),
    remove: (userId, deviceId) =>
      access(
        (state) =>
          removeWhere(state.devices, (row) => row.userId === userId && row.id === deviceId).length === 1,
      ),
  };
}

function newestFirst(state: MemoryState, userId: number): Device[] {
  return [...state.devices.values()]
    .filter((device) => device.userId === userId)
    .sort((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime() || other.id - one.id);
}

function findDevice(state: MemoryState, userId: number, keyHash: string): Device | null {
  const devices = [...state.devices.values()];
  return devices.find((device) => device.userId === userId && device.keyHash === keyHash) ?? null;
}
