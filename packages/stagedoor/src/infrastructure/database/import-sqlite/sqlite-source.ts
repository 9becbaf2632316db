import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { ImportRefusal } from '../../../resource/migration/import-outcome.ts';
import { addFoldCase } from '../fold-case.ts';

/** What SQLite keeps in one place of a row; a whole number of whatever size. */
export type SqliteValue = string | number | bigint | Buffer | null;

/** A table of the file. */
export interface SourceTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A file of a site, which nobody else opens meanwhile. */
export interface SqliteSource {
  /** Without those that SQLite itself keeps for a search index. */
  tables(): readonly SourceTable[];
  /** The steps that were taken, as `app.name`. */
  steps(): readonly string[];
  rows(table: string, columns: readonly string[]): IterableIterator<readonly SqliteValue[]>;
  count(table: string): number;
  /** The highest number that a table ever gave out; 0 where it gives out none. */
  highest(table: string): number;
  close(): void;
}

/** How long whoever has the file may take to close it. */
const WAIT_MS = 1_000;

/**
 * Opens the file for itself alone: whoever else has it open keeps us out, and is kept out until it is closed. In WAL, each connection holds
 * the file for as long as it is open (https://www.sqlite.org/pragma.html#pragma_locking_mode).
 */
export function openSource(path: string): SqliteSource | ImportRefusal {
  if (!existsSync(path)) return { kind: 'refused', why: 'no-file' };
  const handle = new BetterSqlite3(path, { fileMustExist: true, timeout: WAIT_MS });
  try {
    handle.pragma('locking_mode = exclusive');
    handle.exec('begin exclusive');
  } catch (error) {
    handle.close();
    return { kind: 'refused', why: whyNot(error) };
  }
  addFoldCase(handle);
  handle.defaultSafeIntegers();
  const source = sourceOver(handle);
  if (source.tables().some(({ name }) => name === 'stagedoor_migration')) return source;
  source.close();
  return { kind: 'refused', why: 'no-site' };
}

function whyNot(error: unknown): 'in-use' | 'no-database' {
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('SQLITE_BUSY')) return 'in-use';
  if (code === 'SQLITE_NOTADB') return 'no-database';
  throw error;
}

function sourceOver(handle: BetterSqlite3.Database): SqliteSource {
  const all = <Row>(statement: string, ...values: readonly string[]) =>
    handle.prepare<unknown[], Row>(statement).all(...values);
  const number = (statement: string, ...values: readonly string[]) =>
    Number(
      handle
        .prepare<unknown[], bigint>(statement)
        .pluck()
        .get(...values) ?? 0,
    );
  return {
    tables: () =>
      all<{ name: string }>(
        `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
      ).map(({ name }) => ({
        name,
        // Without those that are computed.
        columns: all<{ name: string }>('select name from pragma_table_info(?)', name).map(
          (column) => column.name,
        ),
      })),
    steps: () =>
      all<{ step: string }>(`select app || '.' || name as step from stagedoor_migration`).map(
        ({ step }) => step,
      ),
    rows: (table, columns) =>
      handle
        .prepare<unknown[], readonly SqliteValue[]>(
          `select ${columns.map(quoted).join(', ')} from ${quoted(table)}`,
        )
        .raw()
        .iterate(),
    count: (table) => number(`select count(*) from ${quoted(table)}`),
    highest: (table) =>
      number(`select count(*) from sqlite_schema where name = 'sqlite_sequence'`) === 0
        ? 0
        : number('select seq from sqlite_sequence where name = ?', table),
    close: () => handle.close(),
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
