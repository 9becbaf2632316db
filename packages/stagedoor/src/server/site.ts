import { djangoDefaults } from '../config/compatibility.ts';
import type { ConfigOverrides } from '../config.ts';
import { type GroupRole, rolesField } from '../core/group/group-role.ts';
import {
  anyRecord,
  anyText,
  checkRecord,
  holding,
  listOfFunctions,
  type RecordShape,
  recordOf,
  recordOfEach,
} from '../core/kernel/record-shape.ts';
import type { PasswordValidator } from '../core/password/password-policy.ts';
import { checkBranding } from '../create-stagedoor/branding/branding.ts';
import { checkAllFeatures } from '../create-stagedoor/check-all-features.ts';
import { checkRoles } from '../create-stagedoor/check-roles.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import type { Branding } from './define-branding.ts';
import { type ServerOptions, serverShape } from './server-options.ts';

/**
 * What a site says of itself in code. Its own start and the command line read the same, so that both mean the same
 * database, the same rules and the same pages: export it as `site` from `stagedoor.config.js`.
 *
 * @example
 * export const site: Site = {
 *   defaults: { SITE_NAME: 'Allotments', LOGIN_BY: 'email' },
 *   config: { extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } },
 * };
 */
export interface Site {
  /** Environment variables by name for where the environment says nothing. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** What wins over the environment; the extra fields of users, above all. */
  readonly config?: ConfigOverrides;
  /** Rules of the site's own for new passwords. */
  readonly passwordValidators?: readonly PasswordValidator[];
  /** What the site can do beside accounts: records of `defineFeature`. */
  readonly features?: readonly FeatureCore[];
  /** Which groups it has, and what each holds: `npx stagedoor seed_roles` makes it so. */
  readonly roles?: readonly GroupRole[];
  /** How the site looks and speaks: `defineBranding`. */
  readonly branding?: Branding;
  /** What is served beside accounts: the site's own pages. */
  readonly server?: ServerOptions;
}

/** @throws RecordProblem that begins with `title`, for a site that says what nobody reads */
export function checkSite(title: string, site: unknown): asserts site is Site {
  checkRecord(title, site, siteShape);
}

type Environment = Readonly<Record<string, string | undefined>>;

export const siteShape: RecordShape<keyof Site> = {
  defaults: recordOfEach(anyText, 'a record of texts'),
  config: anyRecord,
  passwordValidators: listOfFunctions,
  features: holding('a list of features', Array.isArray),
  roles: rolesField,
  branding: anyRecord,
  server: recordOf(serverShape),
};

/**
 * The environment with a site's defaults under it. An empty variable counts as not set.
 *
 * @throws RecordProblem for a site that says what nobody reads, which would be served without it
 */
export function siteEnvironment(site: Site, environment: Environment): Environment {
  checkSite('The site', site);
  checkAllFeatures(site.features ?? []);
  checkRoles(site.roles ?? [], site.features ?? []);
  if (site.branding !== undefined) checkBranding(site.branding);
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const own = Object.fromEntries(set);
  return { ...(own.COMPATIBILITY === 'django' ? withoutDjangos(site) : site.defaults), ...own };
}

/** Where the operator asks for Django's forms, a site's own defaults do not stand in their way. */
function withoutDjangos({ defaults = {} }: Site): Readonly<Record<string, string>> {
  const kept = ([name]: [string, string]) => !(name in djangoDefaults) && name !== 'PASSWORD_COMPOSITION';
  return Object.fromEntries(Object.entries(defaults).filter(kept));
}
