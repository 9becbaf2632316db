import type { DatabaseFeature } from '../feature.ts';
import { createGrantStandingStore } from './grant-standing-store.ts';
import { createObjectGrantStore } from './object-grant-store.ts';

/** The tables of grants are made for each table of a site's that has them: `grantMigrations`. */
export const objectPermissionFeature = {
  name: 'object-permission',
  stores: { objectGrants: createObjectGrantStore, grantStandings: createGrantStandingStore },
} as const satisfies DatabaseFeature;
