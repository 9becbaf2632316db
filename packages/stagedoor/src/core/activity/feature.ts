import type { AccountFeature } from '../kernel/feature.ts';
import { countUsersPerDay } from './count-users-per-day.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { exportActivity } from './export-activity.ts';
import { listDevices } from './list-devices.ts';
import { listSecurityEvents } from './list-security-events.ts';
import { listVisits } from './list-visits.ts';
import { recordSecurityEvent } from './record-security-event.ts';
import { recordVisits } from './record-visits.ts';

const auditActions = ['csrf-refused', 'throttled', 'permission-denied'] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const activityFeature = {
  name: 'activity',
  useCases: {
    device: { list: listDevices },
    activity: { listVisits, recordVisits, listSecurityEvents, recordSecurityEvent, countUsersPerDay },
  },
  auditActions,
  exportOf: exportActivity,
} as const satisfies AccountFeature<Dependencies, Stores>;
