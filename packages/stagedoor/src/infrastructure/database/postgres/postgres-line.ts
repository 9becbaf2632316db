import { randomBytes } from 'node:crypto';
import { type Changes, tellingTriggers } from '../change-feed.ts';
import type { PostgresClient } from './postgres-pool.ts';
import { Pulse } from './pulse.ts';

const CHANGES = 'stagedoor_changes';
const GOODBYE_MS = 1_000;
const NAME_AND_IDS = /^([a-z-]+)((?: [0-9]+)+)$/;

// A table without its triggers, or with triggers switched off, changes without a word.
const ARE_TRIGGERS_THERE = `
  select bool_and((select count(*) from pg_trigger
    where tgrelid = to_regclass(name) and tgname like 'stagedoor\\_tell\\_%' and tgenabled in ('O', 'A')) = wanted) as answer
  from unnest($1::text[], $2::int[]) as told (name, wanted)`;

/** The two ways to the database that a line needs. */
export interface Wire {
  /** An unconnected connection that is nobody else's. */
  createClient(): PostgresClient;
  /**
   * Sends a notification on any other connection. Never on the listening one: behind a pooler that lends connections
   * for one transaction it would hear itself and nobody else.
   */
  notify(channel: string, payload: string): Promise<unknown>;
}

/** A connection that listens. */
export interface Line {
  readonly pulse: Pulse;
  close(): Promise<void>;
}

export interface LineEvents {
  onChanges(changes: Changes): void;
  onHeard(): void;
  onEnd(line: Line): void;
}

/**
 * Connects and listens. Null where the database would not tell, because its triggers are missing.
 * @throws what pg throws where it cannot connect
 */
export async function openLine(wire: Wire, events: LineEvents): Promise<Line | null> {
  const client = wire.createClient();
  const pulseChannel = `stagedoor_pulse_${randomBytes(8).toString('hex')}`;
  const pulse = new Pulse((payload) => wire.notify(pulseChannel, payload));
  const line: Line = { pulse, close: () => hangUp(client) };
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel === CHANGES) return events.onChanges(readChanges(payload));
    pulse.hear(payload);
    events.onHeard();
  });
  client.on('end', () => events.onEnd(line));
  // Unheard, it would end the process. The connection is of no use afterwards, whatever it was.
  client.on('error', () => {
    events.onEnd(line);
    void line.close();
  });
  try {
    await client.connect();
    await client.query(`listen ${CHANGES}; listen ${pulseChannel}`);
    const { rows } = await client.query<{ answer: boolean }>(ARE_TRIGGERS_THERE, [
      Object.keys(tellingTriggers),
      Object.values(tellingTriggers),
    ]);
    if (rows[0]?.answer === true) {
      // Nothing waits for it: it is no reason for a process to stay.
      client.unref();
      return line;
    }
  } catch (error) {
    void line.close();
    throw error;
  }
  await line.close();
  return null;
}

/** `user 7 8` is two changes; a name alone stands for all of that name. */
function readChanges(payload: string): Changes {
  const [, name, ids] = NAME_AND_IDS.exec(payload) ?? [];
  if (name === undefined || ids === undefined) return 'everything';
  return ids
    .trim()
    .split(' ')
    .map((id) => `${name} ${id}`);
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
