import { pruneAudit } from '../audit/prune-audit.ts';
import { after } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';

const BATCH = 500;

/** How much was removed. */
export interface Pruned {
  readonly auditEvents: number;
  readonly strangerVisits: number;
  readonly visitDays: number;
}

/**
 * Removes the records that the site keeps no longer: audit rows, visits of strangers, and who came on which day (ASVS
 * V14.2.7). Once a day; in batches, so that no log-in waits for it.
 *
 * @throws AuditChainBroken when the audit log was tampered with; everything else is removed before.
 */
export async function pruneRecords(
  deps: Pick<Dependencies, 'audit' | 'auditHead' | 'visits' | 'transact' | 'clock' | 'settings'>,
): Promise<Pruned> {
  const { retention } = deps.settings;
  const now = deps.clock.now();
  let strangerVisits = 0;
  for (let count = BATCH; count === BATCH; strangerVisits += count) {
    count = await deps.visits.removeStrangers(after(now, -retention.strangerVisitsMs), BATCH);
  }
  const visitDays = await deps.visits.removeDays(after(now, -retention.visitDaysMs));
  return { strangerVisits, visitDays, auditEvents: await pruneAudit(deps) };
}
