import type { ResealedBatch } from '../../credential/api-token-store.ts';
import type { Dependencies } from '../dependencies.ts';

const BATCH = 500;

/** Seals every API token under the current CRYPTOGRAPHY_KEY, batch by batch; answers of how many. */
export async function resealApiTokens({ transact }: Pick<Dependencies, 'transact'>): Promise<number> {
  let all = 0;
  let userId: number | null = 0;
  while (userId !== null) {
    const next = { userId, limit: BATCH };
    const batch: ResealedBatch = await transact(({ apiTokens }) => apiTokens.reseal(next));
    all += batch.resealed;
    userId = batch.lastUserId;
  }
  return all;
}
