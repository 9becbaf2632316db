import { type JobLane, jobLanes } from '../../core/outbox/job-store.ts';

/** The jobs that run in this process, and how many more may. */
export interface JobPlaces {
  /** How many more of a lane may begin now. */
  free(lane: JobLane): number;
  /** Holds a place until `work` is over; then `onFree` is called. */
  hold(lane: JobLane, work: Promise<void>): void;
  running(): readonly Promise<void>[];
}

/**
 * Places by lane: `concurrency` for the jobs of accounts; half as many for those of features, which may wait for machines of
 * strangers; and four times as many for endpoints of webhooks, each of which takes one at the most and does nothing there but
 * wait. None of them keeps an e-mail from its place.
 */
export function createJobPlaces(concurrency: number, onFree: () => void): JobPlaces {
  const most: Readonly<Record<JobLane, number>> = {
    accounts: concurrency,
    features: Math.max(1, Math.floor(concurrency / 2)),
    webhooks: concurrency * 4,
  };
  const running: Readonly<Record<JobLane, Set<Promise<void>>>> = {
    accounts: new Set(),
    features: new Set(),
    webhooks: new Set(),
  };
  // Grows with each job that leaves the process alive: after a crash the oldest job is tried alone first, so that
  // one that kills the process uses up its own tries and not those of its neighbours.
  let width = 1;
  return {
    free(lane) {
      const before = jobLanes.slice(0, jobLanes.indexOf(lane));
      if (width === 1 && before.some((other) => running[other].size > 0)) return 0;
      return Math.max(0, Math.min(width, most[lane]) - running[lane].size);
    },
    hold(lane, work) {
      const held = work.finally(() => {
        running[lane].delete(held);
        width = Math.min(width * 2, most.webhooks);
        onFree();
      });
      running[lane].add(held);
    },
    running: () => jobLanes.flatMap((lane) => [...running[lane]]),
  };
}
