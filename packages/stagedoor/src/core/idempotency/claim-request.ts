import { after, hours } from '../kernel/clock.ts';
import { LONGEST_STATEMENT_MS } from '../kernel/longest-statement.ts';
import { hashSecret } from '../kernel/secret-value.ts';
import type { Dependencies } from './dependencies.ts';
import type { RequestClaim } from './idempotency-store.ts';

const KEPT_MS = hours(24);
/** No request of ours runs this long, its one statement that takes its time and the work around it; whoever claimed it is gone. */
const STALE_AFTER_MS = 2 * LONGEST_STATEMENT_MS;

export interface RequestKey {
  /** The route and the user: the same key of another user is another request. */
  readonly scope: string;
  /** The client's Idempotency-Key. */
  readonly key: string;
}

/** Asks whether a creating request may be carried out, or was already. Kept for 24 hours. */
export function claimRequest(
  { idempotency, clock }: Pick<Dependencies, 'idempotency' | 'clock'>,
  input: RequestKey & { readonly fingerprint: string },
): Promise<RequestClaim> {
  const now = clock.now();
  return idempotency.claim({
    keyHash: requestKeyHash(input),
    fingerprint: input.fingerprint,
    startedAt: now,
    staleBefore: after(now, -STALE_AFTER_MS),
    expiresAt: after(now, KEPT_MS),
  });
}

export function requestKeyHash({ scope, key }: RequestKey): string {
  return hashSecret('idempotency', JSON.stringify([scope, key]));
}
