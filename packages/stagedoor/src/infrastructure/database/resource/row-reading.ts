import type { AliasedRawBuilder } from 'kysely';
import { columnFields, type Fields } from '../../../resource/field.ts';
import { type ResourcePlace, wholeOrder } from '../../../resource/resource.ts';
import type { RowQuery, StoredRow } from '../../../resource/resource-store.ts';
import { columnNameOf, tableNameOf } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import { linksOf, selectKeys } from './links.ts';
import { type DriverRow, rowReader } from './stored-values.ts';

type Asked = Pick<RowQuery, 'fields' | 'order' | 'readable'>;

/** What of rows is read, and how one is made of it. */
export interface RowReading {
  /** With their table; null for whatever it has: what is only written may stand in none. */
  readonly columns: readonly string[] | null;
  /** Lists of keys beside them. */
  readonly keys: readonly AliasedRawBuilder<unknown, string>[];
  /** Fields that a row is without where it does not satisfy this. */
  readonly readable: NonNullable<RowQuery['readable']>;
  toRow(stored: DriverRow): StoredRow;
}

/** Reads rows whole, or in part: then with what they are put in order by, for pages go on from there. */
export function rowReadings(place: ResourcePlace, dialect: Dialect): (asked?: Asked) => RowReading {
  const { resource } = place;
  const table = tableNameOf(place.feature, resource);
  const links = linksOf(place);
  const columnsOf = (fields: Fields) =>
    ['id', 'row_version', ...columnFields(fields).map((one) => columnNameOf(...one))].map(
      (column) => `${table}.${column}`,
    );
  const readingOf = (fields: Fields) => ({
    keys: selectKeys(place, new Map([...links].filter(([name]) => Object.hasOwn(fields, name))), dialect),
    toRow: rowReader({ ...resource, fields }, dialect),
  });
  const whole = readingOf(resource.fields);
  return ({ fields, order = [], readable = new Map() } = {}) => {
    if (fields === undefined) return { ...whole, columns: null, readable };
    const read = new Set([...fields, ...wholeOrder(order).map(({ field }) => field)]);
    const some = Object.fromEntries(Object.entries(resource.fields).filter(([name]) => read.has(name)));
    const judged = [...readable].filter(([name]) => read.has(name));
    return { ...readingOf(some), columns: columnsOf(some), readable: new Map(judged) };
  };
}
