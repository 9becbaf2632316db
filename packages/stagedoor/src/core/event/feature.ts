import type { AccountFeature } from '../kernel/feature.ts';
import type { Stores } from '../outbox/dependencies.ts';
import type { StoredEvent } from '../outbox/job-store.ts';
import type { Dependencies } from './dependencies.ts';
import { dispatchEvent } from './dispatch-event.ts';

declare module '../kernel/feature.ts' {
  interface JobKinds {
    /** From it a worker makes a job for each who listens. */
    'dispatch-event': { readonly event: StoredEvent };
  }
}

export const eventFeature = {
  name: 'event',
  jobs: {
    'dispatch-event': (ports, job, { transact }) => dispatchEvent({ ...ports, transact }, job),
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
