import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Subject } from '../../../../src/core/object-permission/subject.ts';
import { makeProjectTables, projects } from '../../../support/projects.ts';
import { addUser } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const OBJECTS = 5_000;
/** Of each statement PostgreSQL plans so many runs for their values, before it compares. */
const PLANNED_ANEW = 5;

const stores = storesUnderTest('postgres');

test('PostgreSQL plans a page of what was granted, and the check of one, once for all sizes and people', async () => {
  const { database } = stores();
  if (database === null) throw new Error('There is a database.');
  await makeProjectTables(database);
  const userId = await addUser(stores());
  const groups = [1, 2, 3].map((id) => ({ id, name: `group ${id}` }));
  await stores().giveAccess(userId, { groups });
  const subjects: Subject[] = [
    { kind: 'user', id: userId },
    ...groups.map(({ id }) => ({ kind: 'group', id }) as const),
  ];
  await sql`insert into tests_project (id, created_at)
    select n, timestamptz '2026-01-01' + n * interval '1 minute' from generate_series(1, ${sql.lit(OBJECTS)}) as x (n)`.execute(
    database.db,
  );
  const objectIds = Array.from({ length: OBJECTS }, (_, index) => index + 1);
  for (const subject of subjects)
    await stores().objectGrants.add(projects, { codename: 'view_project', subject, objectIds });
  await sql`analyze`.execute(database.db);
  const limits = [50, 40, 50, 45, 50, 30, 50, 50];
  for (const limit of limits) {
    const question = { codenames: ['view_project'], match: 'all', subjects } as const;
    const page = { order: 'default', after: null, limit } as const;
    expect((await stores().objectGrants.listObjects(projects, question, page)).ids).toHaveLength(limit);
    expect(await stores().objectGrants.listHeld(projects, { objectIds: [limit], subjects })).toHaveLength(1);
  }
  const { rows } = await sql<{ anew: number; kept: number }>`
    select custom_plans as anew, generic_plans as kept from pg_prepared_statements
    where statement like '%tests_project_grant%'`.execute(database.db);
  const plans = { anew: PLANNED_ANEW, kept: limits.length - PLANNED_ANEW };
  expect(rows.map(({ anew, kept }) => ({ anew: Number(anew), kept: Number(kept) }))).toEqual([plans, plans]);
});
