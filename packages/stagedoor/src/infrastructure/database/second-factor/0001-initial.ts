import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** Authenticator apps, each with what makes its codes sealed, and the hashes of recovery codes. */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => {
    const { givenId, numbered, moment } = columnTypes[dialect];
    return [
      `create table stagedoor_totp_device (
        id ${givenId},
        user_id bigint not null references auth_user (id) on delete cascade,
        name varchar(100) not null,
        sealed_secret text not null,
        digits integer not null,
        period_seconds integer not null,
        last_step bigint,
        created_at ${moment} not null,
        confirmed_at ${moment},
        last_used_at ${moment}
      )`,
      'create index stagedoor_totp_device_user on stagedoor_totp_device (user_id)',
      `create table stagedoor_recovery_code (
        id ${numbered},
        user_id bigint not null references auth_user (id) on delete cascade,
        code_hash varchar(64) not null,
        created_at ${moment} not null,
        used_at ${moment},
        unique (user_id, code_hash)
      )`,
    ];
  },
};
