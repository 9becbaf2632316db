import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** Passkeys, and the challenges that were answered, each kept as long as it would have been good. */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => {
    const { givenId, moment } = columnTypes[dialect];
    return [
      `create table stagedoor_passkey (
        id ${givenId},
        user_id bigint not null references auth_user (id) on delete cascade,
        name varchar(100) not null,
        kind varchar(20) not null,
        credential_id varchar(1400) not null unique,
        public_key text not null,
        counter bigint not null,
        transports text not null,
        aaguid varchar(36) not null,
        is_synced boolean not null,
        is_backed_up boolean not null,
        rp_id varchar(253) not null,
        user_handle varchar(100) not null,
        created_at ${moment} not null,
        last_used_at ${moment}
      )`,
      'create index stagedoor_passkey_user on stagedoor_passkey (user_id)',
      `create table stagedoor_passkey_ceremony (
        challenge_hash varchar(64) primary key,
        expires_at ${moment} not null
      )`,
      'create index stagedoor_passkey_ceremony_end on stagedoor_passkey_ceremony (expires_at)',
    ];
  },
};
