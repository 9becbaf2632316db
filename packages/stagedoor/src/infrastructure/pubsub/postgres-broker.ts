import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { PostgresListener } from '../database/postgres/postgres-listener.ts';
import { asPostgresFault } from '../storage-fault.ts';
import type { Broker, BrokerEvents } from './broker.ts';

/** A notification has less than 8,000 bytes; some are for the number of the part. */
const PART_BYTES = 7_900;
const NUMBER_AND_TEXT = /^(\d+)\/(\d+) ([\s\S]*)$/;

// One statement, and so one transaction: its parts arrive one after the other, and nothing between them.
const NOTIFY = `select pg_notify($1, part) from unnest($2::text[]) with ordinality as parts (part, place) order by place`;

/** Through notifications of PostgreSQL, heard on the connection that changes are heard on. Sent past transactions: with no commit but its own. */
export function createPostgresBroker(
  { pool, listener }: { readonly pool: pg.Pool; readonly listener: PostgresListener },
  events: BrokerEvents,
): Broker {
  let heard = 0;
  let wasAway = false;
  listener.follow({
    onOpen() {
      if (wasAway) events.onReconnected();
      wasAway = false;
    },
    onLost() {
      wasAway = true;
    },
  });
  return {
    async publish(channel, text) {
      try {
        await pool.query({
          name: 'stagedoor_publish',
          text: NOTIFY,
          values: [nameOf(channel), partsOf(text)],
        });
      } catch (error) {
        throw asPostgresFault(error);
      }
    },
    async listen(channel) {
      heard += 1;
      const join = joinParts((text) => events.onMessage(channel, text));
      if (heard === 1) await listener.hold();
      await listener.listen(nameOf(channel), join);
      wasAway ||= !listener.isListening;
    },
    async unlisten(channel) {
      heard -= 1;
      await listener.unlisten(nameOf(channel));
      if (heard === 0) listener.release();
    },
    close: async () => {},
  };
}

/** PostgreSQL's names are short, and anybody who may connect sees who listens to what. */
function nameOf(channel: string): string {
  return `stagedoor_channel_${createHash('sha256').update(channel).digest('hex').slice(0, 40)}`;
}

function partsOf(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / PART_BYTES));
  return Array.from(
    { length: count },
    (_, part) => `${part + 1}/${count} ${text.slice(part * PART_BYTES, (part + 1) * PART_BYTES)}`,
  );
}

/** Puts texts together of their parts; of one whose beginning was not heard nothing is told. */
function joinParts(onText: (text: string) => void): (payload: string) => void {
  let parts: string[] = [];
  return (payload) => {
    const [, number, count, text = ''] = NUMBER_AND_TEXT.exec(payload) ?? [];
    if (number === '1') parts = [];
    if (Number(number) !== parts.length + 1) return;
    parts.push(text);
    if (number === count) onText(parts.join(''));
  };
}
