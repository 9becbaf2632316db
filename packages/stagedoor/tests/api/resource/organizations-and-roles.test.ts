import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../../src/core/kernel/visitor.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { checkAnswer } from '../../support/answer-check.ts';
import { databases } from '../../support/databases.ts';
import { withTables } from '../../support/resource-site.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';
import { statementsOf } from '../../support/statements-of.ts';

const ORGANIZATIONS = '/api/organizations/';
const ROLES = '/api/roles/';
const GIVEN = '/api/roleassignments/';

/** What the editors of an organization write there. */
const paper = defineResource({
  name: 'paper',
  fields: { title: { type: 'text', max: 20 }, organization: { type: 'integer' } },
  bulk: true,
  access: { role: ['editor', 'author'], organization: 'organization' },
});
/** Seen by all, but for a field of those who have a role in its organization. */
const sheet = defineResource({
  name: 'sheet',
  fields: {
    title: { type: 'text', max: 20 },
    organization: { type: 'integer' },
    secret: {
      type: 'integer',
      default: 1,
      access: { read: { role: ['editor', 'author'], organization: 'organization' } },
    },
  },
  filters: { secret: ['exact'] },
  orderBy: ['title', 'secret'],
  exports: ['csv'],
  bulk: true,
  access: { any: [{ authenticated: true }, { role: 'editor', organization: 'organization' }] },
});
const press = defineFeature(withTables('press', [paper, sheet]));

describe.each(databases)('organizations and roles as resources on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  const ids: Record<string, number> = {};
  const tokens: Record<string, string> = {};
  const organizations: Record<string, number> = {};

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ env: { ...database.env, ORGANIZATIONS: 'managed' }, features: [press] });
    const { useCases } = site.stagedoor;
    for (const username of ['root', 'clerk', 'ana', 'ben', 'eve']) {
      const account = { by: 'operator' as const, email: `${username}@mail.example`, password: PASSWORD };
      const isSuperuser = username === 'root';
      const flags = { isStaff: isSuperuser, isSuperuser, validatePassword: false };
      ids[username] = (await useCases.user.create({ ...account, ...flags, username })).id;
      const payload = { username, password: PASSWORD };
      const answer = await site.app.inject({ method: 'POST', url: '/api/token/', payload });
      tokens[username] = answer.json<{ access: string }>().access;
    }
    for (const permission of ['view_organization', 'add_role', 'view_role', 'change_role', 'delete_role'])
      await useCases.permission.grant({
        by: 'operator',
        userId: ids.clerk ?? 0,
        permission: `stagedoor.${permission}`,
      });
    for (const [name, owner] of [
      ['Acme', 'ana'],
      ['Beta', 'ana'],
      ['Gamma', 'ben'],
    ] as const) {
      const made = await useCases.organization.create({ by: 'operator', name, ownerId: ids[owner] });
      organizations[name] = made.id;
    }
    const there = { organizationId: organizations.Acme ?? 0, userId: ids.ben ?? 0 };
    await useCases.organization.addMember({ by: 'operator', ...there, role: 'member' });
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  const send = async (who: string | null, method: Method, url: string, payload?: object, headers = {}) => {
    const authorization = who === null ? {} : { authorization: `Bearer ${tokens[who]}` };
    const request = { method, url, headers: { ...authorization, ...headers } };
    const response = await site.app.inject(payload === undefined ? request : { ...request, payload });
    if (method !== 'OPTIONS') checkAnswer(site.app, { method, url }, response);
    return {
      status: response.statusCode,
      // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are read in one line each
      body: response.body === '' ? null : response.json<any>(),
      etag: response.headers.etag,
      ignored: response.headers['ignored-parameters'],
    };
  };
  const sessionKeyOf = async (username: string) => {
    const payload = { username, password: PASSWORD };
    const headers = { 'sec-fetch-site': 'same-origin' };
    const { cookies } = await site.app.inject({ method: 'POST', url: '/api/login/', payload, headers });
    return cookies.find(({ name }) => name === 'sessionid')?.value ?? '';
  };
  const get = async (who: string | null, url: string) => await send(who, 'GET', url);
  const named = async (who: string, query: string) =>
    (await get(who, `${ORGANIZATIONS}?${query}`)).body.results.map((row: { name: string }) => row.name);
  const one = (name: string) => `${ORGANIZATIONS}${organizations[name]}/`;

  it('an organization is seen by its members and by who may view all, each told what they are in it', async () => {
    expect((await get(null, ORGANIZATIONS)).status).toBe(401);
    expect(await named('eve', '')).toEqual([]);
    expect((await named('ana', 'ordering=name')).toSorted()).toEqual(['Acme', 'Beta']);
    expect(await named('clerk', 'ordering=-name')).toEqual(['Gamma', 'Beta', 'Acme']);
    const roles = (await get('ben', `${ORGANIZATIONS}?ordering=name`)).body.results;
    expect(roles).toMatchObject([
      { name: 'Acme', role: 'member' },
      { name: 'Gamma', role: 'owner' },
    ]);
    const part = async (fields: string) => {
      const url = `${ORGANIZATIONS}?ordering=name&fields=${fields}`;
      let results: unknown;
      const statements = await statementsOf(async () => {
        results = (await get('ben', url)).body.results;
      });
      return { results, count: statements.length };
    };
    const [names, withRoles] = [await part('name'), await part('name,role')];
    expect(names.results).toEqual(roles.map(({ id, name }: { id: number; name: string }) => ({ id, name })));
    expect(withRoles.results).toMatchObject([{ role: 'member' }, { role: 'owner' }]);
    // Of PostgreSQL no statements are seen here.
    expect(withRoles.count - names.count).toBe(names.count === 0 ? 0 : 1);
    expect((await get('clerk', one('Acme'))).body).toMatchObject({ name: 'Acme', role: null });
    expect((await get('ben', one('Beta'))).status).toBe(404);
    expect((await get('ben', one('Acme'))).body).toEqual({
      id: organizations.Acme,
      name: 'Acme',
      role: 'member',
      created_at: expect.any(String),
    });
  });

  it('organizations are filtered, searched, ordered and paged, in what somebody sees and no further', async () => {
    expect(await named('clerk', 'name__istartswith=b')).toEqual(['Beta']);
    expect(await named('clerk', 'search=mm')).toEqual(['Gamma']);
    expect(await named('ana', 'search=mm')).toEqual([]);
    const ofAll = Object.values(organizations).join();
    expect((await named('ana', `id__in=${ofAll}`)).toSorted()).toEqual(['Acme', 'Beta']);
    expect(await named('ana', `id=${organizations.Gamma}`)).toEqual([]);
    expect((await get('clerk', `${ORGANIZATIONS}?name__in=&name=`)).ignored).toBe('name__in, name');
    for (const order of ['', '&ordering=name', '&ordering=-created_at']) {
      const seen: string[] = [];
      let after: number | string | null = null;
      do {
        const from: string = after === null ? '' : `&after=${after}`;
        const { body } = await get('clerk', `${ORGANIZATIONS}?page_size=1${order}${from}`);
        seen.push(...body.results.map((row: { name: string }) => row.name));
        after = body.next;
      } while (after !== null);
      expect(seen.toSorted()).toEqual(['Acme', 'Beta', 'Gamma']);
    }
    expect((await get('ana', `${ORGANIZATIONS}?role=owner`)).body).toHaveProperty('role');
    expect((await get('ana', `${ORGANIZATIONS}?after=never`)).status).toBe(404);
    const described = (await send('ana', 'OPTIONS', one('Acme'))).body.actions;
    expect(described.PUT).toMatchObject({ name: { max_length: 150 }, role: { read_only: true } });
  });

  it('an organization is written by its use cases, at the version that was seen', async () => {
    const url = one('Acme');
    const { etag } = await get('ana', url);
    expect((await send('ben', 'PATCH', url, { name: 'Ours' })).status).toBe(403);
    expect((await send('eve', 'PATCH', url, { name: 'Ours' })).status).toBe(404);
    expect((await send('clerk', 'PATCH', url, { name: 'Ours' })).status).toBe(403);
    const wishes = { name: 'Acme 2', role: 'member', created_at: '2001-01-01T00:00:00Z' };
    const renamed = await send('ana', 'PATCH', url, wishes, { 'if-match': etag });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Acme 2', role: 'owner' } });
    expect(renamed.body.created_at).not.toContain('2001');
    // What they are in it is not the organization's own, so nobody is told that they have it all.
    const has = { 'if-none-match': renamed.etag };
    expect((await send('ana', 'GET', url, undefined, has)).status).toBe(200);
    expect((await send('ana', 'PATCH', url, { name: 'Late' }, { 'if-match': etag })).status).toBe(412);
    expect((await send('ana', 'DELETE', url, undefined, { 'if-match': etag })).status).toBe(412);
    const seen = { 'if-match': renamed.etag };
    const all = await Promise.all(['A', 'B', 'C'].map((name) => send('ana', 'PUT', url, { name }, seen)));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    expect((await send('ana', 'PATCH', url, { name: 'x'.repeat(151) })).status).toBe(400);
    expect((await send('eve', 'POST', ORGANIZATIONS, { name: 'Mine' })).status).toBe(403);
    const made = await send('root', 'POST', ORGANIZATIONS, { name: 'Delta' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Delta', role: 'owner' } });
    const delta = `${ORGANIZATIONS}${made.body.id}/`;
    expect((await send('clerk', 'DELETE', delta)).status).toBe(403);
    expect((await send('root', 'DELETE', delta, undefined, { 'if-match': made.etag })).status).toBe(204);
    const { rows } = await site.stagedoor.useCases.audit.list({ action: 'organization-delete' });
    expect(rows.map(({ detail }) => detail.by)).toEqual([ids.root]);
  });

  it('a token with a scope is in no organization, and is refused before what it sends is looked at', async () => {
    const { permission, personalToken, session } = site.stagedoor.useCases;
    const act = { by: 'operator' as const, userId: ids.ana ?? 0, permission: 'stagedoor.view_organization' };
    await permission.grant(act);
    const principal = await session.findPrincipal({ sessionKey: await sessionKeyOf('ana') });
    if (principal === null) throw new Error('Nobody is logged in.');
    const scope = { permissions: [act.permission], methods: 'write' } as const;
    const wish = { principal, name: 'x', scope, expiresInDays: 1, visitor: operator };
    tokens.scoped = (await personalToken.create(wish)).token;
    expect((await get('ana', one('Beta'))).body.role).toBe('owner');
    expect((await get('scoped', one('Beta'))).body).toMatchObject({ name: 'Beta', role: null });
    const { results } = (await get('scoped', ORGANIZATIONS)).body;
    expect(results.map(({ role }: { role: unknown }) => role)).toEqual([null, null, null]);
    for (const [method, url] of [
      ['POST', ORGANIZATIONS],
      ['POST', GIVEN],
      ['PATCH', one('Beta')],
    ] as const)
      expect((await send('scoped', method, url, { name: '' })).status).toBe(403);
    await permission.revoke(act);
  });

  it('a role is seen, asked for and written by who may, and holds no more than they do', async () => {
    expect((await get(null, ROLES)).status).toBe(401);
    expect((await get('ana', ROLES)).status).toBe(403);
    const wish = { name: 'editor', permissions: ['stagedoor.view_role'], assignments: 7 };
    expect((await send('ana', 'POST', ROLES, wish)).status).toBe(403);
    const made = await send('clerk', 'POST', ROLES, wish);
    const editor = { name: 'editor', label: 'editor', permissions: ['stagedoor.view_role'], assignments: 0 };
    expect(made).toMatchObject({ status: 201, body: editor });
    const url = `${ROLES}${made.body.id}/`;
    const more = { permissions: ['stagedoor.view_role', 'auth.delete_user'] };
    expect((await send('clerk', 'PATCH', url, more)).status).toBe(403);
    expect((await send('root', 'PATCH', url, { permissions: ['auth.no_such'] })).status).toBe(400);
    for (const name of ['EDITOR', 'owner', 'Member', 'x'.repeat(21), ' '])
      expect((await send('clerk', 'POST', ROLES, { name })).body).toHaveProperty('name');
    // What there is not is told as such, to who does not hold it too.
    for (const [method, at] of [
      ['PATCH', url],
      ['POST', ROLES],
    ] as const)
      expect(
        (await send('clerk', method, at, { name: 'editor', permissions: ['auth.no_such'] })).body,
      ).toHaveProperty('permissions');
    const changes = async () =>
      (await site.stagedoor.useCases.audit.list({ action: 'role-change' })).rows.length;
    const [tag, told] = [made.etag, await changes()];
    for (const nothing of [{}, { permissions: editor.permissions }])
      expect(await send('clerk', 'PATCH', url, nothing)).toMatchObject({ status: 200, etag: tag });
    expect(await changes()).toBe(told);
    const changed = await send('clerk', 'PATCH', url, { label: 'Editors' }, { 'if-match': made.etag });
    expect(changed.body).toMatchObject({ ...editor, label: 'Editors' });
    expect((await send('clerk', 'PATCH', url, { label: 'x' }, { 'if-match': made.etag })).status).toBe(412);
    for (const sent of [{ label: '' }, { label: '', permissions: editor.permissions }])
      expect((await send('root', 'PATCH', url, sent)).body).toMatchObject({ label: 'editor' });
    await send('root', 'POST', ROLES, { name: 'viewer', label: 'Viewer' });
    const listed = async (query: string) =>
      (await get('clerk', `${ROLES}?${query}`)).body.results.map((row: { name: string }) => row.name);
    expect(await listed('')).toEqual(['editor', 'viewer']);
    expect(await listed('search=view&ordering=-name')).toEqual(['viewer']);
    expect(await listed('assignments__gt=0')).toEqual([]);
  });

  it('a role that people have goes with who has seen how many they are', async () => {
    const { role } = site.stagedoor.useCases;
    const { id } = await role.create({ by: 'operator', name: 'author' });
    const url = `${ROLES}${id}/`;
    const before = await get('root', url);
    await role.assign({ by: 'operator', userId: ids.eve ?? 0, roleId: id });
    const { body, etag } = await get('root', url);
    expect(body).toMatchObject({ assignments: 1 });
    expect((await send('root', 'DELETE', url)).body).toHaveProperty('assignments');
    expect((await send('root', 'DELETE', url, undefined, { 'if-match': before.etag })).status).toBe(412);
    // Its name is a right, which the clerk has not.
    expect((await send('clerk', 'DELETE', url, undefined, { 'if-match': etag })).status).toBe(403);
    expect((await send('root', 'DELETE', url, undefined, { 'if-match': etag })).status).toBe(204);
    expect((await get('root', url)).status).toBe(404);
  });

  describe('a role that is given', () => {
    const roles: Record<string, number> = {};
    beforeAll(async () => {
      for (const [name, permissions] of [
        ['administrator', ['auth.view_user']],
        ['author', []],
        ['viewer2', []],
      ] as const)
        roles[name] = (await site.stagedoor.useCases.role.create({ by: 'operator', name, permissions })).id;
    });
    const give = async (who: string, user: string, role: string, organization?: string) =>
      await send(who, 'POST', GIVEN, {
        user: ids[user],
        role: roles[role],
        ...(organization === undefined ? {} : { organization: organizations[organization] }),
      });
    const given = async (who: string, query = '') => (await get(who, `${GIVEN}?${query}`)).body;
    const TWICE = { status: 400, body: { non_field_errors: ['They have this role already.'] } };

    it('everywhere is given once, of sixteen at once too, and taken with what it brought', async () => {
      const row = { user: ids.eve, role: roles.administrator, organization: null };
      expect((await get('eve', `/api/users/${ids.ana}/`)).status).toBe(404);
      const made = await Promise.all(Array.from({ length: 16 }, () => give('root', 'eve', 'administrator')));
      expect(made.map(({ status }) => status).toSorted()).toEqual([201, ...Array(15).fill(400)]);
      expect(await give('root', 'eve', 'administrator')).toMatchObject(TWICE);
      const [one] = (await given('eve')).results;
      expect(one).toMatchObject(row);
      expect((await get('eve', `/api/users/${ids.ana}/`)).status).toBe(200);
      expect((await given('root', `user=${ids.eve}&organization__isnull=true`)).count).toBe(1);
      expect((await send('eve', 'DELETE', `${GIVEN}${one.id}/`)).status).toBe(403);
      expect((await send('ana', 'DELETE', `${GIVEN}${one.id}/`)).status).toBe(404);
      expect((await send('root', 'PATCH', `${GIVEN}${one.id}/`, row)).status).toBe(405);
      expect((await send('root', 'DELETE', `${GIVEN}${one.id}/`)).status).toBe(204);
      expect((await get('eve', `/api/users/${ids.ana}/`)).status).toBe(404);
    });

    it('in one organization opens no other, is given there once, and goes with the membership', async () => {
      const paperIn = async (name: string, title: string) => {
        const { insert } = Object(site.stagedoor.features).press as ReturnType<
          ReturnType<typeof withTables>['useCases']
        >;
        const id = 1_000 + title.length;
        await insert('press_paper', [{ id, title, organization: organizations[name], row_version: 1 }]);
        return id;
      };
      const [ours, theirs] = [await paperIn('Acme', 'ours'), await paperIn('Gamma', 'theirs')];
      const seen = async () => (await get('ben', '/api/papers/')).body.results;
      expect(await seen()).toEqual([]);
      // Who is in no organization at all is answered the same: a newcomer's first page is no error.
      const own = `/api/papers/${ours}/`;
      expect(await get('eve', '/api/papers/')).toMatchObject({ status: 200, body: { count: 0 } });
      for (const method of ['GET', 'PATCH', 'DELETE'] as const)
        expect([method, (await send('eve', method, own)).status]).toEqual([method, 404]);
      const begun = { title: 'Mine', organization: organizations.Acme };
      expect((await send('eve', 'POST', '/api/papers/', begun)).status).toBe(403);
      expect((await get(null, '/api/papers/')).status).toBe(401);
      const there = await give('root', 'ben', 'author', 'Acme');
      expect(there).toMatchObject({ status: 201, body: { organization: organizations.Acme } });
      expect(await give('root', 'ben', 'author', 'Acme')).toMatchObject(TWICE);
      expect((await seen()).map(({ id }: { id: number }) => id)).toEqual([ours]);
      expect((await get('ben', `/api/papers/${theirs}/`)).status).toBe(404);
      // Beside what is theirs, nothing of others is written with it.
      const both = { update: [ours, theirs].map((id) => ({ id, title: 'Taken' })) };
      expect((await send('ben', 'POST', '/api/papers/bulk/', both)).status).toBe(400);
      expect((await seen())[0].title).toBe('ours');
      const moved = { organization: organizations.Gamma };
      expect((await send('ben', 'PATCH', `/api/papers/${ours}/`, moved)).status).toBe(403);
      const member = `${one('Acme')}members/${ids.ben}/`;
      expect((await send('root', 'DELETE', member)).status).toBe(204);
      expect([await seen(), (await given('root', `role=${roles.author}`)).count]).toEqual([[], 0]);
    });

    it('opens a field of rows, which is closed in each to who has it nowhere', async () => {
      const made = { title: 'One', organization: organizations.Acme };
      expect((await send('root', 'POST', '/api/sheets/', made)).status).toBe(201);
      const url = '/api/sheets/';
      expect((await get('eve', `${url}?secret=1`)).status).toBe(400);
      expect((await get('eve', `${url}?fields=secret`)).status).toBe(400);
      const ordered = await get('eve', `${url}?ordering=secret`);
      expect([ordered.body.count, ordered.ignored]).toEqual([1, 'ordering%3Dsecret']);
      expect(ordered.body.results[0]).not.toHaveProperty('secret');
      const saved = await site.app.inject({
        url: `${url}export/csv/`,
        headers: { authorization: `Bearer ${tokens.eve}` },
      });
      expect(saved.body).not.toContain('secret');
      expect((await send('eve', 'OPTIONS', url)).body.actions.POST).not.toHaveProperty('secret');
      // Where they have it in some organization it depends on the row.
      const there = {
        by: 'operator',
        organizationId: organizations.Beta ?? 0,
        userId: ids.eve ?? 0,
      } as const;
      await site.stagedoor.useCases.organization.addMember({ ...there, role: 'member' });
      expect((await give('root', 'eve', 'author', 'Beta')).status).toBe(201);
      expect(await get('eve', `${url}?secret=1`)).toMatchObject({ status: 200, body: { count: 0 } });
      expect((await get('eve', `${url}?fields=secret`)).status).toBe(200);
      await site.stagedoor.useCases.organization.removeMember(there);
    });

    it('is read once for each request, by however many questions and rows', async () => {
      const made = { title: 'Read', organization: organizations.Acme };
      const { id } = (await send('root', 'POST', '/api/sheets/', made)).body;
      const url = `/api/sheets/${id}/`;
      const changes = Array.from({ length: 5 }, (_, at) => ({ id, title: `Read ${at}` }));
      const readBy = async (method: Method, at: string, sent?: object) => {
        const all = await statementsOf(async () => {
          expect((await send('eve', method, at, sent)).status).toBeLessThan(300);
        });
        return [all.length === 0, all.filter((one) => /from "stagedoor_membership"/.test(one)).length];
      };
      for (const [method, at, sent] of [
        ['GET', url, undefined],
        ['GET', '/api/sheets/', undefined],
        ['PATCH', url, { title: 'Once' }],
        ['PUT', url, { ...made, title: 'Twice' }],
        ['POST', '/api/sheets/', made],
        ['POST', '/api/sheets/bulk/', { update: changes }],
      ] as const) {
        const [isUnseen, count] = await readBy(method, at, sent);
        // Of PostgreSQL no statements are seen here.
        expect([method, at, count]).toEqual([method, at, isUnseen ? 0 : 1]);
      }
    });

    it('is given by nobody who may not, and tells strangers of nothing that there is', async () => {
      expect((await send(null, 'POST', GIVEN, {})).status).toBe(401);
      expect((await give('clerk', 'eve', 'author')).status).toBe(403);
      // Whoever is in an organization, in theirs alone; and what they have not themselves is not theirs to give, unless they own it.
      expect((await give('ben', 'ben', 'administrator')).status).toBe(403);
      const hidden = await give('ben', 'ana', 'author', 'Beta');
      const none = await send('ben', 'POST', GIVEN, { user: 4711, role: 4712, organization: 4713 });
      for (const { status, body } of [hidden, none])
        expect([status, Object.keys(body)]).toEqual([400, ['organization']]);
      expect((await give('ben', 'eve', 'author', 'Gamma')).body).toHaveProperty('organization');
      expect((await give('ben', 'ben', 'administrator', 'Gamma')).status).toBe(403);
      expect((await give('ben', 'ben', 'viewer2', 'Gamma')).status).toBe(201);
      expect((await given('ana')).count).toBe(0);
      const lost = await send('root', 'POST', GIVEN, { user: 4711, role: roles.author });
      expect(lost.body).toEqual({ user: ['Invalid pk "4711" - object does not exist.'] });
      const noRole = await send('root', 'POST', GIVEN, { user: ids.eve, role: 4712 });
      expect(noRole.body).toEqual({ role: ['Invalid pk "4712" - object does not exist.'] });
    });

    it('goes with the user, the role, and the organization', async () => {
      const { useCases } = site.stagedoor;
      const account = { by: 'operator' as const, email: 'gone@mail.example', password: PASSWORD };
      const gone = await useCases.user.create({ ...account, username: 'gone', validatePassword: false });
      ids.gone = gone.id;
      const made = await useCases.organization.create({ by: 'operator', name: 'End', ownerId: ids.ana });
      organizations.End = made.id;
      const count = async () => (await given('root', `role=${roles.viewer2}`)).count;
      const before = await count();
      await give('root', 'gone', 'viewer2');
      await give('root', 'ana', 'viewer2', 'End');
      expect(await count()).toBe(before + 2);
      expect((await send('root', 'DELETE', `/api/users/${gone.id}/`)).status).toBe(204);
      expect(await count()).toBe(before + 1);
      expect((await send('root', 'DELETE', one('End'))).status).toBe(204);
      expect(await count()).toBe(before);
      const url = `${ROLES}${roles.viewer2}/`;
      const { etag } = await get('root', url);
      expect((await send('root', 'DELETE', url, undefined, { 'if-match': etag })).status).toBe(204);
      expect(await count()).toBe(0);
    });
  });
});
