import type { AccountFeature } from '../kernel/feature.ts';
import { clearExpired } from './clear-expired.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { mendStaleKeys } from './mend-stale-keys.ts';
import { planKeyMending } from './plan-key-mending.ts';
import { pruneRecords } from './prune-records.ts';
import { reseal } from './reseal.ts';

const auditActions = ['keys-mend'] as const;

declare module '../kernel/feature.ts' {
  interface JobKinds {
    'clear-expired': object;
    'prune-records': object;
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const maintenanceFeature = {
  name: 'maintenance',
  useCases: {
    maintenance: { clearExpired, pruneRecords, planKeyMending, mendStaleKeys, reseal },
  },
  jobs: {
    'clear-expired': (ports) => clearExpired(ports),
    'prune-records': (ports) => pruneRecords(ports),
  },
  auditActions,
  schedule: () => [
    { cron: '0 * * * *', job: 'clear-expired' },
    { cron: '40 3 * * *', job: 'prune-records' },
  ],
} as const satisfies AccountFeature<Dependencies, Stores>;
