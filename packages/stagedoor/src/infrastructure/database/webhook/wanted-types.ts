import type { Kysely } from 'kysely';
import { createChangeFeedCache } from '../change-feed-cache.ts';
import type { OpenDatabase, PostgresDatabase } from '../database.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

/** How the change feed, and the trigger of the table, name what endpoints of webhooks ask for. */
export const WANTED_TYPES = 'webhooks 1';

/** On SQLite, where nobody tells of what another process commits, it is half of the second that is promised. */
const KEPT_FOR_MS = 500;

/** What each enabled endpoint of webhooks asks for. */
type Types = readonly (readonly string[])[];

interface WantedTypes {
  list(db: Kysely<Tables>): Promise<Types>;
  /** This process changed them, and finds it so with the next event. */
  forget(): void;
}

/** One for each database, inside transactions and outside. */
const opened = new WeakMap<OpenDatabase, WantedTypes>();

/**
 * Asked with every event, in the transaction that has it, a log-in's too: so it is kept. PostgreSQL tells of changes, and is asked again
 * after a minute at the latest; a file is asked again after half a second.
 */
export function wantedTypesOf({ database }: Pick<StoreContext, 'database'>): WantedTypes {
  const known = opened.get(database);
  if (known !== undefined) return known;
  const made = database.dialect === 'postgres' ? keptWhileUnchanged(database) : keptForAMoment();
  opened.set(database, made);
  return made;
}

async function ask(db: Kysely<Tables>): Promise<Types> {
  const enabled = db.selectFrom('stagedoor_webhook_endpoint').where('disabled_at', 'is', null);
  const rows = await enabled.select('event_types').execute();
  return rows.map(({ event_types }) => JSON.parse(event_types));
}

function keptWhileUnchanged({ changes }: PostgresDatabase): WantedTypes {
  const cache = createChangeFeedCache<Types>(changes, { madeOf: () => [WANTED_TYPES] });
  return {
    list: async (db) => cache.find('') ?? (await cache.load('', () => ask(db))) ?? [],
    // The record of the feature says what is told: it is told when it is committed.
    forget: () => {},
  };
}

function keptForAMoment(): WantedTypes {
  let kept: { readonly types: Types; readonly readAtMs: number } | null = null;
  return {
    async list(db) {
      const readAtMs = performance.now();
      if (kept !== null && readAtMs - kept.readAtMs < KEPT_FOR_MS) return kept.types;
      kept = { types: await ask(db), readAtMs };
      return kept.types;
    },
    forget() {
      kept = null;
    },
  };
}
