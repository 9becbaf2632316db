import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAnswer } from '../../support/answer-check.ts';
import { databases } from '../../support/databases.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

const ORGANIZATIONS = '/api/organizations/';
const ROLES = '/api/roles/';

describe.each(databases)('organizations and roles as resources on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  const ids: Record<string, number> = {};
  const tokens: Record<string, string> = {};
  const organizations: Record<string, number> = {};

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ env: { ...database.env, ORGANIZATIONS: 'managed' } });
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
    };
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
    const changed = await send('clerk', 'PATCH', url, { label: 'Editors' }, { 'if-match': made.etag });
    expect(changed.body).toMatchObject({ ...editor, label: 'Editors' });
    expect((await send('clerk', 'PATCH', url, { label: 'x' }, { 'if-match': made.etag })).status).toBe(412);
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
});
