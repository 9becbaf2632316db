import type { Redis } from 'ioredis';
import { createRedisClient } from '../redis-client.ts';
import { asLostConnection } from '../storage-fault.ts';
import type { Broker, BrokerEvents } from './broker.ts';

const LONGEST_PAUSE_MS = 1_000;
const HEARTBEAT_MS = 1_000;

const options = {
  longestPauseMs: LONGEST_PAUSE_MS,
  // Done here, so that subscribers are told after it and not before.
  autoResubscribe: false,
};

/**
 * Through Redis, on two connections, because one that listens can do nothing else. It beats once a second: of a connection that
 * hangs without ending, nobody would hear.
 *
 * @param url `redis://user:password@host:6379/0`; sites of other numbers hear nothing of each other
 */
export async function openRedisBroker(url: string, events: BrokerEvents): Promise<Broker> {
  const publisher = await createRedisClient(url, options);
  const listener = await createRedisClient(url, options);
  const prefix = `stagedoor:${listener.options.db ?? 0}:`;
  const heard = new Set<string>();
  let wasAway = false;
  listener.on('message', (channel: string, text: string) =>
    events.onMessage(channel.slice(prefix.length), text),
  );
  listener.on('close', () => {
    wasAway = true;
  });
  const hearAgain = async (): Promise<void> => {
    if (!wasAway) return;
    if (heard.size > 0) await listener.subscribe(...heard);
    wasAway = false;
    events.onReconnected();
  };
  // Where it fails the connection is gone again, and the next one tries.
  const reconnect = (): void => void hearAgain().catch(() => listener.disconnect(true));
  listener.on('ready', reconnect);
  await Promise.all([publisher, listener].map((redis) => redis.connect().catch(() => {})));
  wasAway = listener.status !== 'ready';
  const heart = setInterval(() => beat(listener), HEARTBEAT_MS).unref();
  return {
    async publish(channel, text) {
      try {
        await publisher.publish(prefix + channel, text);
      } catch (error) {
        throw asLostConnection(error);
      }
    },
    async listen(channel) {
      heard.add(prefix + channel);
      await listener.subscribe(prefix + channel).catch(() => {
        // Heard, and told of what was missed, as soon as there is a connection.
        if (listener.status === 'ready') listener.disconnect(true);
        wasAway = true;
      });
    },
    async unlisten(channel) {
      heard.delete(prefix + channel);
      await listener.unsubscribe(prefix + channel).catch(() => {});
    },
    async close() {
      clearInterval(heart);
      publisher.disconnect();
      listener.disconnect();
    },
  };
}

function beat(listener: Redis): void {
  if (listener.status === 'ready') listener.ping().catch(() => listener.disconnect(true));
}
