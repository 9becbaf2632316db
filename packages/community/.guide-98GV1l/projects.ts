import {
  AccountsError,
  defineFeature,
  definePermission,
  defineTexts,
  type FeatureParts,
  type Principal,
} from 'stagedoor';
import { defineApiRoute, empty, json, Type } from 'stagedoor/api';
import { type Connection, columnTypes, type Generated } from 'stagedoor/database';

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
    add: (title: string, createdAt: number) =>
      tables
        .insertInto('projects_project')
        .values({ title, created_at: createdAt })
        .returning('id')
        .executeTakeFirstOrThrow(),
    read: (ids: readonly number[]) =>
      tables.selectFrom('projects_project').selectAll().where('id', 'in', ids).execute(),
  };
}

type Stores = { readonly projects: ReturnType<typeof projectStore> };

function projectUseCases({ stores, transact, accounts }: FeatureParts<Stores>) {
  const { objectPermission } = accounts;
  return {
    create: (by: Principal, title: string) =>
      transact(async (inside) => {
        const { id } = await inside.stores.projects.add(title, Date.now());
        const given = {
          by: 'operator',
          objects: { type: 'projects.project', ids: [id] },
          holder: { userId: by.user.id },
        } as const;
        for (const { permission } of [view, change])
          await inside.objectPermission.assign({ ...given, permission });
        return id;
      }),
    /** The youngest of those that are theirs to see. */
    async list(principal: Principal) {
      const { ids } = await objectPermission.objectsFor({
        holder: principal,
        permissions: [view.permission],
      });
      const rows = ids.length === 0 ? [] : await stores.projects.read(ids);
      return ids.flatMap((id) => rows.filter((row) => row.id === id));
    },
    async share(by: Principal, id: number, userId: number) {
      const objects = { type: 'projects.project', ids: [id] };
      await objectPermission.assign({ by, permission: view.permission, objects, holder: { userId } });
    },
    async read(principal: Principal, id: number) {
      const object = { type: 'projects.project', id };
      const isTheirs = await objectPermission.has({ principal, permission: view.permission, object });
      const [row] = isTheirs ? await stores.projects.read([id]) : [];
      if (row === undefined) throw new AccountsError({ code: 'not-found' });
      return row;
    },
  };
}

const project = Type.Object({ id: Type.Integer(), title: Type.String() });
const params = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const route = { issues: 'none', access: 'authenticated', csrf: 'session' } as const;

export const projects = defineFeature({
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
  objectPermissions: [
    {
      table: 'projects_project',
      permissions: ['view_project', 'change_project'],
      orderBy: { column: 'created_at', type: 'integer' },
    },
  ],
  stores: (connection) => ({ projects: projectStore(connection) }),
  useCases: projectUseCases,
  api: (useCases) => [
    defineApiRoute({
      ...route,
      name: 'projects-create',
      method: 'POST',
      path: '/api/projects/',
      creates: true,
      operation: 'createProject',
      summary: 'Begin a project.',
      responses: { 201: Type.Object({ id: Type.Integer() }) },
      schema: { body: Type.Object({ title: Type.String() }) },
      handler: async (_, { principal, body }) =>
        json({ id: await useCases.create(principal, body.title) }, 201),
    }),
    defineApiRoute({
      ...route,
      name: 'projects',
      method: 'GET',
      path: '/api/projects/',
      csrf: 'none',
      operation: 'listProjects',
      summary: 'Your projects.',
      responses: { 200: Type.Array(project) },
      handler: async (_, { principal }) =>
        json((await useCases.list(principal)).map(({ id, title }) => ({ id, title }))),
    }),
    defineApiRoute({
      ...route,
      name: 'project',
      method: 'GET',
      path: '/api/projects/:id/',
      csrf: 'none',
      operation: 'readProject',
      summary: 'One of them.',
      responses: { 200: project },
      refuses: ['not-found'],
      schema: { params },
      async handler(_, { principal, params: { id } }) {
        const { title } = await useCases.read(principal, id);
        return json({ id, title });
      },
    }),
    defineApiRoute({
      ...route,
      name: 'project-share',
      method: 'POST',
      path: '/api/projects/:id/share/',
      operation: 'shareProject',
      summary: 'Let somebody see it.',
      responses: { 204: null },
      refuses: ['not-found', 'permission-denied'],
      schema: { params, body: Type.Object({ user: Type.Integer() }) },
      async handler(_, { principal, params: { id }, body }) {
        await useCases.share(principal, id, body.user);
        return empty();
      },
    }),
  ],
});
