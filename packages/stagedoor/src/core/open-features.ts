import type { AuditAction } from './audit/audit-event.ts';
import { foldCredentials } from './authentication/credential-table.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { accountFeatures } from './features.ts';
import type { AccountFeature } from './kernel/feature.ts';
import type { KeptRecords, Leaving } from './kernel/feature-records.ts';
import type { Stage } from './session/stage.ts';
import type { Dependencies as TokenDependencies } from './token/dependencies.ts';

/** The records of accounts' own features, without what only their types say. */
export const openableFeatures: readonly AccountFeature<Dependencies, Stores>[] = accountFeatures;

/** Every action of accounts that the audit log may name. */
export const auditActions: readonly AuditAction[] = openableFeatures.flatMap(
  ({ auditActions: own = [] }) => own,
);

/** How each kind of credential of accounts is asked about. */
export const credentialKinds: Dependencies['credentialKinds'] =
  foldCredentials<TokenDependencies>(accountFeatures);

/** The names under which credentials stand that no log may show. */
export const credentialSecrets: readonly string[] = [
  ...new Set([...credentialKinds.values()].flatMap(({ secrets }) => secrets)),
];

/** What a log-in may have to pass by accounts themselves. */
export const accountStages: readonly Stage<Stores>[] = openableFeatures.flatMap(
  ({ stages: own = [] }) => own,
);

/** What the features of accounts keep. The ports are asked for when they are used: they carry this themselves. */
export function accountRecords(portsOf: () => Dependencies): readonly KeptRecords<Stores>[] {
  return openableFeatures.map(({ name, exportOf, expire, expireCounts, forget, handOver, reseal }) => ({
    feature: name,
    owner: 'accounts',
    expireCounts,
    ...(exportOf && { exportOf: (userId: number) => exportOf(portsOf(), userId) }),
    ...(expire && {
      expire: (upTo: { readonly now: Date; readonly most: number }) => expire(portsOf(), upTo),
    }),
    ...(reseal && { reseal: () => reseal(portsOf()) }),
    ...(handOver && {
      handOver: (stores: Stores, leaving: Leaving) => handOver(stores, leaving, portsOf()),
    }),
    ...(forget && { forget: (stores: Stores, leaving: Leaving) => forget(stores, leaving, portsOf()) }),
  }));
}
