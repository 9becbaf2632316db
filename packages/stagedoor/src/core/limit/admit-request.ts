import { after } from '../kernel/clock.ts';
import { networkOf } from '../kernel/network-of.ts';
import { throttled } from './attempts.ts';
import { type Counter, limitKey } from './counters.ts';
import type { Dependencies } from './dependencies.ts';
import type { Rate } from './rate.ts';
import { checkRequest } from './request-log.ts';
import type { Settings } from './settings.ts';

export interface RequestToAdmit {
  /** Null for a stranger. */
  readonly userId: number | null;
  readonly ipAddress: string;
  /** What the route calls its rate, if it has one of its own. */
  readonly scope: string | null;
}

interface RatedCounter extends Counter {
  readonly rate: Rate;
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
  let retryAfterSeconds = 0;
  for (const counter of countersOf(request, deps.settings)) {
    retryAfterSeconds = Math.max(retryAfterSeconds, await secondsToWait(deps, counter));
  }
  if (retryAfterSeconds > 0) throw throttled({ retryAfterSeconds });
}

function countersOf({ userId, ipAddress, scope }: RequestToAdmit, { throttles }: Settings): RatedCounter[] {
  const of = userId === null ? `network ${networkOf(ipAddress)}` : `user ${userId}`;
  const rates = [
    { name: 'request-anonymous' as const, rate: userId === null ? throttles.anonymous : null },
    { name: 'request-user' as const, rate: throttles.user },
    {
      name: `request-scope-${scope}` as const,
      rate: scope === null ? null : (throttles.scopes[scope] ?? null),
    },
  ];
  return rates.flatMap(({ name, rate }) => (rate === null ? [] : [{ name, of, rate }]));
}

async function secondsToWait(
  { requestLogs, clock }: RequestDependencies,
  { rate, ...counter }: RatedCounter,
): Promise<number> {
  const key = limitKey(counter);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = clock.now();
    const stored = await requestLogs.read(key);
    const judged = checkRequest(stored?.log ?? [], now.getTime(), rate);
    if (!judged.admitted) return judged.retryAfterSeconds;
    const { log } = judged;
    const expiresAt = after(now, rate.windowMs);
    if (await requestLogs.write(key, { log, expiresAt, expected: stored?.version ?? null })) return 0;
  }
  return 1;
}
