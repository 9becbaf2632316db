import type { Kysely } from 'kysely';
import { namingStorageFaults } from '../../storage-fault.ts';
import { createChangeFeedCache } from '../change-feed-cache.ts';
import type { OpenDatabase, PostgresDatabase } from '../database.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

/** How the change feed, and the trigger of the table, name what endpoints of webhooks ask for. */
export const WANTED_TYPES = 'webhooks 1';

/** What each enabled endpoint of webhooks asks for. */
type WantedTypes = readonly (readonly string[])[];

type ListWantedTypes = (db: Kysely<Tables>) => Promise<WantedTypes>;

/** One for each database, inside transactions and outside: what it keeps is what is committed. */
const listing = new WeakMap<OpenDatabase, ListWantedTypes>();

/**
 * Asked with every event, in the transaction that has it, a log-in's too. A file of SQLite is read beside the transaction, by a statement
 * that is prepared; PostgreSQL is asked again when it told of a change, and at the latest after a minute.
 */
export function listWantedTypes({
  database,
  db,
}: Pick<StoreContext, 'database' | 'db'>): Promise<WantedTypes> {
  const list = listing.get(database) ?? listingOf(database);
  listing.set(database, list);
  return list(db);
}

function listingOf(database: OpenDatabase): ListWantedTypes {
  if (database.dialect === 'postgres') return keptWhileUnchanged(database);
  const { readOnly } = database;
  if (readOnly === null) return ask;
  const prepared = readOnly.prepare(TYPES_OF_ENABLED).pluck();
  return () => namingStorageFaults(async () => prepared.all().map(readTypes));
}

const TYPES_OF_ENABLED = 'select event_types from stagedoor_webhook_endpoint where disabled_at is null';

const ask: ListWantedTypes = async (db) => {
  const enabled = db.selectFrom('stagedoor_webhook_endpoint').where('disabled_at', 'is', null);
  const rows = await enabled.select('event_types').execute();
  return rows.map(({ event_types }) => readTypes(event_types));
};

function readTypes(stored: unknown): readonly string[] {
  return JSON.parse(String(stored));
}

function keptWhileUnchanged({ changes }: PostgresDatabase): ListWantedTypes {
  const cache = createChangeFeedCache<WantedTypes>(changes, { madeOf: () => [WANTED_TYPES] });
  return async (db) => cache.find('') ?? (await cache.load('', () => ask(db))) ?? [];
}
