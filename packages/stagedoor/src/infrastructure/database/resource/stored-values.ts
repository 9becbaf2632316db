import { readFileText } from '../../../core/file/file-text.ts';
import type { JsonValue } from '../../../core/kernel/json-value.ts';
import { type ColumnField, columnFields, referencesFields } from '../../../resource/field.ts';
import { type FilePlace, KeptFile } from '../../../resource/file/kept-file.ts';
import { isFile } from '../../../resource/file-fields.ts';
import type { Values } from '../../../resource/read/read-row.ts';
import { pluralOf, type Resource } from '../../../resource/resource.ts';
import type { StoredRow } from '../../../resource/resource-store.ts';
import { columnNameOf } from '../../../resource/table-state.ts';
import { toBoolean, toDate } from '../column-values.ts';
import type { Dialect } from '../dialect.ts';

/** A row of a declared table, as a driver gives it. */
export type DriverRow = Readonly<Record<string, unknown>>;

/** What is written of each field, by its column. */
export function toColumns({ fields }: Pick<Resource, 'fields'>, values: Values): Record<string, unknown> {
  const entries = columnFields(fields).filter(([name]) => Object.hasOwn(values, name));
  return Object.fromEntries(
    entries.map(([name, field]) => [columnNameOf(name, field), toColumn(field, values[name])]),
  );
}

/** As its column keeps it. A driver would take a list for one of SQL's own. */
export function toColumn(field: ColumnField, value: unknown): unknown {
  return field.type === 'json' && value !== null ? JSON.stringify(value) : value;
}

/** Reads rows of a resource as a driver gives them: what there is to know of its fields is found out once. */
export function rowReader(resource: Resource, dialect: Dialect): (stored: DriverRow) => StoredRow {
  const columns = columnFields(resource.fields).map(([name, field]) => ({
    name,
    field,
    column: columnNameOf(name, field),
  }));
  const links = referencesFields(resource.fields).map(([name]) => name);
  const plural = pluralOf(resource);
  return (stored) => {
    const id = Number(stored.id);
    const row: Record<string, unknown> = {};
    for (const { name, field, column } of columns) {
      const value = fromColumn(field, stored[column], dialect);
      row[name] = isFile(field) ? fileIn(value, { plural, id, field: name }) : value;
    }
    for (const name of links) row[name] = keysIn(stored[name]);
    return { ...row, id, version: Number(stored.row_version) };
  };
}

function fromColumn(field: ColumnField, stored: unknown, dialect: Dialect): unknown {
  if (stored === null || stored === undefined) return null;
  switch (field.type) {
    case 'decimal':
      // SQLite keeps a number, which of fifteen digits is exact.
      return typeof stored === 'number' ? stored.toFixed(field.places) : stored;
    case 'boolean':
      return toBoolean(stored as boolean | number);
    case 'moment':
      return toDate(stored as Date | string);
    case 'json':
      // PostgreSQL gives it parsed, a text among it.
      return dialect === 'sqlite' && typeof stored === 'string' ? parsed(stored) : stored;
    default:
      return stored;
  }
}

/** What we did not write, Django's own path among it, is no file of ours. */
function fileIn(value: unknown, place: FilePlace): KeptFile | null {
  const text = typeof value === 'string' ? readFileText(value) : null;
  return text === null ? null : new KeptFile(text, place);
}

/** SQLite gives a list as text. Of a row that was made this moment none are known yet. */
function keysIn(stored: unknown): readonly number[] {
  if (typeof stored === 'string') return parsed(stored) as number[];
  return (stored as readonly number[] | undefined) ?? [];
}

function parsed(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
