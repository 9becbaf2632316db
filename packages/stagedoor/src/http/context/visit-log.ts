import type { Visit } from '../../core/activity/visit-store.ts';
import { networkOf } from '../../core/kernel/network-of.ts';
import { createStrangerCap } from './stranger-cap.ts';

/** Collects who came from where with what; written in batches, never on the request's path. */
export interface VisitLog {
  /** `userId` is null for somebody who is not logged in. */
  note(userId: number | null, from: { ipAddress: string; userAgent: string }, now: Date): void;
  /** Everything noted since the last call. */
  take(): readonly Visit[];
}

/** A visitor who keeps coming is written down again after this, so that the last time stays true. */
const REPEAT_MS = 5 * 60_000;
const MOST_PLACES_PER_USER = 20;
const MOST_USERS = 20_000;
/** A stranger who changes name at every request gets no more rows than this in one batch. */
const MOST_ANONYMOUS_PER_BATCH = 200;
const ANONYMOUS = 0;

export function createVisitLog(): VisitLog {
  let known = new Map<number, Visit[]>();
  let waiting: Visit[] = [];
  let anonymousWaiting = 0;
  const strangers = createStrangerCap();
  const remember = (owner: number, visits: Visit[], visit: Visit): void => {
    const others = visits.filter(
      (other) => other.ipAddress !== visit.ipAddress || other.userAgent !== visit.userAgent,
    );
    known.set(
      owner,
      [visit, ...others].slice(0, owner === ANONYMOUS ? MOST_ANONYMOUS_PER_BATCH : MOST_PLACES_PER_USER),
    );
  };
  return {
    note(userId, { ipAddress, userAgent }, now) {
      const owner = userId ?? ANONYMOUS;
      const visits = known.get(owner) ?? [];
      for (const visit of visits) {
        if (visit.userAgent === userAgent && visit.ipAddress === ipAddress && isRecent(visit.seenAt, now))
          return;
      }
      if (userId === null && anonymousWaiting >= MOST_ANONYMOUS_PER_BATCH) return;
      if (userId === null && !strangers.admits(networkOf(ipAddress), `${ipAddress} ${userAgent}`, now))
        return;
      const visit = { userId, ipAddress, userAgent, seenAt: now };
      if (known.size > MOST_USERS) known = new Map();
      remember(owner, visits, visit);
      waiting.push(visit);
      if (userId === null) anonymousWaiting += 1;
    },
    take() {
      const taken = waiting;
      waiting = [];
      anonymousWaiting = 0;
      return taken;
    },
  };
}

function isRecent(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() < REPEAT_MS && seenAt.getUTCDate() === now.getUTCDate();
}
