import type { StoredEvent } from '../outbox/job-store.ts';
import type { DeliveryError } from './delivery-error.ts';

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** One event on its way to one endpoint, as the log shows it: never what is in it. */
export interface WebhookDelivery {
  readonly id: number;
  readonly endpointId: number;
  /** The same at each try, and for each endpoint. */
  readonly eventId: string;
  readonly eventType: string;
  /** When the event happened; null where the key that it was sealed under is gone. */
  readonly occurredAt: Date | null;
  readonly createdAt: Date;
  readonly state: DeliveryState;
  /** How often it was tried since it was written, or sent again. */
  readonly attempts: number;
  /** When it is tried next, unless its endpoint rests then; null where it is not. */
  readonly dueAt: Date | null;
  /** Of the last try, as all that follows; null before the first. */
  readonly triedAt: Date | null;
  /** Null where nothing was answered. */
  readonly statusCode: number | null;
  readonly durationMs: number | null;
  /** A `DeliveryError`, or a sentence in rows of before; null where it was received. */
  readonly error: string | null;
  /** When it was delivered or had failed; null while it waits. */
  readonly endedAt: Date | null;
}

/** What a worker sends. */
export interface DueDelivery {
  readonly id: number;
  readonly attempts: number;
  /** Null where the key that it was sealed under is gone. */
  readonly event: StoredEvent | null;
}

export interface SettledDelivery
  extends Pick<
    WebhookDelivery,
    'state' | 'attempts' | 'dueAt' | 'triedAt' | 'statusCode' | 'durationMs' | 'endedAt'
  > {
  readonly error: DeliveryError | null;
}

export interface DeliveryFilter {
  readonly endpointId?: number | undefined;
  readonly state?: DeliveryState | undefined;
  /** Those before this one. */
  readonly beforeId?: number | undefined;
}

export interface NewDelivery {
  readonly endpointId: number;
  readonly event: StoredEvent;
  readonly now: Date;
}

/** Whose turn it is. */
export interface Turn {
  readonly now: Date;
  readonly heldUntil: Date;
  /** A type of which more than so many are due waits until nothing of another one is. */
  readonly crowd: number;
}

/** The log of deliveries, which is the queue of each endpoint as well. What events carry is encrypted at rest by the adapter. */
export interface WebhookDeliveryStore {
  /** Due at once. False where the endpoint was told of this event before. */
  add(delivery: NewDelivery): Promise<boolean>;
  /** One that has failed without a try, for this reason; it can be sent again. */
  addFailed(delivery: NewDelivery, error: DeliveryError): Promise<boolean>;
  /** How many an endpoint has in a state, of all types or one; counts no further than `most`. */
  count(
    endpointId: number,
    counted: { readonly state: DeliveryState; readonly eventType?: string; readonly most: number },
  ): Promise<number>;
  /**
   * The one that is due longest, but for crowds, and nobody else is given one of this endpoint until `heldUntil`. Null where nothing is due, another worker
   * has the endpoint, it rests, or is disabled. Only inside a transaction.
   */
  takeDue(endpointId: number, turn: Turn): Promise<DueDelivery | null>;
  /** When the next one can be taken; null where none waits or the endpoint is disabled. */
  nextTurn(endpointId: number): Promise<Date | null>;
  /** What came of a try. False for a delivery that waits no more as it was taken. */
  settle(taken: Pick<DueDelivery, 'id' | 'attempts'>, settled: SettledDelivery): Promise<boolean>;
  /** What waits for an endpoint and is due later is due now, at most so many; answers how many. */
  hasten(endpointId: number, batch: { readonly now: Date; readonly most: number }): Promise<number>;
  /** What waits for an endpoint that is disabled has failed, for this reason; at most so many, answers how many. */
  giveUp(
    endpointId: number,
    batch: { readonly error: DeliveryError; readonly now: Date; readonly most: number },
  ): Promise<number>;
  find(id: number): Promise<WebhookDelivery | null>;
  /** The newest first. */
  list(page: DeliveryFilter & { readonly limit: number }): Promise<readonly WebhookDelivery[]>;
  /** Gives one that is over another round of tries, due now. False for one that waits, or is not there. */
  resend(id: number, now: Date): Promise<boolean>;
  /** The same for those of an endpoint that had failed at that moment or later; at most so many, answers how many. */
  resendFailed(
    endpointId: number,
    batch: { readonly since: Date; readonly now: Date; readonly most: number },
  ): Promise<number>;
  /** Deletes those that are over and were written before then; answers how many. */
  removeOld(before: Date, most: number): Promise<number>;
  /** Deletes those of an endpoint that are over, but for the newest of each type that were delivered, and that failed; answers how many. */
  removeBeyond(endpointId: number, bounds: { readonly keep: number; readonly most: number }): Promise<number>;
}
