import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** Each type of an endpoint's events is found by itself, when a delivery was over is kept, and what was beyond all bounds is counted. */
export const types: MigrationStep = {
  name: '0002_types',
  statements: (dialect) => [
    'create index stagedoor_webhook_delivery_types on stagedoor_webhook_delivery (endpoint_id, state, event_type, due_at, id)',
    `alter table stagedoor_webhook_delivery add column ended_at ${columnTypes[dialect].moment}`,
    'alter table stagedoor_webhook_endpoint add column dropped bigint not null default 0',
  ],
};
