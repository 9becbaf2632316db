import { securityEvent } from '../audit/security-event.ts';
import { hours } from '../kernel/clock.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { admitAttempt } from '../limit/attempts.ts';
import { failedLogIns } from '../limit/counters.ts';
import type { Limit } from '../limit/limit.ts';
import { linkPaths } from '../link/link-paths.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { requestDetailsOf } from '../outbox/request-details.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { findKnownDevice } from './log-in-attempt.ts';

export interface FailStage {
  /** Whose try it was, as `tryStage` answered. */
  readonly user: User;
  readonly stage: PendingStage;
  readonly visitor: Visitor;
}

const ONCE_A_DAY: Limit = { attempts: 1, windowMs: hours(24), blockMs: hours(24), maxBlockMs: hours(24) };

/**
 * Notes a wrong try at a stage, for whoever serves the stage and has looked at it: its owner may see that somebody who had the
 * password came no further. Each was counted before, so there are no more rows than tries. Where nobody is in yet, and no browser of
 * the owner's tried, they are told by mail: once, until a log-in of theirs is through, and once a day.
 */
export async function failStage(
  deps: Pick<Dependencies, 'transact' | 'devices' | 'stages' | 'clock'>,
  { user, stage, visitor }: FailStage,
): Promise<void> {
  const now = deps.clock.now();
  const isOnTheWay = deps.stages.some(({ name, before }) => name === stage && before === 'entry');
  const isStranger = isOnTheWay && (await findKnownDevice(deps, user, visitor)) === null;
  const facts = { userId: user.id, visitor, now, success: false, detail: { stage } };
  await deps.transact(async (stores) => {
    await stores.audit.append(securityEvent('stage-pass', facts));
    if (isStranger) await tellOnce({ ...stores, clock: deps.clock }, { user, visitor, now });
  });
}

async function tellOnce(
  deps: Pick<Stores, 'audit' | 'jobs' | 'limits'> & Pick<Dependencies, 'clock'>,
  { user, visitor, now }: { readonly user: User; readonly visitor: Visitor; readonly now: Date },
): Promise<void> {
  const { admitted } = await admitAttempt(deps, { ...failedLogIns(user.id), limit: ONCE_A_DAY });
  if (!admitted) return;
  const requestDetails = requestDetailsOf(visitor, now);
  const facts = { username: userName(user), resetPath: linkPaths.requestReset, requestDetails };
  await notifyOwner(deps, { user, visitor, mail: { mail: 'stage-failed', ...facts } });
}
