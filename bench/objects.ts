import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '../packages/stagedoor/dist/database.js';
import {
  createStagedoor,
  defineFeature,
  definePermission,
  defineResource,
} from '../packages/stagedoor/dist/index.js';
import { median } from './load.ts';

/** What one call takes, in milliseconds of the clock. */
export interface ObjectTimes {
  /** Keys alone, by `objectsFor`. */
  readonly page: Readonly<Record<string, number>>;
  /** Rows of the resource, by its policy. */
  readonly list: Readonly<Record<string, number>>;
  readonly check: number;
}

const TRIES = 200;
const GROUPS = 10;
const view = definePermission('desk', 'view_paper');

const paper = defineResource({
  name: 'paper',
  fields: { title: { type: 'text', max: 100 }, place: { type: 'integer', index: true } },
  order: ['place'],
  access: { granted: 'view_paper' },
});

const desk = defineFeature({
  name: 'desk',
  resources: [paper],
  migrations: [
    {
      name: '0001_initial',
      operations: [
        {
          kind: 'create-table',
          table: 'desk_paper',
          state: { columns: { title: { type: 'text' }, place: { type: 'integer', index: true } } },
        },
      ],
    },
  ],
  objectPermissions: [
    { table: 'desk_paper', permissions: ['view_paper'], orderBy: { column: 'place', type: 'integer' } },
  ],
  stores: ({ db, dialect }) => ({
    dialect,
    run: async (statement: string) => void (await sql.raw(statement).execute(db)),
  }),
  useCases: ({ stores }) => stores,
});

/**
 * A page of 50 of so many objects, for who was granted few, many and none of them, and the check of one; `url` is a PostgreSQL of its
 * own, or null for SQLite.
 */
export async function measureObjects(url: string | null, objects: number): Promise<ObjectTimes> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-objects-'));
  const env = {
    DATA_DIR: directory,
    LOG_LEVEL: 'error',
    MAIL_URL: 'smtp://127.0.0.1:9',
    ...(url && { DATABASE_URL: url }),
  };
  const stagedoor = await createStagedoor({ env, features: [desk] });
  await stagedoor.migrations.apply();
  const { useCases } = stagedoor;
  const { dialect, run } = stagedoor.features.desk;
  const series = (count: number) =>
    dialect === 'sqlite'
      ? `(with recursive s (n) as (select 1 union all select n + 1 from s where n < ${count}) select n from s)`
      : `generate_series(1, ${count}) as x (n)`;
  // In steps, as a statement of a request has its time.
  for (let from = 0; from < objects; from += 10_000) {
    const count = Math.min(10_000, objects - from);
    await run(
      `insert into desk_paper (id, title, place) select n + ${from}, 'a paper', (n + ${from}) * 7 from ${series(count)}`,
    );
  }
  const grant = async (kind: number, subject: number, count: number) => {
    for (let from = 0; from < count; from += 5_000)
      await run(`insert into desk_paper_grant (permission_id, subject_kind, subject_id, object_id, order_place)
        select (select id from auth_permission where codename = 'view_paper'), ${kind}, ${subject}, o.id, o.place from desk_paper as o
        where o.id in (select (cast(n + ${from} as bigint) * 7919 + ${subject % 97}) % ${objects} + 1
          from ${series(Math.min(5_000, count - from))}) on conflict do nothing`);
  };
  for (let group = 1; group <= GROUPS; group += 1) {
    await run(`insert into auth_group (id, name) values (${group}, 'group ${group}')`);
    await grant(2, group, objects / 100);
  }
  const people = { few: 50, many: objects / 10, none: 0 };
  const page: Record<string, number> = {};
  const list: Record<string, number> = {};
  let check = 0;
  await run('analyze');
  for (const [name, count] of Object.entries(people)) {
    const { id: userId } = await useCases.user.create({ by: 'operator', username: name });
    await grant(1, userId, count);
    if (name === 'many')
      for (let group = 1; group <= GROUPS; group += 1)
        await run(`insert into auth_user_groups (user_id, group_id) values (${userId}, ${group})`);
    const { key } = await useCases.apiToken.issue({ userId, anew: true });
    const holder = await useCases.apiToken.findPrincipal({ kind: 'api-token', key });
    if ('refused' in holder) throw new Error('The token was refused.');
    const asked = { holder, permissions: [view.permission], limit: 50 };
    page[name] = await timeOf(() => useCases.objectPermission.objectsFor(asked));
    list[name] = await timeOf(() => stagedoor.rows(paper, holder).list({ limit: 50 }));
    const one = { principal: holder, permission: view.permission, object: { type: 'desk.paper', id: 7_920 } };
    check = Math.max(check, await timeOf(() => useCases.objectPermission.has(one)));
  }
  await stagedoor.close();
  rmSync(directory, { recursive: true });
  return { page, list, check };
}

async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const startedAt = performance.now();
    await call();
    // The first ones are for the compiler.
    if (tries >= TRIES / 4) times.push(performance.now() - startedAt);
  }
  return median(times);
}
