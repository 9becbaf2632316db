import type BetterSqlite3 from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { ChangeFeed } from './change-feed.ts';
import type { PostgresListener } from './postgres/postgres-listener.ts';
import type { WatchedDatabase } from './principal-watch.ts';
import type { Tables } from './tables.ts';
import type { TransactionScope } from './transaction-scope.ts';

/** How often a principal was asked for since the start, and how often it had to be read because it was not kept. */
export interface PrincipalReads {
  asked: number;
  read: number;
}

interface DatabaseBase {
  readonly db: Kysely<Tables>;
  readonly scope: TransactionScope;
  /** Counted by the readers of principals. */
  readonly principalReads: PrincipalReads;
  /** Throws when the database does not answer; what `/readyz` asks. */
  ping(): Promise<void>;
  /** Runs `work` on a connection that may take its time. On SQLite, its transactions are with foreign keys off. */
  forMigration<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /** For who lasts longer than a request: see `PrincipalWatch`. */
  readonly watched: WatchedDatabase;
  close(): Promise<void>;
}

export interface SqliteDatabase extends DatabaseBase {
  readonly dialect: 'sqlite';
  /** The connection of the hot read; null for a database in memory, which has only one. */
  readonly readOnly: BetterSqlite3.Database | null;
  /** How many statements the writing connection has run: unchanged means that this process committed nothing. */
  readonly statementCount: () => number;
}

export interface PostgresDatabase extends DatabaseBase {
  readonly dialect: 'postgres';
  readonly pool: pg.Pool;
  /** What the process hears notifications on. */
  readonly listener: PostgresListener;
  /** What any process changes of whom requests are judged by. */
  readonly changes: ChangeFeed;
}

/** A database that answers: the query builder, and what the hot read of sessions goes through beside it. */
export type OpenDatabase = SqliteDatabase | PostgresDatabase;
