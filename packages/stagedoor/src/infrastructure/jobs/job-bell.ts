import type { Dependencies, Stores } from '../../core/dependencies.ts';
import type { JobStore } from '../../core/outbox/job-store.ts';

/** Tells the runner of this process that a job was committed, so that mail leaves at once and not at the next look. */
export interface JobBell {
  ring(): void;
  /** Answers a function that stops listening. */
  onRing(listener: () => void): () => void;
}

export function createJobBell(): JobBell {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const listener of listeners) listener();
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The same ports, ringing after every commit that enqueued a job. A ring from inside the transaction would wake the
 * runner before there is anything to see.
 */
export function ringOnEnqueue<Ports extends Pick<Dependencies, 'transact' | 'jobs'>>(
  ports: Ports,
  bell: Pick<JobBell, 'ring'>,
): Ports {
  return {
    ...ports,
    jobs: noticing(ports.jobs, bell.ring),
    async transact<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> {
      let enqueued = false;
      const note = () => {
        enqueued = true;
      };
      const result = await ports.transact((stores) => work({ ...stores, jobs: noticing(stores.jobs, note) }));
      if (enqueued) bell.ring();
      return result;
    },
  };
}

function noticing(jobs: JobStore, note: () => void): JobStore {
  return {
    ...jobs,
    async enqueue(job, options) {
      await jobs.enqueue(job, options);
      note();
    },
  };
}
