import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteSections } from '../../src/server/site-sections.ts';
import type { SignedIn } from '../../src/testing/sign-in.ts';
import { openWholeSite } from '../support/who-may-what.ts';

/** Whoever attacks, and whoever has what they want. One site for all; each test has people of its own. */
type Site = Awaited<ReturnType<typeof openWholeSite>>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let site: Site;
beforeAll(async () => {
  site = await openWholeSite();
});
afterAll(() => site.close());

const person = async (flags: object = {}) => await site.signInAs(await site.createUser(flags));

async function send(
  who: Pick<SignedIn, 'headers'> | null,
  method: Method,
  url: string,
  payload?: object | string,
  headers: Record<string, string> = {},
) {
  const { host } = site.stagedoor.config.publicUrl;
  const isForm = typeof payload === 'string' && !payload.startsWith('{');
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await site.app.inject({
    method,
    url,
    headers: {
      host,
      ...who?.headers,
      accept: 'application/json',
      ...(payload === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(payload === undefined
      ? {}
      : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
  });
  return { status: response.statusCode, text: response.body, json: <Body>() => response.json<Body>() };
}

/** What somebody is and may, as the site has it. */
async function standingOf({ user: { id } }: SignedIn) {
  const { useCases } = site.stagedoor;
  const found = await useCases.user.findById({ userId: id });
  const { all } = await useCases.permission.heldBy({ userId: id });
  return [found?.isStaff, found?.isSuperuser, found?.isActive, all];
}
const PLAIN = [false, false, true, []];

async function made(who: SignedIn, url: string, payload: object): Promise<number> {
  return (await send(who, 'POST', url, payload)).json<{ id: number }>().id;
}

it('whoever signs up first is nobody more for it, and no address makes the first superuser', async () => {
  expect((await site.stagedoor.useCases.user.list({ limit: 1 })).rows).toEqual([]);
  const wishes = { is_staff: true, is_superuser: true, role: 'admin' };
  const password = 'lanterns-above-9-harbours';
  const account = { username: 'first', email: 'first@mail.example', password, password_confirm: password };
  const form = { 'sec-fetch-site': 'same-origin' };
  const { status } = await send(null, 'POST', '/api/signup/', { ...account, ...wishes }, form);
  expect(status).toBe(201);
  const first = await site.stagedoor.useCases.user.find({ identifier: 'first' });
  expect([first?.isStaff, first?.isSuperuser]).toEqual([false, false]);
  const writing = siteSections(site.stagedoor)
    .flatMap(({ routes }) => routes)
    .filter(({ method }) => method !== 'GET');
  for (const [number, { method, path }] of writing.entries()) {
    const names = { username: `n${number}`, email: `n${number}@mail.example` };
    const sent = { ...account, ...names, password1: password, password2: password, ...wishes };
    await send(null, method as Method, path.replaceAll(/:\w+/g, String(first?.id)), sent, form);
  }
  const { rows } = await site.stagedoor.useCases.user.list({ limit: 100 });
  expect(rows.filter(({ isStaff, isSuperuser }) => isStaff || isSuperuser)).toEqual([]);
  // Some of these addresses are there to make accounts: it was tried.
  expect(rows.length).toBeGreaterThan(1);
});

describe('somebody else’s', () => {
  it('sessions, tokens, devices, addresses and rows are not there, whichever of their ids is asked for', async () => {
    const [ana, eve] = [await person(), await person()];
    const idIn = async (url: string) => {
      const body = (await send(ana, 'GET', url)).json<{ results?: { id: number }[] } | { id: number }[]>();
      const rows = Array.isArray(body) ? body : (body.results ?? []);
      return rows[0]?.id ?? 0;
    };
    await send(ana, 'POST', '/api/users/me/tokens/', {
      name: 'mine',
      permissions: [],
      methods: 'read',
      expires_in_days: 1,
    });
    const kinds = ['sessions', 'tokens', 'devices', 'emails'];
    for (const kind of kinds) {
      const id = await idIn(`/api/users/me/${kind}/`);
      expect([kind, id > 0]).toEqual([kind, true]);
      for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
        const { status } = await send(
          eve,
          method,
          `/api/users/me/${kind}/${id}/`,
          method === 'PATCH' ? { primary: true } : undefined,
        );
        expect([kind, method, [404, 405].includes(status)]).toEqual([kind, method, true]);
      }
      expect(await idIn(`/api/users/me/${kind}/`)).toBe(id);
    }
    expect((await send(eve, 'GET', `/auth/users/${ana.user.id}/`)).status).toBe(404);
    expect((await send(eve, 'PATCH', `/auth/users/${ana.user.id}/`, { first_name: 'E' })).status).toBe(404);
    expect([404, 400]).toContain(
      (await send(eve, 'DELETE', `/auth/users/${ana.user.id}/`, { current_password: 'x' })).status,
    );
    expect(await standingOf(ana)).toEqual(PLAIN);
  });

  it('rows are seen where all see them, and neither changed, taken over nor deleted', async () => {
    const [ana, eve] = [await person(), await person()];
    const id = await made(ana, '/api/articles/', { title: 'Mine' });
    const at = `/api/articles/${id}/`;
    const acts = [
      await send(eve, 'PATCH', at, { title: 'Ours' }),
      await send(eve, 'PUT', at, { title: 'Ours' }),
      await send(eve, 'PATCH', at, { author: eve.user.id }),
      await send(eve, 'DELETE', at),
    ];
    for (const { status } of acts) expect([400, 403]).toContain(status);
    const own = await send(eve, 'POST', '/api/articles/', { title: 'Forged', author: ana.user.id });
    expect([201, 400]).toContain(own.status);
    if (own.status === 201) expect(own.json<{ author: number }>().author).toBe(eve.user.id);
    expect((await send(eve, 'GET', at)).json()).toMatchObject({ title: 'Mine', author: ana.user.id });
  });

  it('organization is not there, with all that is in it, and whoever is a member of one rises in no other', async () => {
    const [ana, eve, ben] = [await person(), await person(), await person()];
    const acme = await made(ana, '/api/organizations/', { name: 'Acme' });
    const own = await made(eve, '/api/organizations/', { name: 'Evil' });
    const at = `/api/organizations/${acme}/`;
    const invited = await send(ana, 'POST', `${at}invitations/`, { email: ben.user.email, role: 'member' });
    const invitation = invited.json<{ id: number }>().id;
    const acts: readonly (readonly [Method, string, object?])[] = [
      ['GET', at],
      ['PATCH', at, { name: 'Ours' }],
      ['DELETE', at],
      ['GET', `${at}members/`],
      ['PATCH', `${at}members/${ana.user.id}/`, { role: 'member' }],
      ['DELETE', `${at}members/${ana.user.id}/`],
      ['PATCH', `${at}members/${eve.user.id}/`, { role: 'owner' }],
      ['POST', `${at}members/${eve.user.id}/roles/`, { role: 'owner' }],
      ['GET', `${at}invitations/`],
      ['POST', `${at}invitations/`, { email: eve.user.email, role: 'owner' }],
      ['DELETE', `${at}invitations/${invitation}/`],
      ['DELETE', `/api/organizations/${own}/invitations/${invitation}/`],
      ['POST', `/api/organizations/${own}/invitations/${invitation}/resend/`, {}],
      ['PUT', '/api/users/me/organization/', { organization: acme }],
    ];
    for (const [method, url, payload] of acts)
      expect([method, url, (await send(eve, method, url, payload)).status]).toEqual([method, url, 404]);
    const members = (await send(ana, 'GET', `${at}members/`)).json<{ results: unknown[] }>();
    expect(members.results).toHaveLength(1);
  });
});

describe('nobody is made more than they are', () => {
  const wishes = {
    is_staff: true,
    is_superuser: true,
    is_active: true,
    role: 'editor',
    roles: ['editor'],
    groups: ['Editors'],
    permissions: ['shop.add_product'],
    user_permissions: ['shop.add_product'],
    owner: 1,
    user: { is_superuser: true },
    extra: { is_superuser: true },
    __proto__: { is_superuser: true },
    constructor: { prototype: { isSuperuser: true } },
  };
  const raw = (own: object) =>
    JSON.stringify({ ...wishes, ...own }).replace('}', ',"__proto__":{"is_superuser":true,"isStaff":true}}');

  it('by what they send beside what is asked for, where they write of themselves', async () => {
    const eve = await person();
    for (const [method, url] of [
      ['PATCH', '/api/users/me/'],
      ['PUT', '/api/users/me/'],
      ['PATCH', '/auth/users/me/'],
      ['PATCH', '/dj-rest-auth/user/'],
    ] as const) {
      const { status } = await send(eve, method, url, JSON.stringify({ first_name: 'Eve', ...wishes }));
      expect([method, url, status < 500]).toEqual([method, url, true]);
    }
    expect(await standingOf(eve)).toEqual(PLAIN);
    expect(({} as { isSuperuser?: boolean; is_superuser?: boolean }).is_superuser).toBeUndefined();
  });

  it('by what they send beside what is asked for, where they sign up or make something', async () => {
    const name = `sly${randomBytes(4).toString('hex')}`;
    const account = { username: name, email: `${name}@mail.example`, password: 'tulips-under-7-bridges' };
    const typed = { ...account, password1: account.password, password2: account.password };
    for (const url of ['/api/signup/', '/api/register/', '/auth/users/', '/dj-rest-auth/registration/']) {
      const suffix = url.replaceAll('/', '');
      const own = { ...typed, username: `${name}${suffix}`.slice(0, 30), email: `${suffix}${account.email}` };
      await send(
        null,
        'POST',
        url,
        JSON.stringify({ password_confirm: account.password, ...own, ...wishes }),
      );
    }
    const made = await site.stagedoor.useCases.user.list({ limit: 1000 });
    const sly = made.rows.filter(({ username }) => username?.startsWith(name));
    expect(sly.length).toBeGreaterThan(1);
    expect(sly.filter(({ isStaff, isSuperuser }) => isStaff || isSuperuser)).toEqual([]);
    const eve = await person();
    await send(eve, 'POST', '/api/organizations/', { name: 'Own', ...wishes });
    await send(eve, 'POST', '/api/articles/', { title: 'Own', ...wishes });
    expect(await standingOf(eve)).toEqual(PLAIN);
  });

  it('by names of what every object has, in JSON, in a query, in a form', async () => {
    const eve = await person();
    const names = [
      '__proto__',
      'constructor',
      'prototype',
      '__proto__[is_superuser]',
      'constructor.prototype',
    ];
    for (const name of names) {
      const query = encodeURIComponent(name);
      const answers = [
        await send(eve, 'GET', `/api/articles/?${query}=1`),
        await send(eve, 'GET', `/api/products/?ordering=${query}&search=${query}`),
        await send(eve, 'PATCH', '/api/users/me/', raw({ [name]: { is_superuser: true } })),
        await send(eve, 'PATCH', '/api/users/me/', `${query}=1&first_name=Eve`),
      ];
      expect([name, answers.filter(({ status }) => status >= 500)]).toEqual([name, []]);
    }
    expect(await standingOf(eve)).toEqual(PLAIN);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('by a header of the inside, or a method that is said in one', async () => {
    const names = [
      'x-middleware-subrequest',
      'x-remote-user',
      'remote-user',
      'x-forwarded-user',
      'x-authenticated-user',
      'x-user-id',
      'x-original-url',
      'x-rewrite-url',
    ];
    const { user } = await person({ isStaff: true, isSuperuser: true });
    for (const name of names) {
      const headers = { [name]: name.includes('url') ? '/api/products/' : (user.username ?? '') };
      expect([name, (await send(null, 'GET', '/api/users/me/', undefined, headers)).status]).toEqual([
        name,
        401,
      ]);
      expect((await send(null, 'GET', '/api/csrf/', undefined, headers)).text).not.toContain('Cup');
    }
    const eve = await person();
    const id = await made(await person({ isStaff: true, isSuperuser: true }), '/api/products/', {
      name: 'Cup',
    });
    const override = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
    await send(eve, 'GET', `/api/products/${id}/?_method=DELETE`, undefined, override);
    await send(eve, 'POST', `/api/products/${id}/`, { _method: 'DELETE' }, override);
    expect((await send(eve, 'GET', `/api/products/${id}/`)).status).toBe(200);
  });

  it('by another way to write an address', async () => {
    const ways = [
      '//api/products/',
      '/api//products/',
      '/api%2fproducts/',
      '/api/%70roducts/',
      '/API/products/',
      '/api/products/.',
      '/api/./products/',
      '/api/csrf/../products/',
      '/api/csrf/%2e%2e/products/',
      '/api/products;x/',
      '/api/products/;x',
      '/api/products/%00',
      '/api/products/?/api/csrf/',
    ];
    for (const url of ways) {
      const { status } = await send(null, 'POST', url, { name: 'Evil' });
      expect([url, status >= 400 && status < 500]).toEqual([url, true]);
      expect([url, (await send(null, 'GET', url)).status === 200]).toEqual([url, false]);
    }
  });
});

describe('what is taken or kept back', () => {
  it('is over with the next request, by a session and by a token alike', async () => {
    const { role, personalToken, session } = site.stagedoor.useCases;
    const permissions = ['shop.add_product', 'shop.view_product'];
    const { id: roleId } = await role.create({ by: 'operator', name: 'seller', permissions });
    const eve = await person();
    await role.assign({ by: 'operator', userId: eve.user.id, roleId });
    const sessionKey = /sessionid=([^;]+)/.exec(eve.headers.cookie ?? '')?.[1] ?? '';
    const principal = await session.findPrincipal({ sessionKey });
    if (principal === null) throw new Error('Nobody is logged in.');
    const visitor = { ipAddress: '', userAgent: '', language: 'en', deviceKey: null } as const;
    const scope = { permissions, methods: 'write' } as const;
    const { token } = await personalToken.create({ principal, name: 'x', scope, expiresInDays: 1, visitor });
    const byToken = { headers: { authorization: `Bearer ${token}` } };
    const add = async (who: Pick<SignedIn, 'headers'>) =>
      (await send(who, 'POST', '/api/products/', { name: 'Cup' })).status;
    expect(await add(byToken)).toBe(201);
    await role.unassign({ by: 'operator', userId: eve.user.id, roleId });
    expect([await add(byToken), await add(eve)]).toEqual([403, 403]);
  });

  it('is in no answer to anybody, a superuser neither: no hash, no key, no secret', async () => {
    const root = await person({ isStaff: true, isSuperuser: true });
    await send(root, 'POST', '/api/users/me/tokens/', {
      name: 'mine',
      permissions: [],
      methods: 'read',
      expires_in_days: 1,
    });
    const urls = ['', 'sessions/', 'tokens/', 'devices/', 'emails/', 'organization/'];
    for (const url of [...urls.map((one) => `/api/users/me/${one}`), '/auth/users/', '/dj-rest-auth/user/']) {
      const { status, text } = await send(root, 'GET', url);
      expect([url, status]).toEqual([url, 200]);
      expect([url, /argon2|password_?hash|key_?hash|security_?version|"password"/i.exec(text)]).toEqual([
        url,
        null,
      ]);
    }
  });

  it('is asked for by no filter, order or search', async () => {
    const eve = await person();
    const asked = [
      'author__password__startswith=a',
      'author__password=a',
      'password=a',
      'author__is_superuser=true',
      'author__email__icontains=a',
      'ordering=author__password',
      'ordering=password',
      'row_version=1',
    ];
    for (const query of asked)
      expect([query, (await send(eve, 'GET', `/api/articles/?${query}`)).status]).toEqual([query, 400]);
  });
});
