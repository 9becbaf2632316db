import { AccountsError } from '../../core/errors.ts';

/** Runs costly work a few at a time, lets some wait in line, and turns the rest away. */
export interface HashQueue {
  /** Refuses with `busy` when the line is full; otherwise answers or fails as `work` does. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface HashQueueLimits {
  /** How many run at once. */
  readonly running: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
}

/** How much the newest duration counts in the running mean. */
const NEWEST_WEIGHT = 0.2;

/** A line in the order of arrival. `retryAfterSeconds` of a refusal is how long the line now needs, at least 1. */
export function createHashQueue({ running, waiting }: HashQueueLimits): HashQueue {
  const line: (() => void)[] = [];
  let active = 0;
  let meanSeconds = 0;

  function start<Result>(work: () => Promise<Result>): Promise<Result> {
    active += 1;
    const startedAt = performance.now();
    return work().finally(() => {
      active -= 1;
      const seconds = (performance.now() - startedAt) / 1000;
      meanSeconds += (meanSeconds === 0 ? 1 : NEWEST_WEIGHT) * (seconds - meanSeconds);
      line.shift()?.();
    });
  }

  return {
    async run(work) {
      if (active < running) return start(work);
      if (line.length >= waiting) {
        const retryAfterSeconds = Math.max(1, Math.ceil((line.length / running) * meanSeconds));
        throw new AccountsError({ code: 'busy', retryAfterSeconds });
      }
      return new Promise((resolve, reject) => {
        line.push(() => start(work).then(resolve, reject));
      });
    },
  };
}
