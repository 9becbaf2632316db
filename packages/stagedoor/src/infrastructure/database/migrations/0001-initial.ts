import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

const OF_USER = 'bigint not null references auth_user (id) on delete cascade';
const OF_MAYBE_USER = 'bigint references auth_user (id) on delete cascade';

/** Every table. Those of Django and allauth keep their names and columns. */
export const initial: Migration = {
  app: 'stagedoor',
  name: '0001_initial',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table auth_user (
        id ${types.givenId},
        password varchar(128) not null,
        last_login ${types.moment},
        is_superuser boolean not null,
        username varchar(150) unique,
        first_name varchar(150) not null,
        last_name varchar(150) not null,
        email varchar(254) not null default '',
        is_staff boolean not null,
        is_active boolean not null default true,
        date_joined ${types.moment} not null,
        username_key text unique,
        security_version integer not null default 1,
        row_version bigint not null default 1,
        must_change_password boolean not null default false,
        language varchar(8)
      )`,
      'create index auth_user_email on auth_user (email)',
      'create index auth_user_date_joined on auth_user (date_joined)',

      `create table auth_group (
        id ${types.numbered},
        name varchar(150) not null unique
      )`,
      `create table django_content_type (
        id ${types.numbered},
        app_label varchar(100) not null,
        model varchar(100) not null,
        unique (app_label, model)
      )`,
      `create table auth_permission (
        id ${types.numbered},
        name varchar(255) not null,
        content_type_id bigint not null references django_content_type (id) on delete cascade,
        codename varchar(100) not null,
        unique (content_type_id, codename)
      )`,
      `create table auth_group_permissions (
        id ${types.numbered},
        group_id bigint not null references auth_group (id) on delete cascade,
        permission_id bigint not null references auth_permission (id) on delete cascade,
        unique (group_id, permission_id)
      )`,
      'create index auth_group_permissions_permission on auth_group_permissions (permission_id)',
      `create table auth_user_groups (
        id ${types.numbered},
        user_id ${OF_USER},
        group_id bigint not null references auth_group (id) on delete cascade,
        unique (user_id, group_id)
      )`,
      'create index auth_user_groups_group on auth_user_groups (group_id)',
      `create table auth_user_user_permissions (
        id ${types.numbered},
        user_id ${OF_USER},
        permission_id bigint not null references auth_permission (id) on delete cascade,
        unique (user_id, permission_id)
      )`,
      'create index auth_user_user_permissions_permission on auth_user_user_permissions (permission_id)',

      `create table account_emailaddress (
        id ${types.givenId},
        user_id ${OF_USER},
        email varchar(254) not null,
        verified boolean not null,
        "primary" boolean not null,
        email_key text unique,
        unique (user_id, email)
      )`,
      'create unique index account_emailaddress_one_primary on account_emailaddress (user_id) where "primary"',

      `create table stagedoor_session (
        id ${types.givenId},
        key_hash text not null unique,
        user_id ${OF_MAYBE_USER},
        security_version integer not null,
        backend text,
        expiry_kind text not null,
        expiry_seconds integer,
        expiry_at ${types.moment},
        created_at ${types.moment} not null,
        last_seen_at ${types.moment} not null,
        expires_at ${types.moment} not null,
        ends_at ${types.moment} not null,
        authenticated_at ${types.moment},
        ip_address text not null,
        user_agent text not null,
        device_id bigint,
        row_version bigint not null default 1
      )`,
      'create index stagedoor_session_user on stagedoor_session (user_id)',
      'create index stagedoor_session_expires_at on stagedoor_session (expires_at)',
      'create index stagedoor_session_ends_at on stagedoor_session (ends_at)',
      `create table stagedoor_session_data (
        key_hash text primary key,
        data text not null,
        expires_at ${types.moment} not null
      )`,
      'create index stagedoor_session_data_expires_at on stagedoor_session_data (expires_at)',

      `create table stagedoor_one_time_link (
        key_hash text primary key,
        purpose text not null,
        user_id ${OF_USER},
        email text not null,
        security_version integer not null,
        created_at ${types.moment} not null,
        expires_at ${types.moment} not null,
        used_at ${types.moment}
      )`,
      'create index stagedoor_one_time_link_user on stagedoor_one_time_link (user_id)',
      'create index stagedoor_one_time_link_expires_at on stagedoor_one_time_link (expires_at)',

      `create table stagedoor_limit (
        key text primary key,
        attempts integer not null,
        window_started_at ${types.moment} not null,
        blocked_until ${types.moment}
      )`,
      'create index stagedoor_limit_window_started_at on stagedoor_limit (window_started_at)',

      `create table stagedoor_audit_event (
        id ${types.numbered},
        action varchar(50) not null,
        success boolean not null,
        occurred_at ${types.moment} not null,
        user_id bigint,
        ip_address text not null,
        user_agent text not null,
        detail text not null
      )`,
      'create index stagedoor_audit_event_user on stagedoor_audit_event (user_id, id)',
      'create table stagedoor_audit_unsealed (event_id bigint primary key)',
      `create table stagedoor_audit_seal (
        sequence bigint primary key,
        event_id bigint not null unique,
        hash text not null
      )`,

      `create table stagedoor_device (
        id ${types.givenId},
        user_id ${OF_USER},
        key_hash text not null,
        ip_address text not null,
        user_agent text not null,
        first_seen_at ${types.moment} not null,
        last_seen_at ${types.moment} not null,
        unique (user_id, key_hash)
      )`,
      `create table stagedoor_visit (
        id ${types.numbered},
        visitor_key text not null unique,
        user_id ${OF_MAYBE_USER},
        ip_address text not null,
        user_agent text not null,
        first_seen_at ${types.moment} not null,
        last_seen_at ${types.moment} not null
      )`,
      'create index stagedoor_visit_user on stagedoor_visit (user_id)',
      // No foreign key: how many came on a day stays true when one of them leaves.
      `create table stagedoor_visit_day (
        day text not null,
        user_id bigint not null,
        primary key (day, user_id)
      )`,

      `create table stagedoor_job (
        id ${types.numbered},
        name text not null,
        payload text not null,
        unique_key text,
        waiting_key text unique,
        run_at ${types.moment} not null,
        attempts integer not null default 0,
        lease text,
        lease_until ${types.moment},
        is_parked boolean not null default false,
        error text
      )`,
      'create index stagedoor_job_due on stagedoor_job (run_at, id) where not is_parked',
      'create table stagedoor_extra_field (name text primary key, type text not null)',
    ];
  },
};
