import type { Dependencies, Stores } from '../../core/dependencies.ts';
import type { JobStore } from '../../core/outbox/job-store.ts';

/** Tells the runner of this process that a job was committed, so that mail leaves at once and not at the next look. */
export interface JobNotifier {
  notify(): void;
  /** Answers a function that stops listening. */
  onNotify(listener: () => void): () => void;
}

export function createJobNotifier(): JobNotifier {
  const listeners = new Set<() => void>();
  return {
    notify() {
      for (const listener of listeners) listener();
    },
    onNotify(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The same ports, ringing after every commit that enqueued a job. A ring from inside the transaction would wake the
 * runner before there is anything to see.
 */
export function notifyOnEnqueue<Ports extends Pick<Dependencies, 'transact' | 'jobs'>>(
  ports: Ports,
  jobNotifier: Pick<JobNotifier, 'notify'>,
): Ports {
  return {
    ...ports,
    jobs: noticing(ports.jobs, jobNotifier.notify),
    async transact<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> {
      let enqueued = false;
      const note = () => {
        enqueued = true;
      };
      const result = await ports.transact((stores) => work({ ...stores, jobs: noticing(stores.jobs, note) }));
      if (enqueued) jobNotifier.notify();
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
