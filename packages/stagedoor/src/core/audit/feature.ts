import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { findSealingStop } from './find-sealing-stop.ts';
import { listAuditEvents } from './list-audit-events.ts';
import { sealAuditEvents } from './seal-audit-events.ts';
import { verifyAudit } from './verify-audit.ts';

declare module '../kernel/feature.ts' {
  interface JobKinds {
    'seal-audit': object;
  }
}

export const auditFeature = {
  name: 'audit',
  useCases: {
    audit: { list: listAuditEvents, seal: sealAuditEvents, verify: verifyAudit, findSealingStop },
  },
  jobs: {
    'seal-audit': (ports) => sealAuditEvents(ports),
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
