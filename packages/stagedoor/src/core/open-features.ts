import type { AuditAction } from './audit/audit-event.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { accountFeatures } from './features.ts';
import type { AccountFeature } from './kernel/feature.ts';
import type { KeptRecords } from './kernel/feature-records.ts';

/** The records of accounts' own features, without what only their types say. */
export const openableFeatures: readonly AccountFeature<Dependencies, Stores>[] = accountFeatures;

/** Every action of accounts that the audit log may name. */
export const auditActions: readonly AuditAction[] = openableFeatures.flatMap(
  ({ auditActions: own = [] }) => own,
);

/** What the features of accounts keep. The ports are asked for when they are used: they carry this themselves. */
export function accountRecords(portsOf: () => Dependencies): readonly KeptRecords<Stores>[] {
  return openableFeatures.map(({ name, exportOf, expire, forget }) => ({
    feature: name,
    owner: 'accounts',
    ...(exportOf && { exportOf: (userId: number) => exportOf(portsOf(), userId) }),
    ...(expire && {
      expire: (upTo: { readonly now: Date; readonly most: number }) => expire(portsOf(), upTo),
    }),
    ...(forget && { forget: (stores: Stores, userId: number) => forget(stores, userId) }),
  }));
}
