import type { PubSub, Unsubscribe } from '../../core/kernel/pub-sub.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import type { Broker, BrokerEvents } from './broker.ts';
import { Delivery } from './delivery.ts';
import { checkChannel, toText } from './message.ts';

/** So that whoever makes channels out of what strangers say fills no memory, here and at the broker. */
const MOST_CHANNELS = 10_000;

export interface PubSubOptions {
  /** Told what a subscriber threw. */
  readonly onFault: (error: unknown) => void;
}

/** Opens what carries messages between nodes: only once somebody publishes or subscribes. */
export type OpenBroker = (events: BrokerEvents) => Broker | Promise<Broker>;

interface Listening {
  readonly deliveries: Set<Delivery>;
  /** Settled when the broker listens. */
  readonly isHeard: Promise<void>;
}

/** The subscribers of this node over a broker, which listens to a channel as long as somebody is subscribed to it. */
export function createPubSub(open: OpenBroker, { onFault }: PubSubOptions): PubSub {
  const channels = new Map<string, Listening>();
  const all = (): Delivery[] => [...channels.values()].flatMap(({ deliveries }) => [...deliveries]);
  const events: BrokerEvents = {
    onMessage(channel, text) {
      for (const delivery of channels.get(channel)?.deliveries ?? []) delivery.message(text);
    },
    onReconnected() {
      for (const delivery of all()) delivery.missed();
    },
  };
  let opened: Promise<Broker> | undefined;
  const broker = (): Promise<Broker> => (opened ??= Promise.resolve(open(events)));
  const listen = (channel: string): Listening => {
    if (channels.size >= MOST_CHANNELS)
      throw new RecordProblem('A channel', [`this node is subscribed to ${MOST_CHANNELS} others already`]);
    const listening = { deliveries: new Set<Delivery>(), isHeard: broker().then((it) => it.listen(channel)) };
    channels.set(channel, listening);
    return listening;
  };
  const leaving =
    (channel: string, delivery: Delivery): Unsubscribe =>
    async () => {
      delivery.end();
      const deliveries = channels.get(channel)?.deliveries;
      if (!deliveries?.delete(delivery) || deliveries.size > 0) return;
      channels.delete(channel);
      await (await broker()).unlisten(channel);
    };
  return {
    async publish(channel, message) {
      checkChannel(channel);
      const text = toText(channel, message);
      await (await broker()).publish(channel, text);
    },
    async subscribe(channel, subscriber) {
      checkChannel(channel);
      const delivery = new Delivery(subscriber, onFault);
      const { deliveries, isHeard } = channels.get(channel) ?? listen(channel);
      deliveries.add(delivery);
      await isHeard;
      return leaving(channel, delivery);
    },
    async close() {
      for (const delivery of all()) delivery.end();
      channels.clear();
      await (await opened)?.close();
    },
  };
}
