import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** Endpoints of webhooks, and what was and is to be sent to each: the log of their deliveries and their queue are one. */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table stagedoor_webhook_endpoint (
        id ${types.numbered},
        sealed_target text not null,
        event_types text not null,
        description varchar(200) not null,
        created_at ${types.moment} not null,
        disabled_at ${types.moment},
        disabled_why varchar(20),
        former_ends_at ${types.moment},
        held_until ${types.moment},
        failing_since ${types.moment},
        failures integer not null default 0
      )`,
      `create table stagedoor_webhook_delivery (
        id ${types.numbered},
        endpoint_id bigint not null references stagedoor_webhook_endpoint (id) on delete cascade,
        event_id varchar(50) not null,
        event_type varchar(80) not null,
        payload text not null,
        created_at ${types.moment} not null,
        state varchar(10) not null,
        attempts integer not null default 0,
        due_at ${types.moment},
        tried_at ${types.moment},
        status_code integer,
        duration_ms integer,
        error varchar(300),
        unique (endpoint_id, event_id)
      )`,
      'create index stagedoor_webhook_delivery_queue on stagedoor_webhook_delivery (endpoint_id, state, due_at)',
      'create index stagedoor_webhook_delivery_created_at on stagedoor_webhook_delivery (created_at)',
      ...(dialect === 'postgres' ? tellingWhatIsWanted : []),
    ];
  },
};

/** What came of a try moves other columns, and is told to nobody: a notification makes commits wait for each other. */
const tellingWhatIsWanted = [
  `create function stagedoor_tell_webhooks() returns trigger language plpgsql as $$
    begin
      perform pg_notify('stagedoor_changes', 'webhooks 1');
      return null;
    end $$`,
  `create trigger stagedoor_tell_webhooks
    after insert or delete or truncate or update of event_types, disabled_at on stagedoor_webhook_endpoint
    for each statement execute function stagedoor_tell_webhooks()`,
];
