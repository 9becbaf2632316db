import { type AliasedRawBuilder, type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import { randomPublicId } from '../../../core/kernel/secret-value.ts';
import { referencesFields } from '../../../resource/field.ts';
import type { Values } from '../../../resource/read/read-row.ts';
import type { ResourcePlace } from '../../../resource/resource.ts';
import type { RowFilter } from '../../../resource/resource-store.ts';
import { type LinkTable, linkTableOf, tableNameOf } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import type { DeclaredTables } from './filter-expression.ts';

/** The tables of keys of a resource, by its fields. */
export type Links = ReadonlyMap<string, LinkTable>;

export function linksOf(place: ResourcePlace): Links {
  return new Map(
    referencesFields(place.resource.fields).map(([name, field]) => [name, linkTableOf(place, name, field)]),
  );
}

/** The keys of each such field as a list, beside the columns of a row: no further statement, however many rows. */
export function selectKeys(
  place: ResourcePlace,
  links: Links,
  dialect: Dialect,
): readonly AliasedRawBuilder<unknown, string>[] {
  const id = sql.ref(`${tableNameOf(place.feature, place.resource)}.id`);
  const list = sql.raw(dialect === 'sqlite' ? 'json_group_array' : 'json_agg');
  return [...links].map(([name, { table, from, to }]) => {
    const key = sql.ref(`${table}.${to}`);
    const keys = sql`select ${list}(${key} order by ${key}) from ${sql.table(table)} where ${sql.ref(`${table}.${from}`)} = ${id}`;
    return sql<unknown>`coalesce((${keys}), '[]')`.as(name);
  });
}

/** The rows that refer to one of these keys, or to any. */
export function linkExpression(
  { table, from, to }: LinkTable,
  own: string,
  { lookUp, value }: RowFilter,
): Expression<SqlBool> {
  const some = sql`select 1 from ${sql.table(table)} where ${sql.ref(`${table}.${from}`)} = ${sql.ref(`${own}.id`)}`;
  if (lookUp === 'isnull') return value === true ? sql`not exists (${some})` : sql`exists (${some})`;
  const keys = Array.isArray(value) ? value : [value];
  if (keys.length === 0) return sql`false`;
  return sql`exists (${some} and ${sql.ref(`${table}.${to}`)} in (${sql.join(keys)}))`;
}

/** Makes the keys of a row those that are said; what stays is not written again. */
export async function writeLinks(
  db: Kysely<DeclaredTables>,
  links: Links,
  { id, values }: { readonly id: number; readonly values: Values },
): Promise<void> {
  for (const [name, { table, from, to }] of links) {
    if (!Object.hasOwn(values, name)) continue;
    const keys = values[name] as readonly number[];
    const old = db.deleteFrom(table).where(from, '=', id);
    await (keys.length === 0 ? old : old.where(to, 'not in', keys)).execute();
    if (keys.length === 0) continue;
    const rows = keys.map((key) => ({ id: randomPublicId(), [from]: id, [to]: key }));
    await db
      .insertInto(table)
      .values(rows)
      .onConflict((conflict) => conflict.columns([from, to]).doNothing())
      .execute();
  }
}
