import type { ExpireCount, ExpiringRecords } from '../kernel/feature-records.ts';
import type { Dependencies } from './dependencies.ts';

const BATCH = 500;
/** One that answers as if it had removed, and removes nothing, ends too; what is left goes an hour later. */
const MOST_BATCHES_OF_A_SITE = 200;

/** How much was removed. */
export interface Cleared extends Readonly<Record<ExpireCount, number>> {
  /** By the feature of the site's own that kept it; only those that have something to remove. */
  readonly features: Readonly<Record<string, number>>;
}

/**
 * Removes what every feature keeps no longer: sessions with their data, mailed links, tickets, counters that no limit looks at any
 * more, keys that verify nothing any more, and what the site's own features say (Django's `clearsessions`, and the hourly job). In batches, so that
 * no log-in waits for it.
 */
export async function clearExpired(deps: Pick<Dependencies, 'featureRecords' | 'clock'>): Promise<Cleared> {
  const now = deps.clock.now();
  const ofAccounts: Record<ExpireCount, number> = { sessions: 0, links: 0, limits: 0 };
  const features: Record<string, number> = {};
  const faults: unknown[] = [];
  for (const one of deps.featureRecords.expiring) {
    try {
      const removed = await inBatches(one, now);
      if (one.owner === 'site') features[one.feature] = removed;
      else if (one.expireCounts !== undefined) ofAccounts[one.expireCounts] += removed;
    } catch (fault) {
      // One feature's fault keeps no other from its turn.
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return { ...ofAccounts, features };
}

async function inBatches({ owner, expire }: ExpiringRecords, now: Date): Promise<number> {
  const mostBatches = owner === 'site' ? MOST_BATCHES_OF_A_SITE : Number.POSITIVE_INFINITY;
  let removed = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const count = await expire({ now, most: BATCH });
    removed += count;
    if (count < BATCH) break;
  }
  return removed;
}
