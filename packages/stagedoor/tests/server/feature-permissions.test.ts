import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { json, Type } from '../../src/api/index.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { definePermission, defineTexts } from '../../src/index.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { openTestSite } from '../../src/testing/index.ts';
import { databases } from '../support/databases.ts';

const texts = defineTexts('desk', { en: { may: 'Can open the desk' }, es: { may: 'Puede abrir' } });
const openDesk = definePermission('desk', 'open_desk');

/** A feature that calls its permission as the desk does. */
const shelfTexts = defineTexts('shelf', { en: { may: 'Can open the shelf' }, es: { may: 'Puede abrir' } });
const openShelf = definePermission('shelf', 'open_desk');
const shelf = defineFeature({
  name: 'shelf',
  texts: shelfTexts,
  permissions: [openShelf.describedAs(shelfTexts.keys.may)],
  api: () => [
    defineApiRoute({
      name: 'shelf',
      method: 'GET',
      path: '/api/shelf/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'none',
      personalTokens: true,
      needs: { permission: openShelf.permission },
      operation: 'openShelf',
      summary: 'Open the shelf.',
      responses: { 200: Type.Object({ open: Type.Boolean() }) },
      handler: async () => json({ open: true }),
    }),
  ],
});

function deskWith(permission: string) {
  return defineFeature({
    name: 'desk',
    texts,
    permissions: [openDesk.describedAs(texts.keys.may)],
    api: () => [
      defineApiRoute({
        name: 'desk',
        method: 'GET',
        path: '/api/desk/',
        issues: 'none',
        access: 'authenticated',
        csrf: 'none',
        personalTokens: true,
        needs: { permission },
        operation: 'openDesk',
        summary: 'Open the desk.',
        responses: { 200: Type.Object({ open: Type.Boolean() }) },
        handler: async () => json({ open: true }),
      }),
    ],
  });
}

describe.each(databases)('what a feature permits, on $database', ({ open }) => {
  test('is a row that migrate makes once, is pending before, and lets in whom it was given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-'));
    const { env, drop } = await open();
    const stagedoor = await createStagedoor({
      env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: folder, ...env },
      passwordHasher: { memoryCostKib: 64, timeCost: 1 },
      features: [deskWith(openDesk.permission)],
    });
    const pending = async () =>
      (await stagedoor.migrations.list())
        .filter(({ appliedAt }) => appliedAt === null)
        .map(({ name }) => name);
    expect(await pending()).toContain('desk.open_desk');
    expect(await stagedoor.migrations.apply()).toContain('auth_permission.desk.open_desk');
    expect(await stagedoor.migrations.apply()).toEqual([]);
    expect(await pending()).toEqual([]);

    const database = await openDatabase(stagedoor.config.databaseUrl.reveal());
    const rows = await database.db
      .selectFrom('auth_permission as permission')
      .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id')
      .select(['permission.id', 'permission.name', 'permission.codename'])
      .where('type.app_label', '=', 'desk')
      .execute();
    expect(rows.map(({ name, codename }) => [name, codename])).toEqual([['Can open the desk', 'open_desk']]);
    const { id: userId } = await stagedoor.useCases.user.create({ by: 'operator', username: 'ana' });
    const { key } = await stagedoor.useCases.apiToken.issue({ userId, anew: true });
    const app = createServer(stagedoor, { pages: false });
    const ask = async () =>
      (
        await app.inject({
          url: '/api/desk/',
          headers: { host: '127.0.0.1:8000', authorization: `Token ${key}` },
        })
      ).statusCode;
    expect(await ask()).toBe(403);
    await database.db
      .insertInto('auth_user_user_permissions')
      .values({ user_id: userId, permission_id: rows[0]?.id ?? 0 })
      .execute();
    await expect.poll(ask, { timeout: 5_000 }).toBe(200);
    await app.close();
    await database.close();
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });
});

test.each([
  // Before she has the other, so that the codename means the desk’s; a superuser has both from the start.
  ['whoever was given both', {}, 'open_desk'],
  ['a superuser', { isSuperuser: true, isStaff: true }, 'desk.open_desk'],
])(
  'a personal token of %s opens what it was made for, and nothing that another app calls alike',
  async (_, rank, permission) => {
    const site = await openTestSite({ features: [deskWith(openDesk.permission), shelf] });
    const ana = await site.createUser({ ...rank, permissions: ['desk.open_desk'] });
    const { headers } = await site.signInAs(ana);
    const payload = { name: 'Robot', permissions: [permission] };
    const url = '/api/users/me/tokens/';
    const made = await site.app.inject({ method: 'POST', url, headers: { ...headers }, payload });
    expect([made.statusCode, made.json().permissions]).toEqual([201, ['desk.open_desk']]);
    await site.stagedoor.useCases.permission.grant({
      by: 'operator',
      userId: ana.id,
      permission: 'shelf.open_desk',
    });
    const authorization = `Bearer ${made.json().token}`;
    const by = (shown: Readonly<Record<string, string>>) => async (path: string) =>
      (await site.app.inject({ url: path, headers: { host: headers.host ?? '', ...shown } })).statusCode;
    const open = by({ authorization });
    expect([await open('/api/desk/'), await open('/api/shelf/')]).toEqual([200, 403]);
    expect(await by({ cookie: headers.cookie ?? '' })('/api/shelf/')).toBe(200);
    await site.close();
  },
);

test('a route that needs a permission which its feature does not have does not start', async () => {
  const stagedoor = await createStagedoor({
    env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: 'sqlite::memory:' },
    features: [deskWith('desk.open_dest')],
  });
  expect(() => createServer(stagedoor)).toThrow('desk.open_dest, which is missing in permissions of desk');
  await stagedoor.close();
});

test('a permission of another feature, twice, or without words does not start', () => {
  const of = (permissions: readonly never[]) => () => defineFeature({ name: 'desk', texts, permissions });
  const said = openDesk.describedAs(texts.keys.may);
  expect(of([said, said] as never)).toThrow('permission open_desk is there twice');
  expect(of([definePermission('bar', 'open_bar').describedAs(texts.keys.may)] as never)).toThrow(
    "must be one of definePermission('desk', …)",
  );
  expect(of([openDesk.describedAs('desk.nothing' as never)] as never)).toThrow(
    'needs words out of its texts',
  );
  expect(() => definePermission('desk', 'Open')).toThrow('codename');
});
