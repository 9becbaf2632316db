import type { Dependencies } from './dependencies.ts';

/** Seals addresses and secrets under the current CRYPTOGRAPHY_KEY, so that the one before can be dropped; answers of how many endpoints. */
export async function resealWebhooks(deps: Pick<Dependencies, 'transact'>): Promise<number> {
  return await deps.transact(({ webhookEndpoints }) => webhookEndpoints.reseal());
}
