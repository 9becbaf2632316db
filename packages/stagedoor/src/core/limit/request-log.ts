import type { Rate } from './rate.ts';

/** Requests that came at about one time: when the last of them did, in milliseconds, and how many there were. */
export type LoggedRequests = readonly [lastAtMs: number, count: number];

/** What is remembered of one source, oldest first. */
export type RequestLog = readonly LoggedRequests[];

export type Judgement =
  | { readonly admitted: true; readonly log: RequestLog }
  | { readonly admitted: false; readonly retryAfterSeconds: number };

// Up to as many requests a window are remembered one by one.
const MOST_ENTRIES = 100;

/**
 * Judges a request by a window that slides: never more than `requests` in any stretch of `windowMs`. Above a hundred
 * requests the log keeps hundredths of the window, each gone only when its last request is out of it: nobody is let
 * through, or told to come, too early. What counts as several goes through as a whole or not at all.
 */
export function checkRequest(
  log: RequestLog,
  nowMs: number,
  { requests, windowMs }: Rate,
  weight = 1,
): Judgement {
  const inWindow = log.filter(([lastAtMs]) => lastAtMs > nowMs - windowMs);
  const count = inWindow.reduce((sum, [, ofEntry]) => sum + ofEntry, 0);
  if (count + weight <= requests) {
    const logged: LoggedRequests = [nowMs, weight];
    return { admitted: true, log: withRequests(inWindow, logged, grainMs(requests, windowMs)) };
  }
  const free = { requests: requests - weight + 1, windowMs };
  return { admitted: false, retryAfterSeconds: secondsUntilFree(inWindow, nowMs, free) };
}

/** A clock that was set back puts the request beside the newest one, so that the log stays in order. */
function withRequests(log: RequestLog, logged: LoggedRequests, grain: number): RequestLog {
  const last = log.at(-1);
  if (last === undefined) return [logged];
  const [nowMs, weight] = logged;
  const [lastAtMs, count] = last;
  const atMs = Math.max(nowMs, lastAtMs);
  const isSameGrain = Math.floor(lastAtMs / grain) === Math.floor(atMs / grain);
  return isSameGrain ? [...log.slice(0, -1), [atMs, count + weight]] : [...log, [atMs, weight]];
}

function grainMs(requests: number, windowMs: number): number {
  return requests <= MOST_ENTRIES ? 1 : Math.ceil(windowMs / MOST_ENTRIES);
}

/** Until enough of the oldest are out of the window for one more; several, where the rate was lowered meanwhile. */
function secondsUntilFree(log: RequestLog, nowMs: number, { requests, windowMs }: Rate): number {
  let surplus = log.reduce((sum, [, count]) => sum + count, 0) - requests + 1;
  for (const [lastAtMs, count] of log) {
    surplus -= count;
    if (surplus <= 0) return Math.max(1, Math.ceil((lastAtMs + windowMs - nowMs) / 1_000));
  }
  return Math.max(1, Math.ceil(windowMs / 1_000));
}
