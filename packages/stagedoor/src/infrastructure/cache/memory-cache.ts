import type { Clock } from '../../core/kernel/clock.ts';
import type { Cache } from './cache.ts';

interface Entry {
  readonly value: string;
  readonly expiresAt: Date;
}

/** A cache in this process only: for one node without Redis, and lost with it. */
export function createMemoryCache(clock: Clock): Cache {
  const entries = new Map<string, Entry>();
  const read = (key: string): Entry | null => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > clock.now() ? entry : null;
  };
  return {
    async get(key) {
      return read(key)?.value ?? null;
    },
    async set(key, value, expiresAt) {
      entries.set(key, { value, expiresAt });
    },
    async add(key, value, expiresAt) {
      if (read(key) === null) entries.set(key, { value, expiresAt });
    },
    async move(from, to) {
      const entry = read(from);
      if (entry === null) return;
      entries.delete(from);
      entries.set(to, entry);
    },
    async remove(key) {
      entries.delete(key);
    },
    async removeExpired(now) {
      const ended = [...entries].filter(([, entry]) => entry.expiresAt <= now);
      for (const [key] of ended) entries.delete(key);
      return ended.length;
    },
    async close() {
      entries.clear();
    },
  };
}
