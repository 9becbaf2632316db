import { after } from '../kernel/clock.ts';
import type { ExpiringRecords } from '../kernel/feature-records.ts';
import type { Dependencies } from './dependencies.ts';
import type { Settings } from './settings.ts';

const BATCH = 500;
/** One that answers as if it had removed, and removes nothing, ends too; what is left goes an hour later. */
const MOST_BATCHES_OF_A_FEATURE = 200;

/** How much was removed. */
export interface Cleared {
  readonly sessions: number;
  readonly links: number;
  readonly limits: number;
  /** By the feature of the site's own that kept it; only those that have something to remove. */
  readonly features: Readonly<Record<string, number>>;
}

/**
 * Removes what has ended: sessions with their data, mailed links, tickets, log-ins on their way, counters of attempts that no limit looks at any
 * more, requests of late, answers kept for Idempotency-Key, keys that verify nothing any more (Django's `clearsessions`, and the hourly job).
 * In batches, so that no log-in waits for it. What the site's own features keep no longer goes last: a fault in one of
 * them keeps nothing of ours.
 */
export async function clearExpired(
  deps: Pick<
    Dependencies,
    | 'transact'
    | 'sessionData'
    | 'oneTimeLinks'
    | 'tickets'
    | 'flows'
    | 'limits'
    | 'requestLogs'
    | 'idempotency'
    | 'signingKeys'
    | 'featureRecords'
    | 'clock'
    | 'settings'
  >,
): Promise<Cleared> {
  const now = deps.clock.now();
  const sessions = await inBatches(async () => {
    const keyHashes = await deps.transact((stores) => stores.sessions.removeExpired(now, BATCH));
    return keyHashes.length;
  });
  // Data whose session went another way: with its user, or by a crash between the two.
  await deps.sessionData.removeExpired(now);
  await inBatches(() => deps.idempotency.removeExpired(now, BATCH));
  await inBatches(() => deps.tickets.removeExpired(now, BATCH));
  await inBatches(() => deps.flows.removeExpired(now, BATCH));
  await inBatches(() => deps.requestLogs.removeExpired(now, BATCH));
  await inBatches(() => deps.signingKeys.removeRetired(now, BATCH));
  const staleSince = after(now, -longestLimitMs(deps.settings));
  return {
    sessions,
    links: await inBatches(() => deps.oneTimeLinks.removeExpired(now, BATCH)),
    limits: await inBatches(() => deps.limits.removeStale(staleSince, BATCH)),
    features: await expireOfFeatures(deps.featureRecords.expiring, now),
  };
}

async function expireOfFeatures(
  expiring: readonly ExpiringRecords[],
  now: Date,
): Promise<Readonly<Record<string, number>>> {
  const removed: Record<string, number> = {};
  const faults: unknown[] = [];
  for (const { feature, expire } of expiring) {
    try {
      removed[feature] = await inBatches(() => expire({ now, most: BATCH }), MOST_BATCHES_OF_A_FEATURE);
    } catch (fault) {
      // One feature's fault keeps no other from its turn.
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return removed;
}

async function inBatches(
  removeBatch: () => Promise<number>,
  mostBatches = Number.POSITIVE_INFINITY,
): Promise<number> {
  let removed = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const count = await removeBatch();
    removed += count;
    if (count < BATCH) break;
  }
  return removed;
}

function longestLimitMs({ limits }: Settings): number {
  return Math.max(...Object.values(limits).map((limit) => Math.max(limit.windowMs, limit.maxBlockMs)));
}
