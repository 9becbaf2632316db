import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import {
  type Dialect,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { makeDirectory } from '../../../make-directory.ts';
import type { SqliteDatabase } from '../database.ts';
import { DatabaseProblem } from '../database-problem.ts';
import { addFoldCase } from '../fold-case.ts';
import type { WatchedDatabase } from '../principal-watch.ts';
import type { Tables } from '../tables.ts';
import { createTransactionScope } from '../transaction-scope.ts';
import { SchemaDriver } from './schema-driver.ts';
import { SqliteDriver } from './sqlite-driver.ts';

const IN_MEMORY = ':memory:';
const BUSY_TIMEOUT_MS = 5_000;
const LOOK_EVERY_MS = 250;

/** Turns are taken by the driver itself, which refuses a second turn inside a transaction instead of waiting. */
class TurnTakingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * Opens a SQLite file, making it and its directory where missing, readable by its owner only.
 * @throws DatabaseProblem with a sentence to print
 */
export async function openSqlite(path: string): Promise<SqliteDatabase> {
  const handle = openHandle(path);
  const readOnly = path === IN_MEMORY ? null : openReadOnly(path);
  const scope = createTransactionScope();
  const driver = new SqliteDriver({ writing: handle, reading: readOnly }, scope);
  const db = new Kysely<Tables>({ dialect: createDialect(driver) });
  return {
    dialect: 'sqlite',
    db,
    scope,
    principalReads: { asked: 0, read: 0 },
    readOnly,
    statementCount: () => driver.statementCount,
    watched: watchedFile(readOnly, () => driver.statementCount),
    async ping() {
      (readOnly ?? handle).prepare('select 1').get();
    },
    forMigration: (work) => work(new Kysely<Tables>({ dialect: createDialect(new SchemaDriver(driver)) })),
    async close() {
      // Kysely closes what it was asked something over, and nothing else.
      await db.destroy();
      readOnly?.close();
      handle.close();
    },
  };
}

/** Nobody tells of changes to a file: it is asked whether anything was committed, by whatever process. */
function watchedFile(readOnly: BetterSqlite3.Database | null, statementCount: () => number): WatchedDatabase {
  const version = (): unknown => readOnly?.pragma('data_version', { simple: true }) ?? statementCount();
  let seen: unknown;
  return {
    everyMs: LOOK_EVERY_MS,
    isCurrent() {
      const before = seen;
      seen = version();
      return seen === before;
    },
    follow: () => {},
  };
}

function createDialect(driver: Driver): Dialect {
  return {
    createAdapter: () => new TurnTakingAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function openHandle(path: string): BetterSqlite3.Database {
  try {
    if (path !== IN_MEMORY) createPrivateFile(path);
    const handle = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
    handle.pragma('journal_mode = WAL');
    // Anything less loses acknowledged rows when the power goes.
    handle.pragma('synchronous = FULL');
    handle.pragma('foreign_keys = ON');
    addFoldCase(handle);
    return handle;
  } catch (error) {
    throw new DatabaseProblem(describeFailure(path, error), { cause: error });
  }
}

/**
 * Sees committed rows only, and its `data_version` moves at every commit of any connection, the writing one of this
 * process included: what the principal cache relies on.
 */
function openReadOnly(path: string): BetterSqlite3.Database {
  // Not mapped into memory: with every commit the mapping is made anew, which costs a read three times what it saves.
  const handle = new BetterSqlite3(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  addFoldCase(handle);
  return handle;
}

function createPrivateFile(path: string): void {
  makeDirectory(dirname(path));
  closeSync(openSync(path, 'a', 0o600));
}

function describeFailure(path: string, error: unknown): string {
  const { code, syscall, path: folder } = error as NodeJS.ErrnoException;
  if (syscall === 'mkdir')
    return `The folder ${folder} of the database file cannot be made. Check its path and who owns it.`;
  if (code === 'SQLITE_NOTADB') return `${path} is not a SQLite database.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'SQLITE_READONLY') {
    return `The database file ${path} cannot be written. Check who owns it and its directory.`;
  }
  if (code === 'EISDIR')
    return `${path} is a directory. DATABASE_URL names a file, such as sqlite:./data/stagedoor.db.`;
  const reason = error instanceof Error ? error.message : String(error);
  return `The database file ${path} cannot be opened: ${reason}`;
}
