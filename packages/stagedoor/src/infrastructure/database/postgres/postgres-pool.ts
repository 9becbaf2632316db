import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { asPostgresFault, isPostgresAnswer } from '../../storage-fault.ts';
import { nameOfKept } from '../kept-plans.ts';
import { tellStatement } from '../statement-channel.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { isUnhurried, UNHURRIED_MS } from '../unhurried.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** How long a connection waits, in milliseconds; 0 is without end. */
export interface PoolTimeouts {
  readonly statement_timeout: number;
  readonly lock_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
  /** Kept by this side, for a server that hangs and so cannot keep the others. */
  readonly query_timeout: number;
}

export const requestTimeouts: PoolTimeouts = {
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 10_000,
  query_timeout: 7_000,
};

/** Changing a large table, or waiting for the node that does, takes longer than a request may. */
export const migrationTimeouts: PoolTimeouts = {
  statement_timeout: 0,
  lock_timeout: 60_000,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
};

/**
 * How values are written as text, which a server, a database or a user may have set otherwise: what is read here is read by these. Said to the
 * server as the connection begins, so that there is no statement before it.
 */
const WRITTEN_AS = [
  'datestyle=ISO',
  'intervalstyle=postgres',
  'timezone=UTC',
  'bytea_output=hex',
  'extra_float_digits=1',
  'standard_conforming_strings=on',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

const INT8 = 20;
const DATE = 1082;

export interface PostgresPoolOptions {
  readonly maxConnections: number;
  /** Shown by `pg_stat_activity`. */
  readonly applicationName: string;
  readonly timeouts: PoolTimeouts;
}

/** int8 as a number (ours end at 2^53), and a calendar date as the text it is instead of a local midnight. */
const types: pg.CustomTypesConfig = {
  // The signature of pg's own look-up is overloaded by format; ours passes everything else on to it.
  getTypeParser: ((id: number, format?: 'text') => {
    if (id === INT8) return Number;
    if (id === DATE) return (text: string) => text;
    return pg.types.getTypeParser(id, format);
  }) as typeof pg.types.getTypeParser,
};

/** With the two methods that pg's types leave out: whether the connection keeps its process running. */
export type PostgresClient = pg.Client & { ref(): void; unref(): void };

/** One connection beside the pools, made the same way; not connected yet. */
export function createPostgresClient(
  url: URL,
  options: Omit<PostgresPoolOptions, 'maxConnections'>,
): PostgresClient {
  return new pg.Client(connectionOptions(url, options)) as PostgresClient;
}

function connectionOptions(url: URL, options: Omit<PostgresPoolOptions, 'maxConnections'>): pg.ClientConfig {
  return {
    connectionString: withSettings(url),
    types,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...options.timeouts,
    keepAlive: true,
  };
}

/** After what the address or the environment says, for the last word counts. */
function withSettings(url: URL): string {
  const said = new URL(url);
  const others = said.searchParams.get('options') ?? process.env.PGOPTIONS ?? '';
  said.searchParams.set('options', `${others} ${WRITTEN_AS}`.trim());
  return said.href;
}

export function createPostgresPool(url: URL, options: PostgresPoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...connectionOptions(url, options), max: options.maxConnections });
  // An idle connection that the server ends is dropped by the pool; unheard, its error would end the process.
  pool.on('error', () => {});
  return pool;
}

/**
 * The pool as Kysely uses it: no second connection inside a transaction, and a connection that did not answer in time
 * is closed rather than given to the next caller, who would wait for the same dead line.
 */
export function guardPool(pool: pg.Pool, scope: TransactionScope): PostgresPool {
  const guarded = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      scope.refuseInside();
      const client = await connect(pool);
      const known = guarded.get(client) ?? guardClient(client);
      guarded.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw asPostgresFault(error);
  }
}

function guardClient(client: pg.PoolClient): PostgresPoolClient {
  let isBroken = false;
  // The pool listens to idle connections only. One that ends between two statements of a transaction would, unheard, end
  // the process; the next statement fails by it.
  client.on('error', () => {
    isBroken = true;
  });
  const query = async (text: string, values: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => {
    tellStatement(text);
    const name = nameOfKept(text);
    const statement = {
      ...{ text, values: [...values] },
      ...(name === undefined ? {} : { name }),
      ...(isUnhurried(text) ? { query_timeout: UNHURRIED_MS } : {}),
    };
    try {
      // Kysely's type narrows the command to the words it asks for.
      return (await client.query(statement)) as unknown as PostgresQueryResult<unknown>;
    } catch (error) {
      isBroken ||= !isPostgresAnswer(error);
      throw asPostgresFault(error);
    }
  };
  return {
    // Kysely's interface also has a cursor form, which is only used for streaming.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || isBroken),
  };
}
