import type { Stores } from '../../core/dependencies.ts';
import { activityFeature } from './activity/feature.ts';
import { auditFeature } from './audit/feature.ts';
import { credentialFeature } from './credential/feature.ts';
import type { MemoryFeature, MemoryMakers } from './feature.ts';
import { fileFeature } from './file/feature.ts';
import { idempotencyFeature } from './idempotency/feature.ts';
import { limitFeature } from './limit/feature.ts';
import { linkFeature } from './link/feature.ts';
import { loginFeature } from './login/feature.ts';
import type { MemoryState } from './memory-state.ts';
import { objectPermissionFeature } from './object-permission/feature.ts';
import { organizationFeature } from './organization/feature.ts';
import { outboxFeature } from './outbox/feature.ts';
import { passkeyFeature } from './passkey/feature.ts';
import { permissionFeature } from './permission/feature.ts';
import { pictureFeature } from './picture/feature.ts';
import { policyFeature } from './policy/feature.ts';
import { roleFeature } from './role/feature.ts';
import { secondFactorFeature } from './second-factor/feature.ts';
import { sessionFeature } from './session/feature.ts';
import { teamFeature } from './team/feature.ts';
import { tokenFeature } from './token/feature.ts';
import { userFeature } from './user/feature.ts';
import { webhookFeature } from './webhook/feature.ts';

/** The features of accounts that keep something. */
export const memoryFeatures = [
  userFeature,
  permissionFeature,
  policyFeature,
  auditFeature,
  linkFeature,
  limitFeature,
  outboxFeature,
  sessionFeature,
  secondFactorFeature,
  passkeyFeature,
  credentialFeature,
  activityFeature,
  loginFeature,
  tokenFeature,
  idempotencyFeature,
  webhookFeature,
  objectPermissionFeature,
  organizationFeature,
  teamFeature,
  roleFeature,
  pictureFeature,
  fileFeature,
] as const satisfies readonly MemoryFeature[];

type Feature = (typeof memoryFeatures)[number];
type MadeBy<One> = One extends { readonly stores: infer Makers } ? keyof Makers : never;
type RowsOf<One> = One extends { readonly rows: readonly (infer Name)[] } ? Name : never;

// Begun with the stores that no record makes: there is none, or the compiler names it here.
export const memoryMakers: Required<MemoryMakers> = Object.assign(
  {} satisfies Record<Exclude<keyof Stores, MadeBy<Feature>>, never>,
  ...memoryFeatures.map(({ stores }: MemoryFeature) => stores),
);

export function emptyState(): MemoryState {
  const names = memoryFeatures.flatMap(({ rows = [] }: MemoryFeature) => rows);
  return Object.assign(
    // The same for rows that no record has.
    {} satisfies Record<Exclude<keyof MemoryState, 'sequences' | RowsOf<Feature>>, never>,
    ...['sequences', ...names].map((name) => ({ [name]: new Map() })),
  );
}
