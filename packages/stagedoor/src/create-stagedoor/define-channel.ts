import type { JsonValue } from '../core/kernel/json-value.ts';
import type { PubSub, Unsubscribe } from '../core/kernel/pub-sub.ts';
import { checkRecord } from '../core/kernel/record-shape.ts';
import { fullName, ownName } from './full-name.ts';

/** A channel of a feature, and what is published on it. */
export interface ChannelKind<Message extends JsonValue> {
  readonly name: string;
  /** What arrives, as its type. */
  read(message: JsonValue): Message;
}

/** Told what is published on a channel, as `Subscriber` says. */
export interface ChannelSubscriber<Message extends JsonValue> {
  onMessage(message: Message): unknown;
  onMissed?(): unknown;
}

/** What a feature publishes and hears, on all nodes of the site; nothing of it is stored. */
export interface Channels {
  /** After `transact`, never inside. @throws RecordProblem for what cannot be sent, StorageUnavailable */
  publish<Message extends JsonValue>(channel: ChannelKind<Message>, message: Message): Promise<void>;
  subscribe<Message extends JsonValue>(
    channel: ChannelKind<Message>,
    subscriber: ChannelSubscriber<Message>,
  ): Promise<Unsubscribe>;
}

const NAME = ownName('entries');

/**
 * Names a channel and says what is published on it.
 *
 * @throws RecordProblem
 * @example
 * const entries = defineChannel<{ entryId: number }>('entries');
 */
export function defineChannel<Message extends JsonValue>(name: string): ChannelKind<Message> {
  checkRecord('A channel', { name }, { name: NAME });
  // Kept apart by its name: what is heard under it is what was published with this kind.
  return { name, read: (message) => message as Message };
}

/** The channels of one feature: no other has them. */
export function channelsOf(feature: string, pubSub: PubSub): Channels {
  return {
    publish: ({ name }, message) => pubSub.publish(fullName(feature, name), message),
    subscribe: ({ name, read }, subscriber) =>
      pubSub.subscribe(fullName(feature, name), {
        onMessage: (message) => subscriber.onMessage(read(message)),
        onMissed: () => subscriber.onMissed?.(),
      }),
  };
}
