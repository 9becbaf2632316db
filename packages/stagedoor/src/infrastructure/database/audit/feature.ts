import type { DatabaseFeature } from '../feature.ts';
import { createAuditStore } from './audit-store.ts';
import type { AuditTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends AuditTables {}
}

export const auditFeature = {
  name: 'audit',
  stores: { audit: createAuditStore },
  models: [{ app: 'stagedoor', name: 'auditevent', label: 'audit event' }],
} as const satisfies DatabaseFeature;
