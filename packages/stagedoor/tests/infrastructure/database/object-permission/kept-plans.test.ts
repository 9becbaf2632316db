import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Stores } from '../../../../src/core/dependencies.ts';
import type { Subject } from '../../../../src/core/object-permission/subject.ts';
import type { Condition } from '../../../../src/core/policy/condition.ts';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { connectionOf } from '../../../../src/infrastructure/database/stores.ts';
import { defineResource } from '../../../../src/resource/resource.ts';
import { makeProjectTables, projects } from '../../../support/projects.ts';
import { addUser } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const OBJECTS = 5_000;
/** Of each statement PostgreSQL plans so many runs for their values, before it compares. */
const PLANNED_ANEW = 5;

const project = defineResource({
  name: 'project',
  fields: { created_at: { type: 'moment' } },
  access: { granted: 'view_project' },
});

const stores = storesUnderTest('postgres');
let database: OpenDatabase;
let subjects: readonly Subject[];
let seenBy: Condition;

beforeAll(async () => {
  const { database: opened } = stores();
  if (opened === null) throw new Error('There is a database.');
  database = opened;
  await makeProjectTables(database);
  const userId = await addUser(stores());
  const groups = [1, 2, 3].map((id) => ({ id, name: `group ${id}` }));
  await stores().giveAccess(userId, { groups });
  subjects = [{ kind: 'user', id: userId }, ...groups.map(({ id }) => ({ kind: 'group', id }) as const)];
  seenBy = { kind: 'granted', permission: 'tests.view_project', userId, negated: false };
  await sql`alter table tests_project add column row_version bigint not null default 1`.execute(database.db);
  await sql`insert into tests_project (id, created_at)
    select n, timestamptz '2026-01-01' + n * interval '1 minute' from generate_series(1, ${sql.lit(OBJECTS)}) as x (n)`.execute(
    database.db,
  );
  const objectIds = Array.from({ length: OBJECTS }, (_, index) => index + 1);
  for (const subject of subjects)
    await stores().objectGrants.add(projects, { codename: 'view_project', subject, objectIds });
  await sql`analyze`.execute(database.db);
});

async function plansLike(statement: string) {
  const { rows } = await sql<{ anew: number; kept: number }>`
    select custom_plans as anew, generic_plans as kept from pg_prepared_statements
    where statement like ${statement}`.execute(database.db);
  return rows.map(({ anew, kept }) => ({ anew: Number(anew), kept: Number(kept) }));
}

test('PostgreSQL plans a page of what was granted, and the check of one, once for all sizes and people', async () => {
  const limits = [50, 40, 50, 45, 50, 30, 50, 50];
  for (const limit of limits) {
    const question = { codenames: ['view_project'], match: 'all', subjects } as const;
    const page = { order: 'default', after: null, limit } as const;
    expect((await stores().objectGrants.listObjects(projects, question, page)).ids).toHaveLength(limit);
    expect(await stores().objectGrants.listHeld(projects, { objectIds: [limit], subjects })).toHaveLength(1);
  }
  const plans = { anew: PLANNED_ANEW, kept: limits.length - PLANNED_ANEW };
  expect(await plansLike('%tests_project_grant%')).toEqual([plans, plans]);
});

test('a list by one grant keeps its plan, is read again where its table has a column more, and never beside a transaction', async () => {
  const list = async (over: Stores = stores()) => {
    const place = { feature: 'tests', resource: project };
    const rows = createResourceStore(connectionOf(over) as never, place, { objects: projects });
    return (await rows.list({ seenBy, limit: 51 })).length;
  };
  for (let time = 0; time < 8; time += 1) expect(await list()).toBe(51);
  const [plans] = await plansLike('%from "tests_project" where%');
  expect(plans).toEqual({ anew: PLANNED_ANEW, kept: 8 - PLANNED_ANEW });
  await sql`alter table tests_project add column note text`.execute(database.db);
  expect(await stores().transact((inside) => list(inside))).toBe(51);
  expect(await list()).toBe(51);
  expect(await list()).toBe(51);
  await expect(stores().transact(() => list())).rejects.toThrow(
    'Inside transact, use the stores that it hands over.',
  );
});
