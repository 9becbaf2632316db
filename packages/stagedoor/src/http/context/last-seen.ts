import { lastUseOf } from '../../core/credential/last-use.ts';
import type { Principal } from '../../core/session/session.ts';
import { isOfPrograms } from '../../core/session/session-kind.ts';
import type { SeenSession } from '../../core/session/touch-sessions.ts';

/** Collects which sessions were active; written in batches, so that no GET writes. */
export interface LastSeen {
  /** Cheap: called on every request that has a session. */
  note(principal: Pick<Principal, 'session' | 'user'>, now: Date, ipAddress: string): void;
  /** Everything noted since the last call. */
  take(): readonly SeenSession[];
}

const MOST_SESSIONS = 50_000;

/**
 * Notes a session once its stored activity is older than `touchAfterMs`; the first use of a program's token at once, or
 * its owner would go on reading that nobody has used it.
 */
export function createLastSeen(touchAfterMs: number): LastSeen {
  let noted = new Map<string, SeenSession>();
  // What was handed out already: the store may go on answering with the older time for a while.
  let written = new Map<string, number>();
  return {
    note({ session, user }, now, ipAddress) {
      if (session === null) return;
      const nowMs = now.getTime();
      const isFirstUse = isOfPrograms(session) && lastUseOf(session) === null;
      if (!isFirstUse && nowMs - session.lastSeenAt.getTime() < touchAfterMs) return;
      if (nowMs - (written.get(session.keyHash) ?? 0) < touchAfterMs) return;
      if (noted.size >= MOST_SESSIONS) return;
      noted.set(session.keyHash, { session, isStaff: user.isStaff, at: now, ipAddress });
    },
    take() {
      const taken = [...noted.values()];
      noted = new Map();
      if (written.size > MOST_SESSIONS) written = new Map();
      for (const { session, at } of taken) written.set(session.keyHash, at.getTime());
      return taken;
    },
  };
}
