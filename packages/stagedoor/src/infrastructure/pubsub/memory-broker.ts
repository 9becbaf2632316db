import type { Broker, BrokerEvents } from './broker.ts';

/** Within this process: for a site of one node. */
export function createMemoryBroker({ onMessage }: BrokerEvents): Broker {
  return {
    publish: async (channel, text) => onMessage(channel, text),
    listen: async () => {},
    unlisten: async () => {},
    close: async () => {},
  };
}
