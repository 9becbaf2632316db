import type { Clock } from '../core/kernel/clock.ts';

// Longer timers fire at once in Node; a longer wait is taken in steps.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  async waitUntil(moment) {
    for (let left = moment.getTime() - Date.now(); left > 0; left = moment.getTime() - Date.now()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_TIMER_MS)));
    }
  },
};
