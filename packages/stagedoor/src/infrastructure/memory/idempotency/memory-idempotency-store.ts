import type { IdempotencyStore, RequestClaim } from '../../../core/idempotency/idempotency-store.ts';
import { type Access, removeWhere } from '../memory-state.ts';
import type { RequestRow } from './rows.ts';

export function createMemoryIdempotencyStore(access: Access): IdempotencyStore {
  return {
    claim: ({ keyHash, fingerprint, startedAt, staleBefore, expiresAt }) =>
      access((state) => {
        const known = state.requests.get(keyHash);
        const isFree =
          known === undefined ||
          known.expiresAt <= startedAt ||
          (!known.isDone && known.startedAt < staleBefore && known.fingerprint === fingerprint);
        if (!isFree) return claimOf(known, fingerprint);
        state.requests.set(keyHash, { fingerprint, startedAt, expiresAt, isDone: false, answer: null });
        return { outcome: 'claimed' };
      }),
    complete: (keyHash, answer) =>
      access((state) => {
        const known = state.requests.get(keyHash);
        if (known) state.requests.set(keyHash, { ...known, isDone: true, answer });
      }),
    abandon: (keyHash) =>
      access((state) => {
        if (state.requests.get(keyHash)?.isDone === false) state.requests.delete(keyHash);
      }),
    removeExpired: (now, limit) =>
      access((state) => removeWhere(state.requests, ({ expiresAt }) => expiresAt <= now, limit).length),
  };
}

function claimOf(known: RequestRow, fingerprint: string): RequestClaim {
  if (known.fingerprint !== fingerprint) return { outcome: 'other-request' };
  return known.isDone ? { outcome: 'done', answer: known.answer } : { outcome: 'running' };
}
