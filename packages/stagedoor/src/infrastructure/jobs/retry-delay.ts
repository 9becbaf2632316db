import { hours, seconds } from '../../core/kernel/clock.ts';

const FIRST_MS = seconds(2);
const LONGEST_MS = hours(1);

/**
 * How long a failed job waits before its next try: twice as long each time, at most an hour, and a random quarter
 * less, so that what failed together does not come back together.
 */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return Math.round(full * (1 - random() / 4));
}
