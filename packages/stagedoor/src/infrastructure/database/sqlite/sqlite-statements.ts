import type BetterSqlite3 from 'better-sqlite3';
import type { QueryResult } from 'kysely';
import { setBounded } from '../../bounded-map.ts';
import { asStorageFault } from '../../storage-fault.ts';
import { tellStatement } from '../statement-channel.ts';

const MOST_STATEMENTS = 500;

type Statement = BetterSqlite3.Statement<unknown[]>;

export type Prepare = (text: string) => Statement;

/** Prepares each text once; what was used longest ago goes first. Preparing costs more than most look-ups. */
export function createStatementCache(handle: BetterSqlite3.Database): Prepare {
  const statements = new Map<string, Statement>();
  return (text) => {
    const statement = statements.get(text) ?? handle.prepare<unknown[]>(text);
    setBounded(statements, [text, statement], MOST_STATEMENTS);
    return statement;
  };
}

export function runStatement<Row>(statement: Statement, parameters: readonly unknown[]): QueryResult<Row> {
  tellStatement(statement.source);
  const values = parameters.map(toSqliteValue);
  try {
    // The caller's row type comes from the query it built; the driver cannot know it.
    if (statement.reader) return { rows: statement.all(...values) as Row[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  } catch (error) {
    throw asStorageFault(error);
  }
}

/** The values that SQLite has no type for: truths become 0 and 1, moments ISO 8601 UTC text, which sorts by time. */
function toSqliteValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.toISOString() : value;
}
