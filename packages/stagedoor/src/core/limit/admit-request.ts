import { after } from '../kernel/clock.ts';
import { networkOf } from '../kernel/network-of.ts';
import { throttled } from './attempts.ts';
import { type Counter, limitKey } from './counters.ts';
import type { Dependencies } from './dependencies.ts';
import type { Rate } from './rate.ts';
import { checkRequest, type Judgement } from './request-log.ts';
import type { Settings } from './settings.ts';

export interface RequestToAdmit {
  /** Null for a stranger. */
  readonly userId: number | null;
  readonly ipAddress: string;
  /** What the route calls its rate, if it has one of its own. */
  readonly scope: string | null;
}

/** What a request holds beside the first thing that it asks for, under a rate of its own. */
export interface PartsToAdmit extends RequestToAdmit {
  readonly scope: string;
  readonly count: number;
}

interface RatedCounter extends Counter {
  readonly rate: Rate;
  /** As how many requests it counts. */
  readonly weight: number;
}

interface Seen {
  readonly expiresAt: Date;
  /** The version of the log that was judged; null where there was none. */
  readonly expected: number | null;
}

// So many requests of one source may overtake one that is being counted; after that it must come again.
const MOST_TRIES = 32;

type RequestDependencies = Pick<Dependencies, 'requestLogs' | 'clock' | 'settings'>;

/**
 * Counts a request under every rate that the site has for it. One that is refused is not counted under
 * the rate that refuses it. Costs nothing where no rate is configured.
 *
 * @throws AccountsError `throttled` with the longest of the waits.
 */
export async function admitRequest(deps: RequestDependencies, request: RequestToAdmit): Promise<void> {
  await requireNoWait(countersOf(request, deps.settings), (counter) => secondsToWait(deps, counter));
}

/**
 * Refuses as `admitRequest` does, and counts nothing: what is refused then need not be read first.
 *
 * @throws AccountsError `throttled`
 */
export async function requireRoom(deps: RequestDependencies, request: RequestToAdmit): Promise<void> {
  const waitNow = async (counter: RatedCounter) => waitOf((await judge(deps, counter)).judged);
  await requireNoWait(countersOf(request, deps.settings), waitNow);
}

/**
 * Counts each part of a request that was admitted already as a request under the rate of its scope, all of them or none.
 *
 * @throws AccountsError `throttled`
 */
export async function admitParts(deps: RequestDependencies, parts: PartsToAdmit): Promise<void> {
  if (parts.count < 1) return;
  const counters = scopedCounter(parts, deps.settings.throttles);
  await requireNoWait(counters, (counter) => secondsToWait(deps, counter));
}

async function requireNoWait(
  counters: readonly RatedCounter[],
  waitUnder: (counter: RatedCounter) => Promise<number>,
): Promise<void> {
  let retryAfterSeconds = 0;
  for (const counter of counters) {
    retryAfterSeconds = Math.max(retryAfterSeconds, await waitUnder(counter));
  }
  if (retryAfterSeconds > 0) throw throttled({ retryAfterSeconds });
}

function countersOf(request: RequestToAdmit, { throttles }: Settings): readonly RatedCounter[] {
  const { userId, scope } = request;
  const anonymous = userId === null ? throttles.anonymous : null;
  return [
    ...counterOf(request, { name: 'request-anonymous', rate: anonymous, weight: 1 }),
    ...counterOf(request, { name: 'request-user', rate: throttles.user, weight: 1 }),
    ...(scope === null ? [] : scopedCounter({ ...request, scope, count: 1 }, throttles)),
  ];
}

function scopedCounter(parts: PartsToAdmit, { scopes }: Settings['throttles']): readonly RatedCounter[] {
  const { scope, count } = parts;
  return counterOf(parts, { name: `request-scope-${scope}`, rate: scopes[scope] ?? null, weight: count });
}

function counterOf(
  { userId, ipAddress }: RequestToAdmit,
  { rate, ...counted }: Pick<RatedCounter, 'name' | 'weight'> & { readonly rate: Rate | null },
): readonly RatedCounter[] {
  const of = userId === null ? `network ${networkOf(ipAddress)}` : `user ${userId}`;
  return rate === null ? [] : [{ ...counted, of, rate }];
}

async function judge(
  { requestLogs, clock }: RequestDependencies,
  { rate, weight, ...counter }: RatedCounter,
): Promise<{ readonly key: string; readonly judged: Judgement; readonly seen: Seen }> {
  const key = limitKey(counter);
  const now = clock.now();
  const stored = await requestLogs.read(key);
  const judged = checkRequest(stored?.log ?? [], now.getTime(), rate, weight);
  return { key, judged, seen: { expiresAt: after(now, rate.windowMs), expected: stored?.version ?? null } };
}

function waitOf(judged: Judgement): number {
  return judged.admitted ? 0 : judged.retryAfterSeconds;
}

async function secondsToWait(deps: RequestDependencies, counter: RatedCounter): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { key, judged, seen } = await judge(deps, counter);
    if (!judged.admitted) return judged.retryAfterSeconds;
    if (await deps.requestLogs.write(key, { log: judged.log, ...seen })) return 0;
  }
  return 1;
}
