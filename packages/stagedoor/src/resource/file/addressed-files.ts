import { isPlainRecord } from '../../core/kernel/record-shape.ts';
import { KeptFile } from './kept-file.ts';

/** A row that says of each file where it is, those nested in it too. */
export function addressedIn<Row extends object>(row: Row, origin: string): Row {
  const entries = Object.entries(row).map(([name, value]) => [name, addressed(value, origin)]);
  return Object.fromEntries(entries) as Row;
}

function addressed(value: unknown, origin: string): unknown {
  if (value instanceof KeptFile) return origin + addressOf(value);
  if (Array.isArray(value)) return value.map((one: unknown) => addressed(one, origin));
  return isPlainRecord(value) ? addressedIn(value, origin) : value;
}

function addressOf({ place: { plural, id, field } }: KeptFile): string {
  return `/api/${plural}/${id}/${field}/`;
}
