import type { AuditStore } from '../audit/audit-store.ts';
import { securityEvent } from '../audit/security-event.ts';
import { after, type Clock } from '../kernel/clock.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { type Counter, limitKey } from './counters.ts';
import type { Limit } from './limit.ts';
import type { LimitStore } from './limit-store.ts';

export interface Attempt extends Counter {
  readonly limit: Limit;
  /** Who tries. Given, an attempt that sets a block leaves a `throttled` event: one for each block, however many follow. */
  readonly who?: { readonly visitor: Visitor; readonly userId: number | null };
}

export type Admission =
  | { readonly admitted: true; readonly attempts: number }
  | { readonly admitted: false; readonly retryAfterSeconds: number };

interface LimitDependencies {
  readonly limits: LimitStore;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly clock: Clock;
}

/**
 * Counts one attempt *before* the work it guards, and says whether it may go on. Up to `limit.attempts` pass in a
 * window; after that one more passes at the end of each block, and each block is twice as long as the one before. All
 * is forgotten when a whole window has passed since the last block's end.
 * Parallel attempts never let more through: the edge is a conditional update that one of them wins.
 */
export async function admitAttempt(deps: LimitDependencies, attempt: Attempt): Promise<Admission> {
  const { limit } = attempt;
  const key = limitKey(attempt);
  const now = deps.clock.now();
  const { attempts, blockedUntil } = await deps.limits.count(key, now, limit.windowMs);
  if (blockedUntil !== null && blockedUntil > now) return refused(now, blockedUntil);
  if (attempts < limit.attempts) return { admitted: true, attempts };
  const until = after(now, blockLength(limit, attempts - limit.attempts));
  const won = await deps.limits.block(key, until, blockedUntil);
  if (!won) return refused(now, until);
  const detail = { counter: attempt.name };
  if (attempt.who) {
    await deps.audit.append(securityEvent('throttled', { ...attempt.who, now, success: false, detail }));
  }
  return { admitted: true, attempts };
}

/**
 * Refuses whoever is blocked already, without counting: so many of them may come that each write counts.
 *
 * @throws AccountsError `throttled`
 */
export async function refuseBlocked(
  { limits, clock }: Pick<LimitDependencies, 'limits' | 'clock'>,
  counter: Counter,
): Promise<void> {
  const now = clock.now();
  const blockedUntil = (await limits.read(limitKey(counter)))?.blockedUntil ?? null;
  if (blockedUntil !== null && blockedUntil > now) throw throttled(secondsUntil(now, blockedUntil));
}

/** `admitAttempt`, refusing with `throttled` (429 and Retry-After at the interface). Answers the attempts so far. */
export async function takeAttempt(deps: LimitDependencies, attempt: Attempt): Promise<number> {
  const admission = await admitAttempt(deps, attempt);
  if (admission.admitted) return admission.attempts;
  throw throttled(admission);
}

export function throttled({ retryAfterSeconds }: { readonly retryAfterSeconds: number }): AccountsError {
  return new AccountsError({ code: 'throttled', retryAfterSeconds });
}

function blockLength(limit: Limit, blocksBefore: number): number {
  return Math.min(limit.maxBlockMs, limit.blockMs * 2 ** Math.min(blocksBefore, 30));
}

function refused(now: Date, until: Date): Admission {
  return { admitted: false, ...secondsUntil(now, until) };
}

function secondsUntil(now: Date, until: Date): { readonly retryAfterSeconds: number } {
  return { retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000)) };
}
