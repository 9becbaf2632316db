import type { RouteLimit } from './route.ts';

const MOST_SOURCES = 100_000;

/**
 * Counts requests of a source in a fixed window, in this process only: a brake for floods, forgotten at a restart.
 * Answers 0, or the seconds to wait.
 */
export type RouteLimiter = (source: string, nowMs: number) => number;

export function createRouteLimiter({ requests, windowSeconds }: RouteLimit): RouteLimiter {
  let counts = new Map<string, number>();
  let windowStart = 0;
  return (source, nowMs) => {
    if (nowMs - windowStart >= windowSeconds * 1_000 || counts.size > MOST_SOURCES) {
      counts = new Map();
      windowStart = nowMs;
    }
    const count = (counts.get(source) ?? 0) + 1;
    counts.set(source, count);
    return count <= requests ? 0 : Math.max(1, Math.ceil(windowSeconds - (nowMs - windowStart) / 1_000));
  };
}
