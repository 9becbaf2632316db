import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { PostgresDatabase } from '../database.ts';
import { DatabaseProblem } from '../database-problem.ts';
import type { Tables } from '../tables.ts';
import { createTransactionScope } from '../transaction-scope.ts';
import { PostgresChangeFeed } from './postgres-change-feed.ts';
import { describePostgresFailure } from './postgres-failure.ts';
import { PostgresListener } from './postgres-listener.ts';
import {
  createPostgresClient,
  createPostgresPool,
  guardPool,
  migrationTimeouts,
  requestTimeouts,
} from './postgres-pool.ts';

const OLDEST_SERVER = 140_000;

interface PostgresOptions {
  readonly maxConnections: number;
  readonly applicationName: string;
  /** Told, once, where notifications do not arrive, so that every request reads the database. */
  readonly onSilence: () => void;
  /** How many triggers of which tables must be in place before what they tell is relied on. */
  readonly tellingTriggers: Readonly<Record<string, number>>;
}

/**
 * Connects to PostgreSQL and refuses a server on which an acknowledged write could be lost.
 * @throws DatabaseProblem with a sentence to print
 */
export async function openPostgres(url: URL, options: PostgresOptions): Promise<PostgresDatabase> {
  const pool = createPostgresPool(url, { ...options, timeouts: requestTimeouts });
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseProblem ? error : describePostgresFailure(url, error);
  }
  const scope = createTransactionScope();
  const listener = createListener(url, pool, options);
  const changes = new PostgresChangeFeed(listener, options.tellingTriggers);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guardPool(pool, scope) }) });
  return {
    dialect: 'postgres',
    db,
    scope,
    principalReads: { asked: 0, read: 0 },
    pool,
    listener,
    changes,
    // Fresh for 900 ms, and asked soon after: a second in all.
    watched: {
      everyMs: 100,
      isCurrent: () => changes.isCurrent(),
      follow: (follower) => changes.follow(follower),
    },
    async ping() {
      await pool.query('select 1');
    },
    forMigration: async (work) => {
      const unhurried = { ...options, maxConnections: 1, timeouts: migrationTimeouts };
      const own = new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: createPostgresPool(url, unhurried) }),
      });
      return work(own).finally(() => own.destroy());
    },
    async close() {
      await listener.close();
      await closeOnce(pool, db);
    },
  };
}

function createListener(url: URL, pool: pg.Pool, options: PostgresOptions): PostgresListener {
  const { applicationName, onSilence } = options;
  const listening = { applicationName: `${applicationName}-changes`, timeouts: requestTimeouts };
  const ways = {
    createClient: () => createPostgresClient(url, listening),
    notify: (channel: string, payload: string) => pool.query('select pg_notify($1, $2)', [channel, payload]),
  };
  return new PostgresListener(ways, onSilence);
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; commit: string; encoding: string }>(
    `select current_setting('server_version_num')::int as version,
            current_setting('synchronous_commit') as commit,
            current_setting('server_encoding') as encoding`,
  );
  const [server] = rows;
  if (!server) throw new DatabaseProblem('PostgreSQL did not answer the first question.');
  if (server.version < OLDEST_SERVER) throw new DatabaseProblem('PostgreSQL 14 or newer is needed.');
  if (server.encoding !== 'UTF8') {
    throw new DatabaseProblem(`The database is encoded in ${server.encoding}. Create it with encoding UTF8.`);
  }
  if (server.commit === 'off') {
    throw new DatabaseProblem(
      'PostgreSQL runs with synchronous_commit = off and would lose acknowledged sign-ups when it crashes. Set it to on.',
    );
  }
}

async function closeOnce(pool: pg.Pool, db: Kysely<Tables>): Promise<void> {
  // Kysely ends the pool only where it made a connection of it.
  await db.destroy();
  if (!pool.ended) await pool.end();
}
