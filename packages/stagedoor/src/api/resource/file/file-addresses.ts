import { isPlainRecord } from '../../../core/kernel/record-shape.ts';
import { KeptFile } from '../../../resource/file/kept-file.ts';
import type { GuardedRows } from '../../../resource/guarded-rows.ts';

/** Rows that say of a file where it is, as REST framework's do. */
export function withFileAddresses<Served extends { readonly rows: GuardedRows }>(
  served: Served,
  origin: string,
): Served {
  const { rows } = served;
  const show: GuardedRows['show'] = async (by, some, fields) =>
    (await rows.show(by, some, fields)).map((row) => addressedIn(row, origin));
  return { ...served, rows: { ...rows, show } };
}

/** Those that are nested in it too. */
function addressedIn<Row extends object>(row: Row, origin: string): Row {
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
