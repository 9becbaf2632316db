import type { GivenUser } from '../core/account/sign-up/read-user.ts';
import {
  anyText,
  eitherWay,
  holding,
  isRecord,
  listOf,
  positiveNumber,
  type RecordShape,
  required,
} from '../core/kernel/record-shape.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import { optionsShape, type StagedoorOptions } from '../create-stagedoor/stagedoor.ts';
import { type Site, siteShape } from '../server/site.ts';

/** A site as it is started, without what a test decides itself: the clock and the hasher. */
export interface TestSiteOptions<
  Fields extends ExtraFields = ExtraFields,
  Features extends readonly FeatureCore[] = readonly FeatureCore[],
> extends Omit<StagedoorOptions<Fields, Features>, 'env' | 'clock' | 'passwordHasher'>,
    Pick<Site, 'defaults' | 'server'> {
  /** Beside what a test needs: SQLite in memory, e-mails that are caught, a folder that is removed, no log. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the clock stands at first; now unless given. */
  readonly now?: Date | string;
}

const {
  env,
  config,
  authenticationBackends,
  tokenClaims,
  passwordValidators,
  features,
  roles,
  branding,
  logger,
} = optionsShape;

export const testSiteShape: RecordShape<keyof TestSiteOptions> = {
  env,
  config,
  authenticationBackends,
  tokenClaims,
  passwordValidators,
  features,
  roles,
  branding,
  logger,
  defaults: siteShape.defaults,
  server: siteShape.server,
  now: holding('a date, or a text that is one', isMoment),
};

const textOrNone = holding('a text or null', (value) => value == null || typeof value === 'string');

export const newTestUserShape: RecordShape<keyof GivenUser | 'permissions' | 'groups'> = {
  username: textOrNone,
  email: anyText,
  password: textOrNone,
  validatePassword: eitherWay,
  firstName: anyText,
  lastName: anyText,
  language: textOrNone,
  timeZone: textOrNone,
  isStaff: eitherWay,
  isSuperuser: eitherWay,
  mustChangePassword: eitherWay,
  extra: holding('a record', isRecord),
  permissions: listOf(anyText, 'a list of permissions'),
  groups: listOf(anyText, 'a list of names of groups'),
};

/** Whatever else a user has. */
export const signedInShape: RecordShape<'id'> = { id: required(positiveNumber) };

function isMoment(value: unknown): boolean {
  const isOne = typeof value === 'string' || value instanceof Date;
  return isOne && !Number.isNaN(new Date(value).getTime());
}
