import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { DeliveryState } from '../../../core/webhook/webhook-delivery-store.ts';
import type { Tables } from '../tables.ts';

type Row = Selectable<Tables['stagedoor_webhook_delivery']>;

/**
 * The types that an endpoint has in a state, each found by one look into the index: from one to the next, past all rows of it. However long a
 * queue is, it costs no more than it has types.
 */
function typesOf(endpointId: number, state: DeliveryState): RawBuilder<unknown> {
  const after = (type: RawBuilder<unknown>) => sql`(
    select event_type from stagedoor_webhook_delivery
    where endpoint_id = ${endpointId} and state = ${state} and event_type > ${type}
    order by event_type limit 1)`;
  return sql`types (event_type) as (
    select ${after(sql`''`)}
    union all
    select ${after(sql`types.event_type`)} from types where types.event_type is not null)`;
}

export function listTypes(endpointId: number, state: DeliveryState): RawBuilder<Pick<Row, 'event_type'>> {
  return sql`with recursive ${typesOf(endpointId, state)} select event_type from types where event_type is not null`;
}

/** Of each type the one that is due longest, and of these the first of a type that is no crowd. */
export function firstDue(
  endpointId: number,
  { now, crowd }: { readonly now: Date; readonly crowd: number },
): RawBuilder<Pick<Row, 'id' | 'attempts' | 'event_id' | 'payload'>> {
  const due = sql`from stagedoor_webhook_delivery as due
    where due.endpoint_id = ${endpointId} and due.state = 'waiting' and due.event_type = types.event_type
      and due.due_at <= ${now}
    order by due.due_at, due.id limit 1`;
  // By its id alone, which is known by then: joined, PostgreSQL may read the whole queue beside it.
  return sql`with recursive ${typesOf(endpointId, 'waiting')},
    firsts as (
      select (select due.id ${due}) as id, (select due.due_at ${due}) as due_at,
        (select due.id ${due} offset ${sql.lit(crowd)}) is not null as is_crowd
      from types where event_type is not null)
    select id, attempts, event_id, payload from stagedoor_webhook_delivery
    where id = (select id from firsts where id is not null order by is_crowd, due_at, id limit 1)`;
}
