import type { Resealed } from '../kernel/feature-records.ts';
import type { Dependencies } from './dependencies.ts';

/** Seals addresses and secrets under the current CRYPTOGRAPHY_KEY, so that the one before can be dropped. */
export async function resealWebhooks(deps: Pick<Dependencies, 'transact'>): Promise<Resealed> {
  return await deps.transact(({ webhookEndpoints }) => webhookEndpoints.reseal());
}
