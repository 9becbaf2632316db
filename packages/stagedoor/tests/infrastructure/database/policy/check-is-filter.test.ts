import fc from 'fast-check';
import { type Generated, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asker } from '../../../../src/core/policy/asker.ts';
import { decisionOf } from '../../../../src/core/policy/decide.ts';
import { definePolicies } from '../../../../src/core/policy/define-policies.ts';
import { fieldKindProblems } from '../../../../src/core/policy/field-kind-problems.ts';
import type { Policy, Scalar } from '../../../../src/core/policy/policy.ts';
import { policyProblems } from '../../../../src/core/policy/policy-problems.ts';
import { resolvePolicy } from '../../../../src/core/policy/resolve-policy.ts';
import { rowSatisfies } from '../../../../src/core/policy/row-satisfies.ts';
import type { Connection } from '../../../../src/infrastructure/database/connection.ts';
import { conditionFilter } from '../../../../src/infrastructure/database/policy/condition-filter.ts';
import { readFacts } from '../../../../src/infrastructure/database/policy/read-facts.ts';
import { type OpenStores, openStores } from '../../../support/open-stores.ts';
import { asking } from '../../../support/policy/askers.ts';

const ROWS = 40;
/** On PostgreSQL each costs ten times as much. */
const RUNS = { sqlite: 1_000, postgres: 150 } as const;
const fields = {
  author: 'integer',
  team: 'integer',
  state: 'text',
  pinned: 'boolean',
  published: 'other',
} as const;

type Tables = {
  policy_article: {
    id: Generated<number>;
    author: number | null;
    team: number | null;
    state: string | null;
    pinned: boolean | number | null;
    published: string | null;
  };
  policy_editor: { user_id: number; team: number | null; is_active: boolean | number };
  policy_grant: { user_id: number; article_id: number; permission: string };
};

const mine = definePolicies({ IsMine: { owner: 'author' }, IsPinned: { field: 'pinned', is: true } });

const ids = fc.integer({ min: 1, max: 4 });
const states = fc.constantFrom(
  'draft',
  'live',
  'Live',
  'live ',
  'ñandú',
  'n\u0303andú',
  '',
  '%',
  '1',
  'false',
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 });
const where = fc.constantFrom<Readonly<Record<string, Scalar | null>>>(
  {},
  { is_active: true },
  { is_active: false },
  { team: null },
  { team: 2 },
);
const ownRows = where.map((conditions) => ({ table: 'policy_editor', user: 'user_id', where: conditions }));

const leaf: fc.Arbitrary<Policy> = fc.oneof(
  fc.constantFrom<Policy>(
    { anyone: true },
    { authenticated: true },
    { staff: true },
    { superuser: true },
    { verified: true },
    { group: 'Editors' },
    { permission: 'blog.change_article' },
    { role: 'ADMIN' },
    { role: ['owner', 'admin'], organization: 'team' },
    { action: ['view', 'add'] },
    { owner: 'author' },
    { granted: 'change_article' },
    { field: 'published', is: null },
    mine.IsMine,
    mine.IsPinned,
  ),
  fc.record({ field: fc.constant('state'), is: maybe(states) }),
  fc.record({ field: fc.constant('team'), is: maybe(ids) }),
  fc.record({ field: fc.constant('pinned'), is: maybe(fc.boolean()) }),
  fc.record({ field: fc.constant('state'), in: fc.array(states, { minLength: 1, maxLength: 3 }) }),
  fc.record({ field: fc.constant('pinned'), in: fc.array(fc.boolean(), { minLength: 1, maxLength: 2 }) }),
  ownRows.map((own) => ({ field: 'team', in: { ...own, value: 'team' } })),
  ownRows.map((own) => ({ has: own })),
);

const { policy: policies } = fc.letrec<{ policy: Policy }>((tie) => {
  const several = fc.array(tie('policy'), { minLength: 1, maxLength: 3 });
  return {
    policy: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      several.map((all): Policy => ({ all })),
      several.map((any): Policy => ({ any })),
      tie('policy').map((not): Policy => ({ not })),
      tie('policy').map((policy): Policy => ({ policy, refusal: 'blog.no' })),
    ),
  };
});

const scopes = fc.constantFrom(
  undefined,
  undefined,
  { permissions: [], methods: 'write' } as const,
  { permissions: ['blog.change_article'], methods: 'read' } as const,
);
const beings = fc.record({
  id: ids,
  isActive: fc.constantFrom(true, true, true, false),
  isStaff: fc.boolean(),
  isSuperuser: fc.constantFrom(false, false, true),
  isVerified: fc.boolean(),
  groups: fc.subarray(['Editors', 'Authors']),
  permissions: fc.subarray(['blog.change_article', 'blog.delete_article']),
});
const roles = fc.array(
  fc.record({ role: fc.constantFrom('ADMIN', 'owner', 'admin'), organizationId: maybe(ids) }),
  { maxLength: 3 },
);
const askers: fc.Arbitrary<Asker> = fc
  .tuple(maybe(beings), scopes, roles, fc.constantFrom('view', 'change'))
  .map(([being, scope, held, action]) =>
    asking(being && { ...being, ...(scope === undefined ? {} : { scope }) }, { roles: held, action }),
  );

const articles = fc.array(
  fc.record({
    author: maybe(ids),
    team: maybe(ids),
    state: maybe(states),
    pinned: maybe(fc.boolean()),
    published: maybe(fc.constant('2026-03-01T12:00:00.000Z')),
  }),
  { minLength: ROWS, maxLength: ROWS },
);

describe.each(['sqlite', 'postgres'] as const)(
  'on %s, the check of a row and the filter of a list',
  (kind) => {
    let stores: OpenStores;
    let connection: Connection<Tables>;

    beforeAll(async () => {
      stores = await openStores(kind, { freshSchema: true });
      const { db, dialect } = stores.database ?? expect.unreachable();
      connection = { db: db.withTables<Tables>(), dialect } as never;
      const truth = kind === 'sqlite' ? 'integer' : 'boolean';
      const id = kind === 'sqlite' ? 'integer primary key' : 'bigint primary key';
      await stores.attack(`create table policy_article (id ${id}, author bigint, team bigint, state text,
      pinned ${truth}, published ${kind === 'sqlite' ? 'text' : 'timestamptz'})`);
      await stores.attack(
        `create table policy_editor (user_id bigint not null, team bigint, is_active ${truth} not null)`,
      );
      await stores.attack(
        'create table policy_grant (user_id bigint not null, article_id bigint not null, permission text not null)',
      );
      await fill(fc.sample(articles, { numRuns: 1, seed: 9 })[0] ?? []);
    });
    afterAll(() => stores.close());

    const truth = (value: boolean | null) => (kind === 'sqlite' && value !== null ? Number(value) : value);
    /** As visitors, too: guardian's AnonymousUser may have been given something. */
    const granted =
      (article: number | ReturnType<typeof sql.ref>) => (permission: string, userId: number | null) =>
        sql<boolean>`exists (select 1 from policy_grant as given where given.permission = ${permission}
      and given.user_id = ${userId ?? 0} and given.article_id = ${article})`;

    async function fill(rows: readonly Record<string, unknown>[]) {
      const { db } = connection;
      const made = rows.map((row, index) => ({
        ...row,
        id: index + 1,
        pinned: truth(row.pinned as boolean | null),
      }));
      await db
        .insertInto('policy_article')
        .values(made as never)
        .execute();
      const editors = [1, 2, 3].flatMap((user_id) =>
        [null, 1, user_id].map((team, index) => ({
          user_id,
          team,
          is_active: truth(index !== 1) as boolean,
        })),
      );
      await db.insertInto('policy_editor').values(editors).execute();
      const grants = [0, 1, 2].flatMap((user_id) =>
        [1, 2, 5, 8].map((article) => ({
          user_id,
          article_id: article + user_id,
          permission: 'change_article',
        })),
      );
      await db.insertInto('policy_grant').values(grants).execute();
    }

    async function answers(policy: Policy, asker: Asker) {
      const { db, dialect } = connection;
      const condition = resolvePolicy(policy, asker);
      const filter = conditionFilter(condition, {
        dialect,
        columnOf: (field) => `policy_article.${field}`,
        granted: granted(sql.ref('policy_article.id')),
      });
      const listed = await db.selectFrom('policy_article').select('id').where(filter).orderBy('id').execute();
      const checked: number[] = [];
      for (const row of await db.selectFrom('policy_article').selectAll().orderBy('id').execute()) {
        const facts = await readFacts(connection, [condition], {
          rows: [row],
          granted: granted(row.id),
        });
        if (rowSatisfies(condition, row, facts)) checked.push(row.id);
      }
      return { listed: listed.map(({ id }) => id), checked, decision: decisionOf(condition) };
    }

    test('answer alike for whatever policy, row and asker', { timeout: 120_000 }, async () => {
      const seen = new Set<string>();
      await fc.assert(
        fc.asyncProperty(policies, askers, async (policy, asker) => {
          expect(policyProblems(policy, 'it')).toEqual([]);
          expect(fieldKindProblems(policy, fields)).toEqual([]);
          const { listed, checked, decision } = await answers(policy, asker);
          expect(checked).toEqual(listed);
          if (decision === 'yes') expect(listed).toHaveLength(ROWS);
          if (decision === 'no') expect(listed).toEqual([]);
          seen.add(decision);
        }),
        { numRuns: RUNS[kind] },
      );
      expect(seen).toEqual(new Set(['yes', 'no', 'depends']));
    });

    test('give the opposite of each other’s opposite', { timeout: 120_000 }, async () => {
      const unscoped = askers.filter(({ principal }) => principal?.session?.scope == null);
      await fc.assert(
        fc.asyncProperty(policies, unscoped, async (policy, asker) => {
          const { listed } = await answers(policy, asker);
          const { listed: others } = await answers({ not: policy }, asker);
          expect([...listed, ...others].toSorted((one, other) => one - other)).toHaveLength(ROWS);
          expect(new Set([...listed, ...others]).size).toBe(ROWS);
        }),
        { numRuns: RUNS[kind] / 5 },
      );
    });
  },
);
