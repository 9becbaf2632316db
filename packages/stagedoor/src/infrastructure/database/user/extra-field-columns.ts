import { type Kysely, sql } from 'kysely';
import type { ExtraField, ExtraFields } from '../../../core/user/extra-field.ts';
import { extraFieldProblems } from '../../../core/user/extra-field-problems.ts';
import type { OpenDatabase } from '../database.ts';
import { DatabaseProblem } from '../database-problem.ts';
import type { Dialect } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { tablesHere } from '../tables-here.ts';

/** The type of a field's column. Lengths and choices are kept by the interfaces, so that they may change freely. */
const columnTypes: Record<ExtraField['type'], Record<Dialect, string>> = {
  text: { sqlite: 'text', postgres: 'text' },
  url: { sqlite: 'text', postgres: 'text' },
  choice: { sqlite: 'text', postgres: 'text' },
  integer: { sqlite: 'integer', postgres: 'bigint' },
  boolean: { sqlite: 'boolean', postgres: 'boolean' },
  date: { sqlite: 'text', postgres: 'date' },
  user: {
    sqlite: 'integer references auth_user (id) on delete set null',
    postgres: 'bigint references auth_user (id) on delete set null',
  },
};

/** @throws DatabaseProblem naming the field that cannot be a column of its own */
export function checkExtraFields(fields: ExtraFields): void {
  const [problem] = extraFieldProblems(fields);
  if (problem !== undefined) throw new DatabaseProblem(problem);
}

/**
 * Looks at an open database, migrated or not, before anything is served from it.
 *
 * @throws DatabaseProblem where a field is configured as a type that its column does not hold
 */
export async function checkExtraFieldTypes(
  { db, dialect }: OpenDatabase,
  fields: ExtraFields,
): Promise<void> {
  if (Object.keys(fields).length === 0 || !(await isMigrated(db))) return;
  const typeOf = await storedTypes(db);
  for (const [name, field] of Object.entries(fields)) {
    const type = columnTypes[field.type][dialect];
    refuseChangedType({ name, type, stored: typeOf.get(name) ?? type });
  }
}

/** Whether the table that keeps them is there. */
export async function isMigrated(db: Kysely<Tables>): Promise<boolean> {
  const tables = await tablesHere(db);
  return tables.some(({ name }) => name === 'stagedoor_extra_field');
}

/** The types of the columns that were added for extra fields, by name. */
export async function storedTypes(db: Kysely<Tables>): Promise<ReadonlyMap<string, string>> {
  const known = await db.selectFrom('stagedoor_extra_field').selectAll().execute();
  return new Map(known.map((row) => [row.name, row.type]));
}

/**
 * Adds the columns that are missing, each with its default for the users there are, and answers their names.
 * A column whose field is no longer configured stays: nothing is ever dropped.
 *
 * @throws DatabaseProblem where a field changed to a type that its column does not hold
 */
export async function addExtraFieldColumns(
  db: Kysely<Tables>,
  dialect: Dialect,
  fields: ExtraFields,
): Promise<readonly string[]> {
  const typeOf = await storedTypes(db);
  const columns = await ownColumns(db);
  const added: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const type = columnTypes[field.type][dialect];
    const stored = typeOf.get(name);
    if (stored !== undefined) refuseChangedType({ name, type, stored });
    else if (columns.has(name)) throw takenColumn(name, type);
    else {
      await addColumn(db, { name, type, field });
      added.push(name);
    }
  }
  return added;
}

async function ownColumns(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const users = (await tablesHere(db)).find((table) => table.name === 'auth_user');
  return new Set(users?.columns.map(({ name }) => name));
}

/** A column that somebody else made may hold anything, and nobody knows for whom. */
function takenColumn(name: string, type: string): DatabaseProblem {
  return new DatabaseProblem(
    `The extra field "${name}" has the name of a column that auth_user has already and that was not made for it. Give the field another name; or, if the column holds ${type} and is meant for it, say so: insert into stagedoor_extra_field (name, type) values ('${name}', '${type}').`,
  );
}

function refuseChangedType({ name, type, stored }: { name: string; type: string; stored: string }): void {
  if (type === stored) return;
  throw new DatabaseProblem(
    `The extra field "${name}" is configured as ${type}, but its column holds ${stored}. Give the field another name, or change column and stagedoor_extra_field by hand.`,
  );
}

async function addColumn(
  db: Kysely<Tables>,
  { name, type, field }: { name: string; type: string; field: ExtraField },
): Promise<void> {
  const fallback = 'default' in field ? sql` default ${sql.lit(field.default)}` : sql``;
  await sql`alter table auth_user add column ${sql.ref(name)} ${sql.raw(type)}${fallback}`.execute(db);
  // Whoever is deleted is looked for in it.
  if (field.type === 'user')
    await sql`create index ${sql.ref(`auth_user_${name}`)} on auth_user (${sql.ref(name)})`.execute(db);
  await db.insertInto('stagedoor_extra_field').values({ name, type }).execute();
}
