import type { Migration } from '../migration.ts';

/** The zone that a person reads times in, by its IANA name. Null is unknown, as it is for everyone from before. */
export const timeZones: Migration = {
  app: 'stagedoor',
  name: '0020_time_zones',
  statements: () => ['alter table auth_user add column time_zone varchar(64)'],
};
