import type { AccountFeature } from '../kernel/feature.ts';
import type { Stores } from '../outbox/dependencies.ts';
import type { FeatureJob, StoredEvent } from '../outbox/job-store.ts';
import type { Dependencies } from './dependencies.ts';
import { dispatchEvent } from './dispatch-event.ts';

declare module '../kernel/feature.ts' {
  interface JobKinds {
    /**
     * From it a worker makes a job for each who listens: `handlers` are the jobs of those whom the process knew in which it
     * happened. A row of a version before names none.
     */
    'dispatch-event': { readonly event: StoredEvent; readonly handlers?: readonly FeatureJob['name'][] };
  }
}

export const eventFeature = {
  name: 'event',
  jobs: {
    'dispatch-event': (ports, job, { transact }) => dispatchEvent({ ...ports, transact }, job),
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
