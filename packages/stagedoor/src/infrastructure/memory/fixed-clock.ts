import { after, type Clock } from '../../core/kernel/clock.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';

/** A clock that stands still until it is told to move. */
export interface FixedClock extends Clock {
  /** Moves the time forward (or, with a negative number, back) by milliseconds. */
  advance(durationMs: number): void;
  set(moment: Date): void;
}

/**
 * A clock for tests; a moment that is none is refused, where nothing would ever be late. Waiting never takes real time: `waitUntil` moves the clock to the moment that is waited for.
 *
 * @example
 * const clock = fixedClock('2026-01-01T00:00:00Z');
 * clock.advance(minutes(5));
 */
export function fixedClock(start: Date | string = '2026-01-01T00:00:00.000Z'): FixedClock {
  let now = valid(start);
  const set = (moment: Date): void => {
    now = valid(moment);
  };
  return {
    now: () => new Date(now),
    advance: (durationMs) => set(after(now, durationMs)),
    set,
    async waitUntil(moment) {
      if (moment > now) set(moment);
    },
  };
}

function valid(moment: Date | string): Date {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) throw new PlainError(`${String(moment)} is no moment for a clock.`);
  return date;
}
