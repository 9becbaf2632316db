import { type Kysely, sql } from 'kysely';
import type { ExtraField, ExtraFields } from '../../core/user/extra-field.ts';
import type { OpenDatabase } from './database.ts';
import { DatabaseProblem } from './database-problem.ts';
import type { Tables, UserTable } from './tables.ts';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

// A record, so that a new column of the table cannot be forgotten here.
const ownColumns: Record<keyof UserTable, true> = {
  id: true,
  password: true,
  last_login: true,
  is_superuser: true,
  username: true,
  first_name: true,
  last_name: true,
  email: true,
  is_staff: true,
  is_active: true,
  date_joined: true,
  username_key: true,
  security_version: true,
  row_version: true,
  must_change_password: true,
  language: true,
};

/** The type of a field's column. Lengths and choices are kept by the doors, so that they may change freely. */
const columnTypes: Record<ExtraField['type'], Record<OpenDatabase['dialect'], string>> = {
  text: { sqlite: 'text', postgres: 'text' },
  choice: { sqlite: 'text', postgres: 'text' },
  integer: { sqlite: 'integer', postgres: 'bigint' },
  boolean: { sqlite: 'boolean', postgres: 'boolean' },
  date: { sqlite: 'text', postgres: 'date' },
};

/** @throws DatabaseProblem naming the field whose name cannot be that of a column */
export function checkExtraFieldNames(fields: ExtraFields): void {
  for (const name of Object.keys(fields)) {
    if (!NAME.test(name)) {
      throw new DatabaseProblem(
        `The extra field "${name}" cannot be a column: use up to 63 of a-z, 0-9 and _, starting with a letter.`,
      );
    }
    if (Object.hasOwn(ownColumns, name)) {
      throw new DatabaseProblem(
        `The extra field "${name}" has the name of a column that every user has. Rename it.`,
      );
    }
  }
}

/**
 * Adds the columns that are missing, each with its default for the users there are, and answers their names.
 * A column whose field is no longer configured stays: nothing is ever dropped.
 *
 * @throws DatabaseProblem where a field changed to a type that its column does not hold
 */
export async function addExtraFieldColumns(
  db: Kysely<Tables>,
  dialect: OpenDatabase['dialect'],
  fields: ExtraFields,
): Promise<readonly string[]> {
  const known = await db.selectFrom('stagedoor_extra_field').selectAll().execute();
  const typeOf = new Map(known.map((row) => [row.name, row.type]));
  const added: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const type = columnTypes[field.type][dialect];
    const stored = typeOf.get(name);
    if (stored !== undefined) refuseChangedType({ name, type, stored });
    else {
      await addColumn(db, { name, type, field });
      added.push(name);
    }
  }
  return added;
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
  await db.insertInto('stagedoor_extra_field').values({ name, type }).execute();
}
