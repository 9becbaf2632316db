import type { SessionData } from '../../../core/session/session.ts';
import type { SessionDataStore } from '../../../core/session/session-data-store.ts';

/** Session data in this process only, for tests. */
export function createMemorySessionDataStore(): SessionDataStore {
  const rows = new Map<string, { readonly data: SessionData; readonly expiresAt: Date }>();
  return {
    engine: 'cache',
    async load(keyHash) {
      return structuredClone(rows.get(keyHash)?.data ?? {});
    },
    async save(keyHash, data, expiresAt) {
      rows.set(keyHash, { data: structuredClone(data), expiresAt });
    },
    async move(fromKeyHash, toKeyHash) {
      const row = rows.get(fromKeyHash);
      if (!row) return;
      rows.delete(fromKeyHash);
      rows.set(toKeyHash, row);
    },
    async remove(keyHash) {
      rows.delete(keyHash);
    },
    async removeExpired(now) {
      const expired = [...rows].filter(([, row]) => row.expiresAt <= now);
      for (const [keyHash] of expired) rows.delete(keyHash);
      return expired.length;
    },
  };
}
