import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type {
  GrantQuestion,
  ObjectCursor,
  ObjectPage,
  ObjectPageQuery,
} from '../../../../src/core/object-permission/object-grant-store.ts';
import type { Subject } from '../../../../src/core/object-permission/subject.ts';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { countGranted } from '../../../../src/infrastructure/database/object-permission/count-granted.ts';
import {
  findFew,
  listGranted,
  pageOf,
  sortFew,
  walkObjects,
} from '../../../../src/infrastructure/database/object-permission/list-granted.ts';
import { mergeGrants } from '../../../../src/infrastructure/database/object-permission/merge-grants.ts';
import { Ordering } from '../../../../src/infrastructure/database/object-permission/object-order.ts';
import type { Tables } from '../../../../src/infrastructure/database/tables.ts';
import { makeProjectTables, projects } from '../../../support/projects.ts';
import { addUser } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const OBJECTS = 40;
const GROUPS = [1, 2, 3];
const codenames = projects.permissions.map(({ codename }) => codename);

describe.each(['sqlite', 'postgres'] as const)('%s lists of what was granted', (kind) => {
  const stores = storesUnderTest(kind);
  let database: OpenDatabase;
  let user: number;

  beforeAll(async () => {
    const { database: opened } = stores();
    if (opened === null) throw new Error('There is a database.');
    database = opened;
    await makeProjectTables(database);
    user = await addUser(stores());
    await stores().giveAccess(user, { groups: GROUPS.map((id) => ({ id, name: `group ${id}` })) });
  });
  afterEach(async () => {
    await sql`delete from tests_project`.execute(database.db);
  });

  const subject = fc.constantFrom<Subject['kind'] | number>('user', 'anonymous', ...GROUPS);
  const grant = fc.record({
    codename: fc.constantFrom(...codenames),
    subject,
    objectId: fc.integer({ min: 1, max: OBJECTS }),
  });
  const cases = fc.record({
    // Few moments, so that many are alike and the key decides.
    moments: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: OBJECTS, maxLength: OBJECTS }),
    grants: fc.array(grant, { maxLength: 120 }),
    asked: fc.uniqueArray(fc.constantFrom(...codenames), { minLength: 1 }),
    match: fc.constantFrom<'all' | 'any'>('all', 'any'),
    subjects: fc.uniqueArray(subject),
    order: fc.constantFrom<'default' | 'key'>('default', 'key'),
    limit: fc.integer({ min: 1, max: 12 }),
  });
  const subjectOf = (who: Subject['kind'] | number): Subject =>
    typeof who === 'number' ? { kind: 'group', id: who } : { kind: who, id: who === 'user' ? user : 0 };

  async function fill(
    moments: readonly number[],
    grants: (typeof grant extends fc.Arbitrary<infer One> ? One : never)[],
  ) {
    await sql`delete from tests_project`.execute(database.db);
    for (const [index, moment] of moments.entries()) {
      const at = new Date(Date.UTC(2026, 0, 1) + moment * 1_000);
      const value = kind === 'sqlite' ? sql`${at.toISOString()}` : sql`${at}`;
      await sql`insert into tests_project (id, created_at) values (${index + 1}, ${value})`.execute(
        database.db,
      );
    }
    for (const { codename, subject: who, objectId } of grants)
      await stores().objectGrants.add(projects, { codename, subject: subjectOf(who), objectIds: [objectId] });
  }

  /** The plain question, as nobody would ask it of a million rows. */
  async function plainly({ codenames: asked, match, subjects }: GrantQuestion, order: 'default' | 'key') {
    const held = await stores().objectGrants.listHeld(projects, {
      objectIds: Array.from({ length: OBJECTS }, (_, index) => index + 1),
      subjects,
    });
    const holds = (id: number, codename: string) =>
      held.some((one) => one.objectId === id && one.codename === codename);
    const by = order === 'key' ? sql`id` : sql`created_at desc, id desc`;
    const { rows } = await sql<{ id: number }>`select id from tests_project order by ${by}`.execute(
      database.db,
    );
    return rows
      .map(({ id }) => id)
      .filter((id) =>
        match === 'all'
          ? asked.every((codename) => holds(id, codename))
          : asked.some((codename) => holds(id, codename)),
      );
  }

  async function walkPages(
    read: (page: ObjectPageQuery) => Promise<ObjectPage>,
    start: Omit<ObjectPageQuery, 'after'>,
  ) {
    const found: number[] = [];
    let after: ObjectCursor | null = null;
    for (let pages = 0; pages < 3 * OBJECTS; pages += 1) {
      const { ids, next }: ObjectPage = await read({ ...start, after });
      expect(ids.length).toBeLessThanOrEqual(start.limit);
      found.push(...ids);
      if (next === null) return found;
      after = next;
    }
    throw new Error('The pages have no end.');
  }

  test('are the same rows by each way, page for page, as by the plain question', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ moments, grants, asked, match, subjects, order, limit }) => {
        await fill(moments, grants);
        const question: GrantQuestion = { codenames: asked, match, subjects: subjects.map(subjectOf) };
        const expected = await plainly(question, order);
        const listed = (page: ObjectPageQuery) => ({
          context: database,
          type: projects,
          page,
          ordering: new Ordering(projects, order, kind),
        });
        const chosen = await walkPages((page) => listGranted(database, { type: projects, question, page }), {
          order,
          limit,
        });
        expect(chosen).toEqual(expected);
        expect(await countGranted(database, { type: projects, question, most: 5 })).toBe(
          Math.min(5, expected.length),
        );
        if (subjects.length === 0) return;
        const walked = await walkPages((page) => walkObjects(listed(page), question, 7), { order, limit });
        expect(walked).toEqual(expected);
        const few = (await findFew(database, projects, question)) ?? [];
        const sorted = await walkPages(
          async (page) => pageOf(await sortFew(listed(page), question, few), page),
          {
            order,
            limit,
          },
        );
        expect(sorted).toEqual(expected);
        if (match === 'all' && asked.length > 1) return;
        // With plans that are kept, and without, as inside a transaction.
        const merge = (db: Kysely<Tables>) =>
          walkPages(
            async (page) =>
              pageOf(await mergeGrants({ ...listed(page), context: { db, dialect: kind } }, question), page),
            { order, limit },
          );
        expect(await merge(database.db)).toEqual(expected);
        expect(await database.db.transaction().execute(merge)).toEqual(expected);
      }),
      { numRuns: kind === 'sqlite' ? 60 : 15 },
    );
  }, 60_000);

  test('take more subjects than a statement has arms or parameters', async () => {
    await fill(
      [1, 2, 3],
      [
        { codename: 'view_project', subject: 2, objectId: 2 },
        { codename: 'view_project', subject: 'user', objectId: 1 },
      ],
    );
    const many = Array.from({ length: 40_000 }, (_, index): Subject => ({ kind: 'group', id: index + 2 }));
    const question: GrantQuestion = {
      codenames: ['view_project'],
      match: 'all',
      subjects: [subjectOf('user'), ...many],
    };
    const page = { order: 'default', after: null, limit: 10 } as const;
    expect((await listGranted(database, { type: projects, question, page })).ids).toEqual([2, 1]);
  });
});
