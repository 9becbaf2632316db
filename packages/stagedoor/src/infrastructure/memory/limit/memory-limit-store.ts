import type { LimitStore } from '../../../core/limit/limit-store.ts';
import { type Access, type MemoryState, removeWhere } from '../memory-state.ts';
import type { LimitRow } from './rows.ts';

export function createMemoryLimitStore(access: Access): LimitStore {
  return {
    count: (key, now, windowMs) =>
      access((state) => {
        const counted = count(state.limits.get(key), now, windowMs);
        state.limits.set(key, counted);
        return { attempts: counted.attempts, blockedUntil: counted.blockedUntil };
      }),
    countInARow: (key, startedAt) =>
      access((state) => {
        const row = state.limits.get(key) ?? { attempts: 0, windowStartedAt: startedAt, blockedUntil: null };
        state.limits.set(key, { ...row, attempts: row.attempts + 1 });
        return row.attempts + 1;
      }),
    block: (key, until, expected) => access((state) => block(state, key, { until, expected })),
    read: (key) =>
      access((state) => {
        const row = state.limits.get(key);
        return row ? { attempts: row.attempts, blockedUntil: row.blockedUntil } : null;
      }),
    giveBack: (key, { unblock } = { unblock: false }) => access((state) => giveBack(state, key, unblock)),
    forgive: ({ key: source, unblock }, keys) =>
      access((state) => {
        giveBack(state, source, unblock);
        for (const key of keys) state.limits.delete(key);
      }),
    clear: (keys) => access((state) => keys.filter((key) => state.limits.delete(key)).length),
    removeStale: (before, limit) =>
      access(
        (state) =>
          removeWhere(
            state.limits,
            (row) => row.windowStartedAt < before && (row.blockedUntil === null || row.blockedUntil < before),
            limit,
          ).length,
      ),
  };
}

function giveBack(state: MemoryState, key: string, unblock: boolean): void {
  const row = state.limits.get(key);
  if (!row || row.attempts === 0) return;
  state.limits.set(key, { ...row, attempts: row.attempts - 1, ...(unblock && { blockedUntil: null }) });
}

function count(row: LimitRow | undefined, now: Date, windowMs: number): LimitRow {
  if (row?.blockedUntil && row.blockedUntil > now) return row;
  const windowStart = new Date(now.getTime() - windowMs);
  // A window that led to a block lasts on from the block's end.
  const isRunning =
    row !== undefined &&
    (row.windowStartedAt > windowStart || (row.blockedUntil ?? windowStart) > windowStart);
  if (!isRunning) return { attempts: 1, windowStartedAt: now, blockedUntil: null };
  return { ...row, attempts: row.attempts + 1 };
}

function block(
  state: MemoryState,
  key: string,
  { until, expected }: { until: Date; expected: Date | null },
): boolean {
  const row = state.limits.get(key);
  if ((row?.blockedUntil?.getTime() ?? null) !== (expected?.getTime() ?? null)) return false;
  state.limits.set(key, { attempts: 0, windowStartedAt: new Date(0), ...row, blockedUntil: until });
  return true;
}
