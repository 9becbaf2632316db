import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontEndEnv } from '../../support/every-api-route.ts';
import { idOf } from '../../support/id-of.ts';
import { openSite, type Site } from '../../support/open-site.ts';
import { addPerson, PASSWORD } from '../../support/people.ts';

const NEW_PASSWORD = 'lanterns-above-9-harbours';
const opened: Site[] = [];
let site: Site;
let headers: Record<'API token' | 'access token', { authorization: string }>;

async function open(env: Record<string, string>): Promise<Site> {
  const made = await openSite({ env: { ...frontEndEnv, ...env } });
  opened.push(made);
  await addPerson(made);
  return made;
}

beforeAll(async () => {
  site = await open({ LIMIT_LOGIN_PER_SOURCE: '1000/1m' });
});
afterAll(async () => {
  for (const one of opened) await one.close();
});

const credentials = { username: 'ana', password: PASSWORD };
const obtain = async (at: Site, url: string, payload: object = credentials) =>
  await at.browser().request('POST', url, { payload });

describe('what takes an account over', () => {
  const acts: readonly [string, 'POST' | 'DELETE' | 'PATCH', string, object | undefined, string][] = [
    ['making a personal token', 'POST', '/api/users/me/tokens/', { name: 'x' }, 'permission-denied'],
    ['ending a personal token', 'DELETE', '/api/users/me/tokens/1/', undefined, 'permission-denied'],
    [
      'adding an address',
      'POST',
      '/api/users/me/emails/',
      { email: 'a@mail.example' },
      'reauthentication-required',
    ],
    ['ending another session', 'DELETE', '/api/users/me/sessions/1/', undefined, 'reauthentication-required'],
    [
      'ending all other sessions',
      'DELETE',
      '/api/users/me/sessions/',
      undefined,
      'reauthentication-required',
    ],
    ['deleting the account', 'DELETE', '/api/users/me/', undefined, 'reauthentication-required'],
  ];

  beforeAll(async () => {
    const { token } = (await obtain(site, '/api-token-auth/')).json();
    site.clock.advance(site.stagedoor.settings.reauthenticationWindowMs + 1);
    const { access } = (await obtain(site, '/api/token/')).json();
    headers = {
      'API token': { authorization: `Token ${token}` },
      'access token': { authorization: `Bearer ${access}` },
    };
  });

  it.each(acts)('is closed to an API token, which proves no password: %s', async (...act) => {
    const [, method, url, payload, code] = act;
    const sent = { headers: headers['API token'], ...(payload ? { payload } : {}) };
    const answer = await site.browser().request(method, url, sent);
    expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([403, code]);
  });

  it('asks for the old password, whatever its holder came by', async () => {
    for (const by of Object.values(headers)) {
      const passwords = { old_password: 'wrong', new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
      const sent = { headers: by, payload: passwords };
      const answer = await site.browser().request('POST', '/api/password/change/', sent);
      expect([answer.statusCode, Object.keys(answer.json())]).toEqual([400, ['old_password']]);
    }
  });

  it('makes nobody a personal token by a token, not even by one for the password of just now', async () => {
    const sent = { headers: headers['access token'], payload: { name: 'x' } };
    const answer = await site.browser().request('POST', '/api/users/me/tokens/', sent);
    expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([403, 'permission-denied']);
  });

  it('takes the owner from the session and from nowhere else', async () => {
    const { id } = await addPerson(site, 'eve');
    const body = { name: 'x', user: id, user_id: id, userId: id, owner: id, username: 'eve' };
    const ana = site.browser();
    await ana.post('/api/login/', credentials);
    const made = await ana.post('/api/users/me/tokens/', body);
    expect(made.statusCode).toBe(201);
    const { token } = made.json();
    const me = await site.browser().get('/api/users/me/', { authorization: `Bearer ${token}` });
    expect(me.json().username).toBe('ana');
    const stranger = await site.browser().request('POST', '/api/users/me/tokens/', { payload: body });
    expect(stranger.statusCode).toBe(401);
  });
});

describe('every interface that takes a password', () => {
  const interfaces = [
    '/api/login/',
    '/api/token/',
    '/api/token/sliding/',
    '/api-token-auth/',
    '/api/token-auth/',
    '/api/auth/cookie/login/',
    '/dj-rest-auth/login/',
    '/auth/token/login/',
    '/auth/jwt/create/',
  ];

  it.each(interfaces)('counts for all of them, %s too', async (httpInterface) => {
    const small = await open({ LIMIT_LOGIN_PER_ACCOUNT: '3/1h/1m/1h' });
    for (const _ of [1, 2, 3]) await obtain(small, httpInterface, { ...credentials, password: 'wrong' });
    for (const other of interfaces) {
      const answer = await obtain(small, other);
      expect([other, answer.statusCode, answer.headers['refusal-code']]).toEqual([other, 429, 'throttled']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(
      await small.stores.sessions.listOfUser(
        (await small.stores.users.findByUsernameKey('ana'))?.id ?? 0,
        small.clock.now(),
      ),
    ).toEqual([]);
  });

  it.each(interfaces)('%s keeps out who is closed or has a stage to pass', async (httpInterface) => {
    const { stores } = site;
    const { id, username } = await addPerson(site, `person${interfaces.indexOf(httpInterface)}`);
    const enter = () => obtain(site, httpInterface, { username, password: PASSWORD });
    const live = async () =>
      (await stores.sessions.listOfUser(id, site.clock.now())).filter(({ kind }) => kind !== 'cookie');
    await site.stagedoor.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site.stagedoor, username ?? ''),
      password: PASSWORD,
      mustChange: true,
    });
    if (httpInterface !== '/api/login/')
      expect((await enter()).headers['refusal-code']).toBe('stage-required');
    await stores.users.update(id, { mustChangePassword: false, isActive: false });
    expect((await enter()).statusCode).toBeGreaterThanOrEqual(400);
    expect(await live()).toEqual([]);
    await stores.users.update(id, { isActive: true });
    expect((await enter()).statusCode).toBe(200);
  });
});

describe('on a stateless site', () => {
  it('tokens in cookies still ask for a CSRF token, and it is their own', async () => {
    const stateless = await open({ JWT_STATELESS: 'true', LIMIT_LOGIN_PER_SOURCE: '1000/1m' });
    const [ana, other] = [stateless.browser(), stateless.browser()];
    for (const browser of [ana, other]) await browser.post('/api/auth/cookie/login/', credentials);
    const change = (token: Record<string, string>) =>
      ana.request('PATCH', '/api/users/me/', { headers: token, payload: { first_name: 'Eva' } });
    expect((await change({})).statusCode).toBe(403);
    expect((await change(ana.csrfHeader())).statusCode).toBe(200);
    ana.cookies.set('csrftoken', other.cookie('csrftoken') ?? '');
    expect((await change(other.csrfHeader())).statusCode).toBe(403);
    await ana.post('/api/auth/cookie/refresh/');
    expect((await change(ana.csrfHeader())).statusCode).toBe(200);
  });

  it('a log-out by the access token leaves nothing to refresh', async () => {
    const stateless = await open({ JWT_STATELESS: 'true' });
    const { access, refresh } = (await obtain(stateless, '/api/token/')).json();
    const sent = { headers: { authorization: `Bearer ${access}` } };
    expect((await stateless.browser().request('POST', '/api/logout/', sent)).statusCode).toBe(200);
    expect((await obtain(stateless, '/api/token/refresh/', { refresh })).statusCode).toBe(401);
  });
});
