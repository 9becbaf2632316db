import type { ResealedBatch } from '../../credential/api-token-store.ts';
import type { Resealed } from '../../kernel/feature-records.ts';
import type { Dependencies } from '../dependencies.ts';

const BATCH = 500;

/** Seals every API token under the current CRYPTOGRAPHY_KEY, batch by batch. */
export async function resealApiTokens({ transact }: Pick<Dependencies, 'transact'>): Promise<Resealed> {
  const all = { resealed: 0, unreadable: 0 };
  let userId: number | null = 0;
  while (userId !== null) {
    const next = { userId, limit: BATCH };
    const batch: ResealedBatch = await transact(({ apiTokens }) => apiTokens.reseal(next));
    all.resealed += batch.resealed;
    all.unreadable += batch.unreadable;
    userId = batch.lastUserId;
  }
  return all;
}
