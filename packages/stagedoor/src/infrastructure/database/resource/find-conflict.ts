import type { Kysely } from 'kysely';
import type { Values } from '../../../resource/read/read-row.ts';
import type { ResourcePlace } from '../../../resource/resource.ts';
import type { OneConflict, RowConflict } from '../../../resource/resource-store.ts';
import { columnOf, tableNameOf, tableReferredTo } from '../../../resource/table-state.ts';
import type { DeclaredTables } from './filter-expression.ts';
import { toColumn } from './stored-values.ts';

/**
 * Which values of a refused row were the reason: those of other rows, and keys that nothing has. Asked after the refusal, because the
 * constraint decides, by one of them, and this names all; whoever was the reason may be gone by then.
 */
export async function findConflict(
  db: Kysely<DeclaredTables>,
  place: ResourcePlace,
  values: Values,
  ownId?: number,
): Promise<RowConflict> {
  const found = await findConflicts(db, place, values, ownId);
  const [first = { kind: 'taken', fields: [] }, ...more] = found;
  return more.length === 0 ? first : { kind: 'several', of: found };
}

async function findConflicts(
  db: Kysely<DeclaredTables>,
  place: ResourcePlace,
  values: Values,
  ownId: number | undefined,
): Promise<readonly OneConflict[]> {
  const found: OneConflict[] = [];
  for (const fields of uniqueSets(place))
    if (await isTaken(db, place, { fields, values, ownId })) found.push({ kind: 'taken', fields });
  for (const [name, field] of Object.entries(place.resource.fields)) {
    if (field.type !== 'reference' && field.type !== 'references') continue;
    const key = await missingKey(db, tableReferredTo(place.feature, field), values[name]);
    if (key !== undefined) found.push({ kind: 'refers-to-none', field: name, key });
  }
  return found;
}

/** The same of what is unique, before it is written, and of fields that are open to everybody. */
export async function findTaken(
  db: Kysely<DeclaredTables>,
  place: ResourcePlace,
  values: Values,
  ownId?: number,
): Promise<readonly OneConflict[]> {
  const { fields: declared } = place.resource;
  const open = uniqueSets(place).filter((fields) =>
    fields.every((name) => declared[name]?.access === undefined),
  );
  const found: OneConflict[] = [];
  for (const fields of open) {
    const isWhole = ownId !== undefined || fields.every((name) => Object.hasOwn(values, name));
    if (isWhole && (await isTaken(db, place, { fields, values, ownId })))
      found.push({ kind: 'taken', fields });
  }
  return found;
}

/** The first of one key or several that no row of the table has. */
async function missingKey(
  db: Kysely<DeclaredTables>,
  table: string,
  said: unknown,
): Promise<number | undefined> {
  const keys = [said].flat().filter((key) => typeof key === 'number');
  if (keys.length === 0) return undefined;
  const rows = await db.selectFrom(table).select('id').where('id', 'in', keys).execute();
  const there = new Set(rows.map(({ id }) => Number(id)));
  return keys.find((key) => !there.has(key));
}

function uniqueSets({ resource }: ResourcePlace): readonly (readonly string[])[] {
  const { fields, uniqueTogether = [] } = resource;
  const alone = Object.entries(fields).filter(([, field]) => field.unique);
  return [...alone.map(([name]) => [name]), ...uniqueTogether];
}

interface Candidate {
  readonly fields: readonly string[];
  readonly values: Values;
  readonly ownId: number | undefined;
}

async function isTaken(
  db: Kysely<DeclaredTables>,
  { feature, resource }: ResourcePlace,
  { fields, values, ownId }: Candidate,
): Promise<boolean> {
  const known = fields.filter((name) => Object.hasOwn(values, name));
  if (known.length === 0) return false;
  const table = tableNameOf(feature, resource);
  const own = ownId === undefined ? undefined : await rowOf(db, table, ownId);
  const same = fields.reduce((query, name) => {
    const field = resource.fields[name];
    const column = columnOf(resource.fields, name);
    const isSent = Object.hasOwn(values, name) && field !== undefined && field.type !== 'references';
    return query.where(column, '=', isSent ? toColumn(field, values[name]) : own?.[column]);
  }, db.selectFrom(table).select('id'));
  const others = ownId === undefined ? same : same.where('id', '!=', ownId);
  return (await others.executeTakeFirst()) !== undefined;
}

async function rowOf(db: Kysely<DeclaredTables>, table: string, id: number) {
  return await db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst();
}
