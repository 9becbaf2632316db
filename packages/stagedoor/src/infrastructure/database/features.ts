import type { Stores } from '../../core/dependencies.ts';
import { activityFeature } from './activity/feature.ts';
import { auditFeature } from './audit/feature.ts';
import { credentialFeature } from './credential/feature.ts';
import type { DatabaseFeature, StoreMakers } from './feature.ts';
import { fileFeature } from './file/feature.ts';
import { idempotencyFeature } from './idempotency/feature.ts';
import { limitFeature } from './limit/feature.ts';
import { linkFeature } from './link/feature.ts';
import { loginFeature } from './login/feature.ts';
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

/** The features of accounts that keep something in SQL, in the order in which their migrations run: those that others refer to come first. */
export const databaseFeatures = [
  permissionFeature,
  userFeature,
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
] as const satisfies readonly DatabaseFeature[];

/** By their tables. */
export const tellingTriggers: Readonly<Record<string, number>> = Object.assign(
  {},
  ...databaseFeatures.map((feature: DatabaseFeature) => feature.tellingTriggers),
);

type MadeBy<Feature> = Feature extends { readonly stores: infer Makers } ? keyof Makers : never;
type MadeByNobody = Exclude<keyof Stores, MadeBy<(typeof databaseFeatures)[number]>>;

// Begun with the stores that no record makes: there is none, or the compiler names it here.
export const storeMakers: Required<StoreMakers> = Object.assign(
  {} satisfies Record<MadeByNobody, never>,
  ...databaseFeatures.map(({ stores }: DatabaseFeature) => stores),
);
