import { AccountsError } from '../../core/kernel/errors.ts';

/** Runs costly work a few at a time, lets some wait in line, and turns the rest away. */
export interface HashQueue {
  /** Refuses with `busy` when the line is full; otherwise answers or fails as `work` does. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Prepares work that is to be run next, and keeps a place for it meanwhile. Refuses with `busy`, before anything is
   * done, where those who run, wait and prepare leave none.
   */
  withPlace<Result>(prepare: () => Promise<Result>): Promise<Result>;
  load(): HashLoad;
}

/** How the line stands. */
export interface HashLoad {
  readonly running: number;
  readonly waiting: number;
  /** How many were turned away since the start. */
  readonly refused: number;
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
  let kept = 0;
  let meanSeconds = 0;
  let refused = 0;

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

  function busy(): AccountsError {
    refused += 1;
    const retryAfterSeconds = Math.max(1, Math.ceil((line.length / running) * meanSeconds));
    return new AccountsError({ code: 'busy', retryAfterSeconds });
  }

  return {
    load: () => ({ running: active, waiting: line.length, refused }),
    async withPlace(prepare) {
      if (active + line.length + kept >= running + waiting) throw busy();
      kept += 1;
      try {
        return await prepare();
      } finally {
        kept -= 1;
      }
    },
    async run(work) {
      if (active < running) return start(work);
      if (line.length >= waiting) throw busy();
      return new Promise((resolve, reject) => {
        line.push(() => start(work).then(resolve, reject));
      });
    },
  };
}
