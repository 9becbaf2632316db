import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Condition } from '../../../../src/core/policy/condition.ts';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { defineResource, wholeOrder } from '../../../../src/resource/resource.ts';
import type {
  ResourceStore,
  RowPosition,
  RowQuery,
  StoredRow,
} from '../../../../src/resource/resource-store.ts';
import { addProjects, makeProjectTables, projects } from '../../../support/projects.ts';
import { statementsOf } from '../../../support/statements-of.ts';
import { addUser } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const OBJECTS = 24;
/** More than are looked up by themselves. */
const MANY = 2_200;
const GROUPS = [1, 2];
const project = defineResource({
  name: 'project',
  fields: { title: { type: 'text', max: 20, nullable: true }, created_at: { type: 'moment' } },
  access: { granted: 'view_project' },
});

describe.each(['sqlite', 'postgres'] as const)('on %s rows that somebody was granted', (kind) => {
  const stores = storesUnderTest(kind);
  let database: OpenDatabase;
  let rows: ResourceStore;
  const people = { own: 0, busy: 0, stranger: 0 };

  beforeAll(async () => {
    const { database: opened } = stores();
    if (opened === null) throw new Error('There is a database.');
    database = opened;
    await makeProjectTables(database);
    rows = createResourceStore(database, { feature: 'tests', resource: project }, { objects: projects });
    for (const name of ['own', 'busy', 'stranger'] as const) people[name] = await addUser(stores());
    for (const id of [people.own, people.busy])
      await stores().giveAccess(id, {
        groups: GROUPS.map((group) => ({ id: group, name: `group ${group}` })),
      });
    await addProjects(database, OBJECTS + MANY);
    await sql`update tests_project set title = case id % 3 when 0 then 'red' when 1 then 'blue' end`.execute(
      database.db,
    );
    // Some of the same moment, so that the key decides.
    await sql`update tests_project set created_at = (select min(created_at) from tests_project) where id % 4 = 0`.execute(
      database.db,
    );
  });

  const give = async ({ who, ids, codename = 'view_project' }: Given) =>
    await stores().objectGrants.add(projects, {
      codename,
      subject:
        who === null
          ? { kind: 'anonymous', id: 0 }
          : { kind: GROUPS.includes(who) ? 'group' : 'user', id: who },
      objectIds: ids,
    });

  /** Asked of each row by itself. */
  async function plainly(condition: Condition, order: readonly string[]): Promise<readonly number[]> {
    const all = await rows.list({ order, limit: 10_000 });
    const found: number[] = [];
    for (const { id } of all) if ((await rows.find(id, condition)) !== null) found.push(id);
    return found;
  }

  async function walk(query: RowQuery, by: 'offset' | 'cursor'): Promise<readonly number[]> {
    const found: StoredRow[] = [];
    for (;;) {
      const last = found.at(-1);
      const from: RowPosition | undefined =
        by === 'cursor' && last
          ? { side: 'after', values: wholeOrder(query.order).map(({ field }) => last[field]) }
          : undefined;
      const page = await rows.list({ ...query, ...(from ? { from } : { offset: found.length }) });
      found.push(...page);
      if (page.length < query.limit) return found.map(({ id }) => id);
    }
  }

  const orders = [['-created_at'], ['created_at', '-id'], ['-created_at', '-id'], [], ['-id'], ['title']];
  const cases = fc.record({
    grants: fc.array(
      fc.record({
        who: fc.constantFrom<string | number>('own', 'own', 'anonymous', ...GROUPS),
        id: fc.integer({ min: 1, max: OBJECTS }),
        codename: fc.constantFrom('view_project', 'change_project'),
      }),
      { minLength: 10, maxLength: 40 },
    ),
    asker: fc.constantFrom('own', 'stranger', 'anonymous'),
    order: fc.constantFrom(...orders),
    limit: fc.integer({ min: 1, max: 9 }),
  });
  const idOf = (who: string | number) =>
    typeof who === 'number' ? who : who === 'anonymous' ? null : people[who as 'own'];

  test('come alike where there are many', async () => {
    const granted = Array.from({ length: MANY }, (_, n) => OBJECTS + n + 1);
    await give({ who: people.busy, ids: granted });
    const seenBy = {
      kind: 'granted',
      negated: false,
      permission: 'view_project',
      userId: people.busy,
    } as const;
    for (const order of [['-created_at'], ['id'], ['title']]) {
      const all = await rows.list({ order, limit: 10_000 });
      const expected = all.map(({ id }) => id).filter((id) => id > OBJECTS);
      const page = await rows.list({ seenBy, order, limit: 50, offset: 1_200 });
      expect(page.map(({ id }) => id)).toEqual(expected.slice(1_200, 1_250));
    }
    expect(await rows.count({ seenBy, cap: 5_000 })).toBe(MANY);
    expect(await rows.count({ seenBy, cap: 100 })).toBe(100);
  });

  // What the planner of SQLite says holds for the shape of the statement, whatever the rows.
  if (kind === 'sqlite')
    test('are looked up where there are few, and the table is not walked', async () => {
      await give({ who: people.own, ids: [3, 1_000] });
      const seenBy = {
        kind: 'granted',
        negated: false,
        permission: 'view_project',
        userId: people.own,
      } as const;
      const asks: readonly (() => Promise<unknown>)[] = [
        () => rows.list({ seenBy, order: ['-created_at'], limit: 50 }),
        () => rows.list({ seenBy, order: ['title'], limit: 50 }),
        () => rows.list({ seenBy: { kind: 'all', of: [seenBy, isRed] }, limit: 50 }),
        () => rows.count({ seenBy, cap: 1_000 }),
      ];
      for (const ask of asks) {
        const [read] = (await statementsOf(ask)).filter((text) => text.includes('from "tests_project"'));
        const plan = await sql<{
          detail: string;
        }>`explain query plan ${sql.raw((read ?? '').replaceAll('?', '1'))}`.execute(database.db);
        expect(
          plan.rows.map(({ detail }) => detail).filter((detail) => /^SCAN tests_project\b(?!_)/.test(detail)),
        ).toEqual([]);
        expect(plan.rows.some(({ detail }) => detail.startsWith('SEARCH tests_project USING'))).toBe(true);
      }
    });

  async function expectAlike(seenBy: Condition, order: readonly string[], limit: number) {
    const expected = await plainly(seenBy, order);
    for (const by of ['offset', 'cursor'] as const)
      expect(await walk({ seenBy, order, limit }, by)).toEqual(expected);
    expect(await rows.count({ seenBy, cap: 1_000 })).toBe(expected.length);
    const filters = [{ field: 'title', lookUp: 'exact', value: 'red' }] as const;
    const red = expected.filter((id) => id % 3 === 0);
    expect(await walk({ seenBy, order, limit, filters }, 'cursor')).toEqual(red);
    expect(await rows.count({ seenBy, filters, cap: 1_000 })).toBe(red.length);
  }

  test('come in every order, page for page, as each by itself is judged', async () => {
    await sql`delete from tests_project where id > ${OBJECTS}`.execute(database.db);
    await fc.assert(
      fc.asyncProperty(cases, async ({ grants, asker, order, limit }) => {
        await sql`delete from tests_project_grant`.execute(database.db);
        for (const { who, id, codename } of grants) await give({ who: idOf(who), ids: [id], codename });
        const granted = {
          kind: 'granted',
          negated: false,
          permission: 'view_project',
          userId: idOf(asker),
        } as const;
        for (const shape of shapes) await expectAlike(shape(granted), order, limit);
      }),
      { numRuns: kind === 'sqlite' ? 12 : 3 },
    );
  }, 60_000);
});

interface Given {
  readonly who: number | null;
  readonly ids: readonly number[];
  readonly codename?: string;
}

type Shape = (granted: Extract<Condition, { kind: 'granted' }>) => Condition;
const isRed = { kind: 'equals', field: 'title', value: 'red', negated: false } as const;
const shapes: readonly Shape[] = [
  (granted) => granted,
  (granted) => ({ ...granted, negated: true }),
  (granted) => ({ kind: 'any', of: [granted, isRed] }),
  (granted) => ({ kind: 'all', of: [granted, { ...isRed, negated: true }] }),
];
