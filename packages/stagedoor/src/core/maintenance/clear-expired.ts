import type { ExpiringRecords } from '../kernel/feature-records.ts';
import { limitFeature } from '../limit/feature.ts';
import { linkFeature } from '../link/feature.ts';
import { sessionFeature } from '../session/feature.ts';
import type { Dependencies } from './dependencies.ts';

const BATCH = 500;
/** One that answers as if it had removed, and removes nothing, ends too; what is left goes an hour later. */
const MOST_BATCHES_OF_A_SITE = 200;

/** How much was removed. */
export interface Cleared {
  readonly sessions: number;
  readonly links: number;
  readonly limits: number;
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
  const removed: Record<ExpiringRecords['owner'], Record<string, number>> = { accounts: {}, site: {} };
  const faults: unknown[] = [];
  for (const one of deps.featureRecords.expiring) {
    try {
      removed[one.owner][one.feature] = await inBatches(one, now);
    } catch (fault) {
      // One feature's fault keeps no other from its turn.
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  const of = ({ name }: { readonly name: string }): number => removed.accounts[name] ?? 0;
  return {
    sessions: of(sessionFeature),
    links: of(linkFeature),
    limits: of(limitFeature),
    features: removed.site,
  };
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
