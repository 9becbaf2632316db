import type { ConfigOverrides } from '../config.ts';
import type { ServerOptions } from '../server.ts';

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
  /** What is served beside accounts: the site's own pages. */
  readonly server?: ServerOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with a site's defaults under it. An empty variable counts as not set. */
export function siteEnvironment(site: Site, environment: Environment): Environment {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  return { ...site.defaults, ...Object.fromEntries(set) };
}
