import { after, type Clock } from '../clock.ts';
import { AccountsError } from '../errors.ts';
import { hashSecret } from '../secret-value.ts';
import type { Limit } from '../settings.ts';
import type { LimitStore } from './limit-store.ts';

export interface Attempt {
  /** What is counted, e.g. `log-in-account`; part of the key, so that counters never share a drawer. */
  readonly name: string;
  /** Whose attempts, in canonical form: an address, a network, a user id. Stored hashed. */
  readonly of: string;
  readonly limit: Limit;
}

export type Admission =
  | { readonly admitted: true; readonly attempts: number }
  | { readonly admitted: false; readonly retryAfterSeconds: number };

type LimitDependencies = { readonly limits: LimitStore; readonly clock: Clock };

/** The stored key of a counter. */
export function limitKey(name: string, of: string): string {
  return `${name}:${hashSecret(`limit:${name}`, of)}`;
}

/**
 * Counts one attempt *before* the work it guards, and says whether it may go on. Up to `limit.attempts` pass in a
 * window; after that one more passes at the end of each block, and each block is twice as long as the one before.
 * Parallel attempts never let more through: the edge is a conditional update that one of them wins.
 */
export async function admitAttempt(deps: LimitDependencies, attempt: Attempt): Promise<Admission> {
  const { limit } = attempt;
  const key = limitKey(attempt.name, attempt.of);
  const now = deps.clock.now();
  const { attempts, blockedUntil } = await deps.limits.count(key, now, limit.windowMs);
  if (blockedUntil !== null && blockedUntil > now) return refused(now, blockedUntil);
  if (attempts < limit.attempts) return { admitted: true, attempts };
  const until = after(now, blockLength(limit, attempts - limit.attempts));
  const won = await deps.limits.block(key, until, blockedUntil);
  return won ? { admitted: true, attempts } : refused(now, until);
}

/** `admitAttempt`, refusing with `throttled` (429 and Retry-After at the door). Answers the attempts so far. */
export async function takeAttempt(deps: LimitDependencies, attempt: Attempt): Promise<number> {
  const admission = await admitAttempt(deps, attempt);
  if (admission.admitted) return admission.attempts;
  throw new AccountsError({ code: 'throttled', retryAfterSeconds: admission.retryAfterSeconds });
}

function blockLength(limit: Limit, blocksBefore: number): number {
  return Math.min(limit.maxBlockMs, limit.blockMs * 2 ** Math.min(blocksBefore, 30));
}

function refused(now: Date, until: Date): Admission {
  return {
    admitted: false,
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000)),
  };
}
