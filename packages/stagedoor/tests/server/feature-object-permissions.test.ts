import { describe, expect, test } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { json, Type } from '../../src/api/index.ts';
import type { Principal } from '../../src/core/session/session.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import type { ObjectPermissions } from '../../src/create-stagedoor/object-permissions.ts';
import { type Connection, columnTypes, type Generated } from '../../src/database.ts';
import { AccountsError, definePermission, defineTexts } from '../../src/index.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite } from '../../src/testing/index.ts';
import { databases } from '../support/databases.ts';

const texts = defineTexts('projects', {
  en: { view: 'Can view project', change: 'Can change project' },
  es: { view: 'Puede ver proyectos', change: 'Puede cambiar proyectos' },
});
const view = definePermission('projects', 'view_project');
const change = definePermission('projects', 'change_project');

type Tables = { projects_project: { id: Generated<number>; title: string; created_at: number } };

function projectStore({ db }: Connection) {
  const tables = db.withTables<Tables>();
  return {
    add: (title: string, created_at: number) =>
      tables
        .insertInto('projects_project')
        .values({ title, created_at })
        .returning('id')
        .executeTakeFirstOrThrow(),
    read: (ids: readonly number[]) =>
      tables.selectFrom('projects_project').selectAll().where('id', 'in', ids).execute(),
    move: (id: number, created_at: number) =>
      tables.updateTable('projects_project').set({ created_at }).where('id', '=', id).execute(),
    remove: (id: number) => tables.deleteFrom('projects_project').where('id', '=', id).execute(),
  };
}

type Stores = { readonly projects: ReturnType<typeof projectStore> };

function projectUseCases({ stores, accounts }: FeatureParts<Stores>) {
  return {
    ...stores.projects,
    async list(principal: Principal) {
      const { ids, next } = await accounts.objectPermission.objectsFor({
        holder: principal,
        permissions: [view.permission],
        limit: 2,
      });
      const rows = ids.length === 0 ? [] : await stores.projects.read(ids);
      const titles = new Map(rows.map(({ id, title }) => [id, title]));
      return { titles: ids.map((id) => titles.get(id) ?? ''), next };
    },
    async title(principal: Principal, id: number) {
      const object = { type: 'projects.project', id };
      const sees = await accounts.objectPermission.has({ principal, permission: view.permission, object });
      const [row] = sees ? await stores.projects.read([id]) : [];
      if (row === undefined) throw new AccountsError({ code: 'not-found' });
      return row.title;
    },
  };
}

const objectPermissions: readonly ObjectPermissions[] = [
  {
    table: 'projects_project',
    permissions: ['view_project', 'change_project'],
    orderBy: { column: 'created_at', type: 'integer' },
  },
];

const projects = defineFeature({
  name: 'projects',
  texts,
  migrations: [
    {
      name: '0001_initial',
      statements: (dialect) => [
        `create table projects_project (id ${columnTypes[dialect].numbered}, title text not null, created_at bigint not null)`,
      ],
    },
  ],
  permissions: [view.describedAs(texts.keys.view), change.describedAs(texts.keys.change)],
  objectPermissions,
  stores: (connection) => ({ projects: projectStore(connection) }),
  useCases: projectUseCases,
  api: (useCases) => [
    defineApiRoute({
      name: 'projects',
      method: 'GET',
      path: '/api/projects/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'none',
      operation: 'listProjects',
      summary: 'The projects that are shared with you.',
      responses: { 200: Type.Object({ titles: Type.Array(Type.String()) }) },
      handler: async (_, { principal }) => json({ titles: (await useCases.list(principal)).titles }),
    }),
    defineApiRoute({
      name: 'project',
      method: 'GET',
      path: '/api/projects/:id/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'none',
      operation: 'readProject',
      summary: 'One of them.',
      responses: { 200: Type.Object({ title: Type.String() }) },
      refuses: ['not-found'],
      schema: { params: Type.Object({ id: Type.Integer() }) },
      handler: async (_, { principal, params }) =>
        json({ title: await useCases.title(principal, params.id) }),
    }),
  ],
});

describe.each(databases)('permissions on a feature’s own rows, on $database', ({ open }) => {
  test('open them to whom they were given, in the order that the table declares, until they go', async () => {
    const { env, drop } = await open();
    const site = await openTestSite({ features: [projects], env });
    const { useCases, features } = site.stagedoor;
    const ana = await site.createUser({});
    const { headers } = await site.signInAs(ana);
    const get = async (url: string) => {
      const answer = await site.app.inject({ url, headers: { ...headers } });
      return [answer.statusCode, answer.json().titles ?? answer.json().title];
    };
    const ids: number[] = [];
    for (const title of ['oldest', 'older', 'younger'])
      ids.push((await features.projects.add(title, ids.length)).id);
    const [oldest = 0, older = 0, younger = 0] = ids;
    expect(await get('/api/projects/')).toEqual([200, []]);
    expect((await get(`/api/projects/${older}/`))[0]).toBe(404);

    const shared = { by: 'operator', permission: view.permission, holder: { userId: ana.id } } as const;
    const objects = { type: 'projects.project', ids: [oldest, older, younger] };
    expect(await useCases.objectPermission.assign({ ...shared, objects })).toBe(3);
    expect(await get('/api/projects/')).toEqual([200, ['younger', 'older']]);
    expect(await get(`/api/projects/${older}/`)).toEqual([200, 'older']);

    await features.projects.move(oldest, 99);
    expect(await get('/api/projects/')).toEqual([200, ['oldest', 'younger']]);
    await features.projects.remove(oldest);
    expect(await get('/api/projects/')).toEqual([200, ['younger', 'older']]);
    expect(
      await useCases.objectPermission.remove({ ...shared, objects: { ...objects, ids: [younger] } }),
    ).toBe(1);
    expect(await get('/api/projects/')).toEqual([200, ['older']]);
    const sessionKey = /sessionid=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
    const principal = await useCases.session.findPrincipal({ sessionKey });
    if (principal === null) throw new Error('Nobody is logged in.');
    const asks = { policy: { granted: 'view_project' }, principal, action: 'view' } as const;
    const may = (id: number) =>
      useCases.policy.allows({ ...asks, objects: 'projects.project', rows: [{ id }] });
    expect([await may(older), await may(younger)]).toEqual([true, false]);
    await expect(useCases.policy.allows({ ...asks, rows: [{ id: older }] })).rejects.toThrow(
      '`objects` says it',
    );
    const visitor = { ipAddress: '', userAgent: '', language: 'en', deviceKey: null } as const;
    expect(await useCases.user.exportData({ principal, visitor })).toMatchObject({
      object_permissions: [{ type: 'projects.project', id: older, permissions: ['view_project'] }],
    });
    await site.close();
    await drop();
  });
});

test.each([
  [{ table: 'auth_user' }, 'table must be a table whose name begins with projects_'],
  [
    { table: 'projects_project; drop table auth_user' },
    'table must be a table whose name begins with projects_',
  ],
  [{ permissions: ['burn_project'] }, 'permissions[0] must be one of its permissions, not "burn_project"'],
  [{ permissions: [] }, 'permissions must be a list of codenames, with at least one'],
  [{ key: 'ID"' }, 'key must be the name of a column in lower case'],
  [{ orderBy: { column: 'title', type: 'text' } }, 'orderBy.type must be one of integer, moment'],
  [{ orderBy: 'created_at' }, 'orderBy must be a record'],
  [{ order: 'created_at' }, 'order is not known here'],
])('a record with a slip does not start: %o', (slip, sentence) => {
  const wrong = () =>
    defineFeature({
      name: 'projects',
      texts,
      permissions: [view.describedAs(texts.keys.view), change.describedAs(texts.keys.change)],
      objectPermissions: [{ ...objectPermissions[0], ...slip } as ObjectPermissions],
    });
  expect(wrong).toThrow(sentence);
});

test('a table that is named twice does not start', () => {
  const twice = () =>
    defineFeature({
      name: 'projects',
      texts,
      permissions: [view.describedAs(texts.keys.view), change.describedAs(texts.keys.change)],
      objectPermissions: [...objectPermissions, ...objectPermissions],
    });
  expect(twice).toThrow('its objectPermissions name projects_project twice');
});
