import type { Generated } from 'kysely';
import type { DeliveryState } from '../../../core/webhook/webhook-delivery-store.ts';
import type { DisabledWhy } from '../../../core/webhook/webhook-endpoint.ts';
import type { MaybeMoment, Moment } from '../tables.ts';

export interface WebhookTables {
  stagedoor_webhook_endpoint: {
    id: Generated<number>;
    /** JSON, sealed: address and secrets. */
    sealed_target: string;
    /** JSON: a list. */
    event_types: string;
    description: string;
    created_at: Moment;
    disabled_at: MaybeMoment;
    disabled_why: DisabledWhy | null;
    former_ends_at: MaybeMoment;
    /** By whoever sends to it, and while it rests after a failure. */
    held_until: MaybeMoment;
    failing_since: MaybeMoment;
    failures: Generated<number>;
    /** Events that were kept nowhere. */
    dropped: Generated<number>;
  };
  stagedoor_webhook_delivery: {
    id: Generated<number>;
    endpoint_id: number;
    event_id: string;
    event_type: string;
    /** JSON, sealed. */
    payload: string;
    created_at: Moment;
    state: DeliveryState;
    attempts: Generated<number>;
    due_at: MaybeMoment;
    tried_at: MaybeMoment;
    status_code: number | null;
    duration_ms: number | null;
    error: string | null;
    /** Null while it waits, and for what was over before this was written down. */
    ended_at: MaybeMoment;
  };
}
