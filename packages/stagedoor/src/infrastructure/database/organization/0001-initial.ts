import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/**
 * Organizations, who is in them, who is invited, and in which one a session acts. Whatever somebody is in an
 * organization hangs on their membership by both its columns: it goes with it, and never belongs to another organization.
 */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => {
    const { givenId, moment } = columnTypes[dialect];
    const ofMember = `foreign key (organization_id, user_id)
          references stagedoor_membership (organization_id, user_id) on delete cascade`;
    return [
      `create table stagedoor_organization (
        id ${givenId},
        name varchar(150) not null,
        created_at ${moment} not null
      )`,
      `create table stagedoor_membership (
        organization_id bigint not null references stagedoor_organization (id) on delete cascade,
        user_id bigint not null references auth_user (id) on delete cascade,
        role varchar(10) not null check (role in ('owner', 'admin', 'member')),
        joined_at ${moment} not null,
        primary key (organization_id, user_id)
      )`,
      'create index stagedoor_membership_user_id on stagedoor_membership (user_id, organization_id)',
      `create index stagedoor_membership_owner on stagedoor_membership (organization_id) where role = 'owner'`,
      `create table stagedoor_invitation (
        id ${givenId},
        organization_id bigint not null references stagedoor_organization (id) on delete cascade,
        email varchar(254) not null,
        email_key varchar(254) not null,
        role varchar(10) not null check (role in ('owner', 'admin', 'member')),
        key_hash varchar(64) not null unique,
        invited_by bigint references auth_user (id) on delete cascade,
        created_at ${moment} not null,
        expires_at ${moment} not null,
        unique (organization_id, email_key)
      )`,
      'create index stagedoor_invitation_expires_at on stagedoor_invitation (expires_at)',
      'create index stagedoor_invitation_invited_by on stagedoor_invitation (invited_by)',
      'create index stagedoor_invitation_email_key on stagedoor_invitation (email_key)',
      `create table stagedoor_active_organization (
        session_id bigint primary key references stagedoor_session (id) on delete cascade,
        organization_id bigint not null,
        user_id bigint not null,
        ${ofMember}
      )`,
      'create index stagedoor_active_organization_member on stagedoor_active_organization (organization_id, user_id)',
    ];
  },
};
