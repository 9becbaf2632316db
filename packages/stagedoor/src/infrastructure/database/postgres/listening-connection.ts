import { randomBytes } from 'node:crypto';
import { Heartbeat } from './heartbeat.ts';
import type { PostgresClient } from './postgres-pool.ts';

const GOODBYE_MS = 1_000;

/** The two ways to the database that listening needs. */
export interface ListeningOptions {
  /** An unconnected connection that is nobody else's. */
  createClient(): PostgresClient;
  /**
   * Sends a notification on any other connection. Never on the listening one: behind a pooler that lends connections
   * for one transaction it would hear itself and nobody else.
   */
  notify(channel: string, payload: string): Promise<unknown>;
}

export interface ConnectionEvents {
  onNotification(channel: string, payload: string): void;
  onHeartbeat(): void;
  onEnd(connection: ListeningConnection): void;
}

/** A connection that listens. */
export interface ListeningConnection {
  readonly heartbeat: Heartbeat;
  listen(channel: string): Promise<unknown>;
  unlisten(channel: string): Promise<unknown>;
  query: PostgresClient['query'];
  close(): Promise<void>;
}

/** Connects, and listens to the channels. @throws what pg throws where it cannot connect */
export async function openListeningConnection(
  { createClient, notify }: ListeningOptions,
  channels: Iterable<string>,
  events: ConnectionEvents,
): Promise<ListeningConnection> {
  const client = createClient();
  const beats = `stagedoor_heartbeat_${randomBytes(8).toString('hex')}`;
  const heartbeat = new Heartbeat((payload) => notify(beats, payload));
  const connection: ListeningConnection = {
    heartbeat,
    // The names are ours, of letters, digits and underscores.
    listen: (channel) => client.query(`listen ${channel}`),
    unlisten: (channel) => client.query(`unlisten ${channel}`),
    query: client.query.bind(client) as PostgresClient['query'],
    close: () => hangUp(client),
  };
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel !== beats) return events.onNotification(channel, payload);
    heartbeat.receive(payload);
    events.onHeartbeat();
  });
  client.on('end', () => events.onEnd(connection));
  // Unheard, it would end the process. The connection is of no use afterwards, whatever it was.
  client.on('error', () => {
    events.onEnd(connection);
    void connection.close();
  });
  try {
    await client.connect();
    await client.query([beats, ...channels].map((channel) => `listen ${channel}`).join('; '));
  } catch (error) {
    void connection.close();
    throw error;
  }
  // Nothing waits for it: it is no reason for a process to stay.
  client.unref();
  return connection;
}

/** Says goodbye; a server that is gone need not answer. */
function hangUp(client: PostgresClient): Promise<void> {
  client.ref();
  return new Promise((resolve) => {
    const enough = setTimeout(resolve, GOODBYE_MS);
    const done = (): void => {
      clearTimeout(enough);
      resolve();
    };
    client.end().then(done, done);
  });
}
