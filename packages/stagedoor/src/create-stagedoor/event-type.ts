import type { JobData } from '../core/outbox/job-store.ts';

/** What happens, by its type: `user.created`, `guestbook.signed`. */
export interface EventType<Data extends JobData, Type extends string = string> {
  readonly type: Type;
  /** For types alone: what it carries. */
  readonly carries?: Data;
}

/** Something that happened. */
export interface Event<Data extends JobData = JobData, Type extends string = string> {
  /** The same however often it is told: what was done under this id need not be done again. */
  readonly id: string;
  readonly type: Type;
  readonly occurredAt: Date;
  readonly data: Data;
}

/** What is done about one type of events, as a feature's record has it. */
export interface HandledEvent {
  readonly type: string;
  /** Of whatever data: what is stored under the type was put there by who emits it, with this type. */
  readonly handler: (event: never, run: never) => Promise<unknown>;
}

/** Tells of an event of the feature's own: kept, or undone, with this transaction. */
export type Emit = <Data extends JobData>(type: EventType<Data>, data: NoInfer<Data>) => Promise<void>;
