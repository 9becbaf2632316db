import { sql } from 'kysely';
import type { ForeignGrant } from '../../../core/object-permission/adopt-grants.ts';
import type { OpenDatabase } from '../database.ts';
import { DatabaseProblem } from '../database-problem.ts';
import { tablesHere } from '../tables-here.ts';

const ROWS_AT_ONCE = 5_000;

interface Row {
  readonly id: number;
  readonly app: string;
  readonly model: string;
  readonly codename: string;
  readonly holder: number;
  readonly username: string | null;
  readonly object_pk: string;
}

const tables = {
  user: { table: 'guardian_userobjectpermission', column: 'user_id' },
  group: { table: 'guardian_groupobjectpermission', column: 'group_id' },
} as const;

/**
 * What is in guardian's two tables, kept beside ours, some thousand rows at a time. Their permissions and content types are those of
 * `auth_permission` and `django_content_type`, which came over with their ids. What was given to the user `anonymous` is what whoever is not
 * logged in may; null where there is no such user.
 *
 * @throws DatabaseProblem where there are no such tables
 */
export async function* readGuardian(
  { db }: OpenDatabase,
  anonymous: string | null,
): AsyncGenerator<readonly ForeignGrant[]> {
  const found = new Set((await tablesHere(db)).map(({ name }) => name));
  for (const { table } of Object.values(tables)) {
    if (!found.has(table)) throw new DatabaseProblem(`There is no table ${table}.`);
  }
  for (const kind of ['user', 'group'] as const) {
    for (let after = 0; ; ) {
      const rows = await readRows(db, kind, after);
      yield rows.map((row) => grantOf(row, kind, anonymous));
      const last = rows.at(-1);
      if (rows.length < ROWS_AT_ONCE || last === undefined) break;
      after = last.id;
    }
  }
}

/** A permission of another model than the object's is none: guardian itself refuses it in Python, and its tables do not. */
async function readRows(
  db: OpenDatabase['db'],
  kind: keyof typeof tables,
  after: number,
): Promise<readonly Row[]> {
  const { table, column } = tables[kind];
  const holder = sql.ref(`g.${column}`);
  const person = kind === 'user' ? sql`left join auth_user as u on u.id = g.user_id` : sql``;
  const { rows } = await sql<Row>`
    select g.id, t.app_label as app, t.model, case when p.content_type_id = t.id then p.codename else '' end as codename, ${holder} as holder, g.object_pk,
      ${kind === 'user' ? sql`u.username` : sql`null`} as username
    from ${sql.table(table)} as g
    join auth_permission as p on p.id = g.permission_id
    join django_content_type as t on t.id = g.content_type_id ${person}
    where g.id > ${after} order by g.id limit ${ROWS_AT_ONCE}`.execute(db);
  return rows;
}

function grantOf(
  { app, model, codename, holder, username, object_pk }: Row,
  kind: keyof typeof tables,
  anonymous: string | null,
): ForeignGrant {
  const ofUser = username !== null && username === anonymous ? ('anonymous' as const) : { userId: holder };
  return {
    app,
    model,
    codename,
    holder: kind === 'user' ? ofUser : { groupId: holder },
    objectKey: object_pk,
  };
}
