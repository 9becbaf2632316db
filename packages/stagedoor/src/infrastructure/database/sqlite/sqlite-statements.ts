import type BetterSqlite3 from 'better-sqlite3';
import { setBounded } from '../../bounded-map.ts';

const MOST_STATEMENTS = 500;

/** Prepares each text once; what was used longest ago goes first. Preparing costs more than most look-ups. */
export function createStatementCache(
  handle: BetterSqlite3.Database,
): (text: string) => BetterSqlite3.Statement<unknown[]> {
  const statements = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  return (text) => {
    const statement = statements.get(text) ?? handle.prepare<unknown[]>(text);
    setBounded(statements, [text, statement], MOST_STATEMENTS);
    return statement;
  };
}

/** The values that SQLite has no type for: truths become 0 and 1, moments ISO 8601 UTC text, which sorts by time. */
export function toSqliteValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.toISOString() : value;
}
