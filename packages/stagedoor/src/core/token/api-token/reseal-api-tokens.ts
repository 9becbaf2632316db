import type { Dependencies } from '../dependencies.ts';

const BATCH = 500;

/** Seals every API token under the current CRYPTOGRAPHY_KEY, batch by batch; answers of how many. */
export async function resealApiTokens(deps: Pick<Dependencies, 'transact'>): Promise<number> {
  let all = 0;
  let afterUserId: number | null = 0;
  while (afterUserId !== null) {
    const batch: Resealed = await resealBatch(deps, afterUserId);
    all += batch.resealed;
    afterUserId = batch.lastUserId;
  }
  return all;
}

interface Resealed {
  readonly resealed: number;
  readonly lastUserId: number | null;
}

function resealBatch({ transact }: Pick<Dependencies, 'transact'>, userId: number): Promise<Resealed> {
  return transact(({ apiTokens }) => apiTokens.reseal({ userId, limit: BATCH }));
}
