import { createHash } from 'node:crypto';
import type { ColumnType } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';

/** A name of SQL. Names are the declaration's, which the check at the start lets be words alone. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value of a column of this type, as it stands in a statement that makes a table. */
export function literal(
  value: unknown,
  { type, dialect }: { readonly type: ColumnType; readonly dialect: Dialect },
): string {
  if (value === undefined) return 'null';
  if (typeof value === 'boolean') return dialect === 'sqlite' ? String(Number(value)) : String(value);
  if (typeof value === 'number' || type === 'decimal') return String(value);
  const text = typeof value === 'string' && type !== 'json' ? value : JSON.stringify(value);
  return `'${text.replaceAll("'", "''")}'`;
}

/** What an identifier of PostgreSQL may hold; it cuts a longer one without a word. */
const LONGEST_NAME = 63;

export function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_NAME - 9)}_${digest}`;
}
