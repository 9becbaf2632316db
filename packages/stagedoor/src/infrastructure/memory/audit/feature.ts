import type { MemoryFeature } from '../feature.ts';
import { createMemoryAuditStore } from './memory-audit-store.ts';
import type { AuditRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends AuditRows {}
}

export const auditFeature = {
  name: 'audit',
  rows: ['auditEvents', 'auditSeals', 'auditCuts'],
  stores: { audit: createMemoryAuditStore },
} as const satisfies MemoryFeature;
