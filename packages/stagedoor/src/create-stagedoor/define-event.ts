import {
  type AccountEventData,
  type AccountEventType,
  accountEventTypes,
  EVENT_TYPE,
} from '../core/event/account-event.ts';
import { checkRecord, required, textLike } from '../core/kernel/record-shape.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import type { Event, EventType, HandledEvent } from './event-type.ts';
import type { JobRun } from './inside.ts';

/** A type of event, and what it carries. */
export interface EventKind<Data extends JobData, Type extends string = string> extends EventType<Data, Type> {
  /** What is done about it, once it is kept: tried again until it succeeds, so it may run more than once. Throwing means "later". */
  handledBy<Stores>(handler: EventHandler<Stores, Data, Type>): HandledEvent;
}

export type EventHandler<Stores, Data extends JobData, Type extends string = string> = (
  event: Event<Data, Type>,
  run: JobRun<Stores>,
) => Promise<unknown>;

const TYPE = required(textLike('the feature and what happened, such as guestbook.signed', EVENT_TYPE));

/**
 * Names a type of event and says what it carries: ids and small facts, and no secret. The record of the feature lists it.
 *
 * @throws RecordProblem
 * @example
 * export const signed = defineEvent<{ entryId: number }>('guestbook.signed');
 */
export function defineEvent<Data extends JobData = null>(type: `${string}.${string}`): EventKind<Data> {
  checkRecord('An event', { type }, { type: TYPE });
  return kindOf<Data, string>(type);
}

/** What happens to accounts, by type: `accountEvents['user.created'].handledBy(…)`. */
// One kind for each type, which carries what the type of the table says.
export const accountEvents = Object.fromEntries(
  accountEventTypes.map((type) => [type, kindOf(type)]),
) as unknown as { readonly [Type in AccountEventType]: EventKind<AccountEventData[Type], Type> };

function kindOf<Data extends JobData, Type extends string>(type: Type): EventKind<Data, Type> {
  return { type, handledBy: (handler) => ({ type, handler }) };
}
