import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** The pairs of keys that sign tokens, where the algorithm is not a shared secret's. */
export const signingKeys: Migration = {
  app: 'stagedoor',
  name: '0009_signing_keys',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table stagedoor_signing_key (
        key_id text primary key,
        algorithm text not null,
        follows text not null,
        private_key text not null,
        created_at ${types.moment} not null,
        signs_from ${types.moment} not null,
        retires_at ${types.moment},
        unique (algorithm, follows)
      )`,
    ];
  },
};
