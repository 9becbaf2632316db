import type { AuditAction, AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import { after, hours } from '../kernel/clock.ts';
import { networkOf } from '../kernel/network-of.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { limitKey } from '../limit/counters.ts';
import type { LimitStore } from '../limit/limit-store.ts';
import type { Dependencies } from './dependencies.ts';

interface Noticed {
  readonly action: Extract<AuditAction, 'csrf-refused' | 'throttled' | 'permission-denied'>;
  readonly userId: number | null;
  readonly visitor: Visitor;
  readonly detail: AuditEvent['detail'];
}

const WINDOW_MS = hours(1);
/** Sources are cheap to have, so there is an end to all of them together too. */
const MOST_IN_ALL = 1_000;

/**
 * An event that an interface noticed by itself: a refused CSRF token, a denied permission (ASVS V16.3.3). The log is kept for ever and
 * anybody can cause these, so each source leaves one row in an hour, and what follows in it nothing at all.
 */
export async function recordSecurityEvent(
  deps: Pick<Dependencies, 'transact' | 'limits' | 'clock'>,
  input: Noticed,
): Promise<void> {
  const now = deps.clock.now();
  const name = `event-${input.action}` as const;
  const own = limitKey({ name, of: sourceOf(input) });
  const all = limitKey({ name, of: 'everybody' });
  if ((await isQuiet(deps.limits, all, now)) || (await isQuiet(deps.limits, own, now))) return;
  await deps.transact(async ({ limits, audit }) => {
    if (!(await silence(limits, own, { now, from: 1 }))) return;
    await silence(limits, all, { now, from: MOST_IN_ALL });
    const { action, ...about } = input;
    await audit.append(securityEvent(action, { ...about, now, success: false }));
  });
}

function sourceOf({ userId, visitor }: Noticed): string {
  return userId === null ? `network ${networkOf(visitor.ipAddress)}` : `user ${userId}`;
}

async function isQuiet(limits: Pick<LimitStore, 'read'>, key: string, now: Date): Promise<boolean> {
  const blockedUntil = (await limits.read(key))?.blockedUntil ?? null;
  return blockedUntil !== null && blockedUntil > now;
}

/** Counts one more, and from so many on says nothing for a window; answers whether this call is the one that began it. */
async function silence(
  limits: LimitStore,
  key: string,
  { now, from }: { readonly now: Date; readonly from: number },
): Promise<boolean> {
  const { attempts, blockedUntil } = await limits.count(key, now, WINDOW_MS);
  if (attempts < from || (blockedUntil !== null && blockedUntil > now)) return false;
  return await limits.block(key, after(now, WINDOW_MS), blockedUntil);
}
