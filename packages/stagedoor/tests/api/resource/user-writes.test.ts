import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import { groupResource } from '../../../src/resource/account/group-resource.ts';
import { roleResource } from '../../../src/resource/account/role-resource.ts';
import { userResource } from '../../../src/resource/account/user-resource.ts';
import { isWritable } from '../../../src/resource/field.ts';
import { checkAnswer } from '../../support/answer-check.ts';
import { databases } from '../../support/databases.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';
import { statementsOf } from '../../support/statements-of.ts';

const extraFields: ExtraFields = {
  role: {
    type: 'choice',
    choices: { Trainer: 'Trainer', Member: 'Member' },
    default: 'Member',
    editable: false,
    role: true,
  },
  dob: { type: 'date', nullable: true },
};

describe.each(databases)('users and groups written over HTTP on $database', ({ database, open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  const ids: Record<string, number> = {};
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ env: database.env, config: { extraFields } });
    const { useCases } = site.stagedoor;
    for (const username of ['root', 'chief', 'maker', 'ben', 'ana']) {
      const isSuperuser = username === 'root';
      const account = { by: 'operator' as const, email: `${username}@mail.example`, password: PASSWORD };
      const flags = { isStaff: isSuperuser || username === 'chief', isSuperuser, validatePassword: false };
      ids[username] = (await useCases.user.create({ ...account, ...flags, username })).id;
      tokens[username] = await tokenOf(username);
    }
    const given = {
      chief: [
        'auth.view_user',
        'auth.change_user',
        'auth.delete_user',
        'auth.view_group',
        'auth.change_group',
      ],
      maker: ['auth.add_user', 'auth.add_group', 'auth.view_group', 'auth.change_group', 'auth.delete_group'],
    };
    for (const [username, permissions] of Object.entries(given))
      for (const permission of permissions)
        await useCases.permission.grant({ by: 'operator', userId: ids[username] ?? 0, permission });
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  async function tokenOf(username: string, password = PASSWORD): Promise<string> {
    const answer = await site.app.inject({
      method: 'POST',
      url: '/api/token/',
      payload: { username, password },
    });
    return answer.json<{ access: string }>().access;
  }
  type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  const send = async (who: string | null, method: Method, url: string, payload?: object, headers = {}) => {
    const authorization = who === null ? {} : { authorization: `Bearer ${tokens[who]}` };
    const request = { method, url, headers: { ...authorization, ...headers } };
    const response = await site.app.inject(payload === undefined ? request : { ...request, payload });
    checkAnswer(site.app, { method, url }, response);
    return {
      status: response.statusCode,
      // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are read in one line each
      body: response.body === '' ? null : response.json<any>(),
      etag: response.headers.etag,
    };
  };
  const one = (username: string) => `/api/users/${ids[username]}/`;
  const audited = async (action: string) =>
    (await site.stagedoor.useCases.audit.list({ action })).rows.map(({ userId, detail }) => ({
      userId,
      by: detail.by,
    }));

  it('are made by who may add users, with a password that logs in and is never shown', async () => {
    const cara = {
      username: 'cara',
      email: 'Cara@Mail.Example',
      password: ` ${NEW_PASSWORD} `,
      first_name: 'Cara',
      dob: '1999-12-31',
      added_by: 7,
    };
    expect((await send(null, 'POST', '/api/users/', cara)).status).toBe(401);
    expect((await send('ana', 'POST', '/api/users/', cara)).status).toBe(403);
    const made = await send('maker', 'POST', '/api/users/', cara);
    expect(made).toMatchObject({
      status: 201,
      body: {
        username: 'cara',
        email: 'Cara@mail.example',
        email_verified: false,
        first_name: 'Cara',
        dob: '1999-12-31',
        role: 'Member',
        groups: [],
        is_staff: false,
      },
    });
    expect(JSON.stringify(made.body)).not.toContain('assword');
    expect(await audited('user-create')).toContainEqual({ userId: made.body.id, by: ids.maker });
  });

  it('keep each field that may be said where one is made, or refuse it by name', async () => {
    const { body: group } = await send('root', 'POST', '/api/groups/', { name: 'Into' });
    const settings = { extraFields, logInBy: 'username', picturesAt: null } as const;
    const walked = {
      users: { resource: userResource(settings), needed: { username: 'walked' } },
      groups: { resource: groupResource, needed: { name: 'walked' } },
      roles: { resource: roleResource, needed: { name: 'walked' } },
    };
    const said: Readonly<Record<string, unknown>> = {
      ...{ email: 'walked@mail.example', email_verified: true, first_name: 'Wal', last_name: 'Ked' },
      ...{ is_active: false, is_staff: true, is_superuser: true, groups: [group.id] },
      ...{
        language: 'es',
        time_zone: 'Asia/Tokyo',
        password: NEW_PASSWORD,
        role: 'Trainer',
        dob: '1999-12-31',
      },
      ...{ label: 'Walks', permissions: ['auth.view_user'] },
    };
    const beside: Readonly<Record<string, object>> = {
      email_verified: { email: 'walked@mail.example' },
      is_superuser: { is_staff: true },
    };
    const refused: string[] = [];
    for (const [plural, { resource, needed }] of Object.entries(walked))
      for (const [name, field] of Object.entries(resource.fields)) {
        if (!isWritable(field) || Object.hasOwn(needed, name)) continue;
        expect(Object.keys(said)).toContain(name);
        const sent = { ...needed, ...beside[name], [name]: said[name] };
        const { status, body } = await send('root', 'POST', `/api/${plural}/`, sent);
        if (status === 400) refused.push(...Object.keys(body));
        else {
          const answered = field.writeOnly === true ? undefined : said[name];
          expect([status, name, body[name]]).toEqual([201, name, answered]);
          await send('root', 'DELETE', `/api/${plural}/${body.id}/`);
        }
      }
    expect(refused).toEqual(['is_active', 'groups']);
    const wrong = { username: 'walked', language: 'xx-yy', time_zone: 'Mars/Base' };
    expect(Object.keys((await send('root', 'POST', '/api/users/', wrong)).body)).toEqual([
      'language',
      'time_zone',
    ]);
  });

  it('come with an address that is proved where whoever vouches for it may, and log in at once', async () => {
    const fay = {
      username: 'fay',
      email: 'fay@mail.example',
      password: ` ${NEW_PASSWORD} `,
      email_verified: true,
    };
    expect((await send('maker', 'POST', '/api/users/', fay)).status).toBe(403);
    expect((await send('root', 'POST', '/api/users/', fay)).body).toMatchObject({ email_verified: true });
    expect(await tokenOf('fay', fay.password)).toEqual(expect.any(String));
    expect(await tokenOf('fay', NEW_PASSWORD)).toBeUndefined();
    const mailed = (await site.mails()).filter(({ to }) => to === 'fay@mail.example');
    expect(mailed.map(({ subject }) => subject)).toEqual([expect.stringContaining('Welcome')]);
  });

  it('name what is wrong with each field', async () => {
    expect(
      (await send('maker', 'POST', '/api/users/', { email: 'x', dob: 'never', role: 'King' })).body,
    ).toEqual({
      username: ['This field is required.'],
      email: ['Enter a valid email address.'],
      dob: [expect.stringContaining('YYYY-MM-DD')],
      role: ['"King" is not a valid choice.'],
    });
    const taken = { username: 'ANA', email: 'new@mail.example', password: NEW_PASSWORD };
    expect((await send('maker', 'POST', '/api/users/', taken)).body).toHaveProperty('username');
    const known = { username: 'dora', email: 'dora@mail.example', password: 'password' };
    expect((await send('maker', 'POST', '/api/users/', known)).body).toHaveProperty('password');
  });

  it.each<[string, object]>([
    ['staff', { is_staff: true }],
    ['a superuser', { is_staff: true, is_superuser: true }],
    ['a trainer', { role: 'Trainer' }],
  ])('make nobody %s who is not that themselves', async (_, more) => {
    const eve = { username: 'eve', email: 'eve@mail.example', password: NEW_PASSWORD, ...more };
    expect((await send('maker', 'POST', '/api/users/', eve)).status).toBe(403);
  });

  it('are changed in part by who may change users, at the version that was seen', async () => {
    const { etag } = await send('chief', 'GET', one('ben'));
    expect((await send('ben', 'PATCH', one('ben'), { first_name: 'B' })).status).toBe(403);
    expect((await send('ben', 'PATCH', one('ana'), { first_name: 'B' })).status).toBe(404);
    const changed = await send(
      'chief',
      'PATCH',
      one('ben'),
      { first_name: 'Ben', dob: '2000-01-01' },
      { 'if-match': etag },
    );
    expect(changed).toMatchObject({
      status: 200,
      body: { first_name: 'Ben', dob: '2000-01-01', username: 'ben' },
    });
    expect((await send('chief', 'PATCH', one('ben'), { first_name: 'x' }, { 'if-match': etag })).status).toBe(
      412,
    );
    expect(await audited('profile-change')).toContainEqual({ userId: ids.ben, by: ids.chief });
  });

  it('keep their version while they log in, for who changes them and who has read them', async () => {
    const { etag, body } = await send('chief', 'GET', one('ana'));
    await site.app.inject({
      method: 'POST',
      url: '/api/login/',
      payload: { username: 'ana', password: PASSWORD },
    });
    const now = await send('chief', 'GET', one('ana'));
    expect(now.etag).toBe(etag);
    expect(now.body).not.toEqual(body);
    const change = { first_name: body.first_name };
    expect((await send('chief', 'PATCH', one('ana'), change, { 'if-match': etag })).status).toBe(200);
  });

  it('are changed by all that one request says, or by nothing of it', async () => {
    const before = (await send('chief', 'GET', one('ben'))).body;
    expect(
      (await send('chief', 'PATCH', one('ben'), { first_name: 'No', is_superuser: true, is_staff: true }))
        .status,
    ).toBe(403);
    expect((await send('chief', 'PATCH', one('ben'), { first_name: 'No', groups: [4711] })).status).toBe(400);
    expect((await send('chief', 'GET', one('ben'))).body).toEqual(before);
  });

  it.each<[string, object]>([
    ['another name', { first_name: 'x' }],
    ['an end', { is_active: false }],
    ['no rank', { is_superuser: false }],
    ['a role', { role: 'Trainer' }],
  ])('give who stands above them %s by nobody', async (_, change) => {
    expect((await send('chief', 'PATCH', one('root'), change)).status).toBe(403);
    expect(
      (await send('chief', 'PUT', one('root'), { username: 'root', email: 'root@mail.example', ...change }))
        .status,
    ).toBe(403);
    expect((await send('chief', 'DELETE', one('root'))).status).toBe(403);
  });

  it('are changed as a whole by what is required alone: what else is left out stays', async () => {
    const role = { name: 'Keeper', label: 'Keeps', permissions: ['auth.view_user'] };
    const made = {
      groups: await send('root', 'POST', '/api/groups/', {
        name: 'Keepers',
        permissions: ['auth.view_user'],
      }),
      roles: await send('root', 'POST', '/api/roles/', role),
    };
    const groups = [made.groups.body.id];
    const kept = { username: 'kept', email: 'kept@mail.example', first_name: 'Kept' };
    const { body: user } = await send('root', 'POST', '/api/users/', { ...kept, is_staff: true });
    const url = `/api/users/${user.id}/`;
    const { body: before } = await send('root', 'PATCH', url, { groups, time_zone: 'Asia/Tokyo' });
    expect((await send('root', 'PUT', url, { username: 'kept' })).body).toEqual(before);
    expect(before).toMatchObject({ groups, first_name: 'Kept', is_staff: true, time_zone: 'Asia/Tokyo' });
    expect((await send('root', 'PUT', url, { first_name: 'x' })).body).toEqual({
      username: ['This field is required.'],
    });
    for (const [plural, { body }] of Object.entries(made)) {
      const at = `/api/${plural}/${body.id}/`;
      expect((await send('root', 'PUT', at, { name: body.name })).body).toEqual(body);
      expect((await send('root', 'PUT', at, { permissions: [] })).body).toEqual({
        name: ['This field is required.'],
      });
    }
  });

  it('are given no role that whoever gives it has not, nor rank', async () => {
    expect((await send('chief', 'PATCH', one('ben'), { role: 'Trainer' })).status).toBe(403);
    expect((await send('chief', 'PATCH', one('chief'), { is_superuser: true })).status).toBe(403);
    expect((await send('root', 'PATCH', one('root'), { is_superuser: false })).status).toBe(400);
    expect((await send('root', 'PATCH', one('root'), { is_active: false })).status).toBe(400);
  });

  it('have an address and a password that are changed elsewhere, and told so', async () => {
    const wrong = await send('chief', 'PATCH', one('ben'), {
      email: 'chief@evil.example',
      password: NEW_PASSWORD,
      email_verified: false,
    });
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        email: ['This is not changed here.'],
        email_verified: ['This is not changed here.'],
        password: ['This is not changed here.'],
      },
    });
    expect((await send('chief', 'PATCH', one('ben'), { email: 'ben@mail.example' })).status).toBe(200);
  });

  it('are shut and opened, which ends what was open', async () => {
    expect((await send('chief', 'PATCH', one('ben'), { is_active: false })).body).toMatchObject({
      is_active: false,
    });
    expect((await send('ben', 'GET', one('ben'))).status).toBe(401);
    expect((await send('chief', 'PATCH', one('ben'), { is_active: true })).body).toMatchObject({
      is_active: true,
    });
    tokens.ben = await tokenOf('ben');
  });

  it('come into many groups at a few statements each: whoever acts is read once for all of them', async () => {
    const { group } = site.stagedoor.useCases;
    const made = Array.from({ length: 11 }, (_, index) =>
      group.create({ by: 'operator', name: `Many ${index}` }),
    );
    const [first, ...others] = (await Promise.all(made)).map(({ id }) => id);
    const into = async (groups: readonly (number | undefined)[]) => {
      const statements = await statementsOf(async () => {
        expect((await send('root', 'PATCH', one('ben'), { groups })).status).toBe(200);
      });
      return statements.length;
    };
    const single = await into([first]);
    const many = await into([first, ...others]);
    await into([]);
    // Of PostgreSQL no statements are seen here.
    expect(single).toBeLessThanOrEqual(database === 'SQLite' ? 32 : 0);
    expect((many - single) / others.length).toBeLessThanOrEqual(database === 'SQLite' ? 5 : 0);
  });

  it('come into groups and out of them, each judged by itself', async () => {
    const { group } = site.stagedoor.useCases;
    const plain = await group.create({ by: 'operator', name: 'Plain' });
    const mighty = await group.create({ by: 'operator', name: 'Mighty' });
    await group.setPermissions({ by: 'operator', groupId: mighty.id, permissions: ['auth.add_permission'] });
    const into = async (groups: unknown) => await send('chief', 'PATCH', one('ben'), { groups });
    await group.addMember({ by: 'operator', groupId: plain.id, userId: ids.chief ?? 0 });
    tokens.chief = await tokenOf('chief');
    expect((await into([plain.id])).body).toMatchObject({ groups: [plain.id] });
    const members = (await send('chief', 'GET', `/api/users/?groups=${plain.id}&ordering=username`)).body
      .results;
    expect(members.map(({ username }: { username: string }) => username)).toEqual(['ben', 'chief']);
    expect((await into([plain.id, mighty.id])).status).toBe(403);
    expect((await into([4711])).body).toEqual({ groups: ['Invalid pk "4711" - object does not exist.'] });
    for (const wrong of ['x', ['x'], [1.5], [-1], {}]) expect((await into(wrong)).status).toBe(400);
    expect((await into([])).body).toMatchObject({ groups: [] });
  });

  it('are deleted by who may, and nobody above', async () => {
    const { body } = await send('root', 'POST', '/api/users/', {
      username: 'gone',
      email: 'gone@mail.example',
    });
    expect((await send('maker', 'DELETE', `/api/users/${body.id}/`)).status).toBe(404);
    expect((await send('chief', 'DELETE', `/api/users/${body.id}/`)).status).toBe(204);
    expect((await send('chief', 'GET', `/api/users/${body.id}/`)).status).toBe(404);
    expect(await audited('user-delete')).toContainEqual({ userId: body.id, by: ids.chief });
  });

  it('let a group hold what whoever says it holds, and no more', async () => {
    expect((await send('ana', 'POST', '/api/groups/', { name: 'Mine' })).status).toBe(403);
    const makers = { name: 'Makers', permissions: ['auth.add_user'] };
    const made = await send('maker', 'POST', '/api/groups/', makers);
    expect(made).toMatchObject({ status: 201, body: makers });
    const url = `/api/groups/${made.body.id}/`;
    const more = { permissions: ['auth.add_user', 'auth.delete_user'] };
    expect((await send('maker', 'PATCH', url, more)).status).toBe(403);
    expect((await send('maker', 'PATCH', url, { permissions: ['auth.no_such'] })).status).toBe(400);
    expect((await send('maker', 'POST', '/api/groups/', { ...more, name: 'None' })).status).toBe(403);
    expect((await send('maker', 'GET', '/api/groups/?name=None')).body.count).toBe(0);
    expect((await send('maker', 'PATCH', url, { permissions: 'x' })).status).toBe(400);
    const renamed = await send('maker', 'PATCH', url, { name: 'New' }, { 'if-match': made.etag });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'New', permissions: ['auth.add_user'] } });
    expect((await send('maker', 'PATCH', url, { name: 'Late' }, { 'if-match': made.etag })).status).toBe(412);
    expect((await send('maker', 'POST', '/api/groups/', { name: 'New' })).status).toBe(400);
    expect((await send('maker', 'DELETE', url)).status).toBe(204);
    expect((await send('maker', 'POST', '/api/permissions/', {})).status).toBe(405);
  });

  /** Another one each time, and how it is changed in four ways. */
  const raced = {
    users: (round: number) => ({
      made: { username: `raced${round}`, email: `raced${round}@mail.example` },
      changes: ['A', 'B', 'C', 'D'].map((first_name) => ({ first_name })),
    }),
    groups: (round: number) => ({
      made: { name: `Raced ${round}` },
      changes: ['add', 'change', 'delete', 'view'].map((act) => ({
        name: `Raced ${round} ${act}`,
        permissions: [`auth.${act}_user`],
      })),
    }),
  };
  describe.each(['users', 'groups'] as const)('of several who have seen the same version of %s', (noun) => {
    const racing = async (round: number) => {
      const { made, changes } = raced[noun](round);
      const { body, etag } = await send('root', 'POST', `/api/${noun}/`, made);
      return { url: `/api/${noun}/${body.id}/`, seen: { 'if-match': etag }, changes };
    };

    it('one changes it', async () => {
      const { url, seen, changes } = await racing(0);
      const all = await Promise.all(changes.map((change) => send('root', 'PATCH', url, change, seen)));
      expect(all.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
    });

    it('one changes or deletes it', async () => {
      for (let round = 1; round <= 6; round += 1) {
        const { url, seen, changes } = await racing(round);
        const both = await Promise.all([
          send('root', 'PATCH', url, changes[0], seen),
          send('root', 'DELETE', url, undefined, seen),
        ]);
        const [changed, removed] = both.map(({ status }) => status);
        expect([changed, removed]).not.toEqual([200, 204]);
        expect([changed, removed]).toContainEqual(changed === 200 ? 412 : 204);
      }
    });
  });

  it('are seen anew after they came into a group', async () => {
    const { etag } = await send('root', 'GET', one('ana'));
    const { id } = await site.stagedoor.useCases.group.create({ by: 'operator', name: 'Seen' });
    await site.stagedoor.useCases.group.addMember({ by: 'operator', groupId: id, userId: ids.ana ?? 0 });
    const late = await send('root', 'PATCH', one('ana'), { groups: [] }, { 'if-match': etag });
    expect(late.status).toBe(412);
  });
});

describe('a site where people log in by their address', () => {
  it('has users without a name', async () => {
    const site = await openRealSite({ env: { LOGIN_BY: 'email' } });
    const { user } = site.stagedoor.useCases;
    const account = { by: 'operator' as const, email: 'root@mail.example', password: PASSWORD };
    await user.create({ ...account, isStaff: true, isSuperuser: true, validatePassword: false });
    const payload = { email: 'root@mail.example', password: PASSWORD };
    const log = await site.app.inject({ method: 'POST', url: '/api/token/', payload });
    const headers = { authorization: `Bearer ${log.json<{ access: string }>().access}` };
    const post = async (sent: object) =>
      await site.app.inject({ method: 'POST', url: '/api/users/', headers, payload: sent });
    expect((await post({ first_name: 'Ana' })).json()).toEqual({ email: ['The Email field must be set'] });
    expect((await post({ email: 'Ana@Mail.Example', first_name: 'Ana' })).json()).toMatchObject({
      username: null,
      email: 'Ana@mail.example',
      first_name: 'Ana',
    });
    await site.close();
  });
});
