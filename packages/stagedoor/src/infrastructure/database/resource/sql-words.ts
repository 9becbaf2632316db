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
