import type { RequestLogStore } from '../../../core/limit/request-log-store.ts';
import { type Access, removeWhere } from '../memory-state.ts';

export function createMemoryRequestLogStore(access: Access): RequestLogStore {
  return {
    read: (key) =>
      access((state) => {
        const row = state.requestLogs.get(key);
        return row ? { log: row.log, version: row.version } : null;
      }),
    write: (key, { log, expiresAt, expected }) =>
      access((state) => {
        if ((state.requestLogs.get(key)?.version ?? null) !== expected) return false;
        state.requestLogs.set(key, { log, expiresAt, version: (expected ?? 0) + 1 });
        return true;
      }),
    removeExpired: (now, limit) =>
      access((state) => removeWhere(state.requestLogs, (row) => row.expiresAt <= now, limit).length),
  };
}
