import type { JsonValue } from './json-value.ts';

/** Somebody who is told what is published on a channel. */
export interface Subscriber {
  /** Called with one message after another; the next waits for what it answers. What it throws is logged. */
  onMessage(message: JsonValue): unknown;
  /**
   * Messages may have been lost before now: a connection was, or the subscriber was too slow. Those that follow arrive, so
   * whoever reads again what they spoke of is up to date.
   */
  onMissed?(): unknown;
}

export type Unsubscribe = () => Promise<void>;

/**
 * Tells all nodes of a site, this one too, what just happened. Nothing is stored: whoever is not subscribed at the moment
 * never hears of it. What must not be lost is a job in the outbox, or a row that can be read again.
 */
export interface PubSub {
  /**
   * Sends to every subscriber of the channel. Messages of one publisher arrive in their order, each at most once.
   *
   * @throws RecordProblem for a channel or message that cannot be sent; StorageUnavailable where nothing can be at the moment
   */
  publish(channel: string, message: JsonValue): Promise<void>;
  /**
   * Resolves when whatever is published from then on arrives. Where that cannot be at the moment it resolves as well, and `onMissed` is
   * called once it can.
   *
   * @throws RecordProblem for a channel that cannot be
   */
  subscribe(channel: string, subscriber: Subscriber): Promise<Unsubscribe>;
  close(): Promise<void>;
}
