import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEverySecret, type SecretKind, secretKinds } from '../support/every-secret.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { ShownPage } from '../support/page/shown-page.ts';

/*
 * ASVS V9.2.2: every secret that this site hands out, at every place that takes another one. Each is
 * refused as something made up would be, and each still does its own work afterwards.
 */

/** Somewhere a secret is sent to, and what it is meant for. */
interface Place {
  readonly name: string;
  readonly takes: readonly SecretKind[];
  send(secret: string): Promise<LightMyRequestResponse>;
}

const ORIGIN = 'http://127.0.0.1:8000';
const jwts: readonly SecretKind[] = ['access JWT', 'sliding JWT'];
let site: Site;
let secrets: Awaited<ReturnType<typeof openEverySecret>>;
let openedAt: Date;

beforeAll(async () => {
  site = await openSite({
    env: {
      PUBLIC_URL: ORIGIN,
      UNVERIFIED_MAY_LOG_IN: 'true',
      TICKET_SECONDS: '60',
      ...Object.fromEntries(
        [
          'LOGIN_PER_ACCOUNT',
          'LOGIN_PER_SOURCE',
          'LINK_PER_SOURCE',
          'MAIL_PER_ADDRESS',
          'MAIL_PER_SOURCE',
        ].map((name) => [`LIMIT_${name}`, '100000/1h']),
      ),
    },
  });
  secrets = await openEverySecret(site);
  openedAt = site.clock.now();
});
// Refusals move the clock that stands still otherwise; tickets live for a minute.
beforeEach(() => site.clock.set(openedAt));
afterAll(() => site.close());

const me = '/api/users/me/';
const stranger = () => site.browser();
const withHeader = (authorization: string) => stranger().get(me, { authorization });
const withCookie = (url: string, cookie: string, method = 'GET') =>
  stranger().request(method, url, { headers: { cookie } });
const inBody =
  (url: string, field: string, more: object = {}) =>
  (secret: string) =>
    stranger().request('POST', url, { payload: { ...more, [field]: secret } });
const asAna = (): { cookie: string } => ({
  cookie: `sessionid=${secrets['session key']}; csrftoken=${secrets['CSRF secret']}`,
});
const newPasswords = {
  new_password1: 'lanterns-above-9-harbours',
  new_password2: 'lanterns-above-9-harbours',
};

/** What only looks, so that it can be tried as often as one likes. */
const looking: readonly Place[] = [
  {
    name: 'Authorization: Bearer',
    takes: [...jwts, 'personal token'],
    send: (it) => withHeader(`Bearer ${it}`),
  },
  {
    name: 'Authorization: Token',
    takes: ['API token', 'personal token'],
    send: (it) => withHeader(`Token ${it}`),
  },
  { name: 'Authorization: Basic', takes: [], send: (it) => withHeader(`Basic ${btoa(`ana:${it}`)}`) },
  { name: 'Authorization: Session', takes: [], send: (it) => withHeader(`Session ${it}`) },
  { name: 'Authorization without a scheme', takes: [], send: (it) => withHeader(it) },
  { name: 'the session cookie', takes: ['session key'], send: (it) => withCookie(me, `sessionid=${it}`) },
  { name: 'the access cookie', takes: jwts, send: (it) => withCookie(me, `Authentication=${it}`) },
  { name: 'the refresh cookie', takes: [], send: (it) => withCookie(me, `Refresh=${it}`) },
  { name: 'the device cookie', takes: [], send: (it) => withCookie(me, `device=${it}`) },
  { name: 'the CSRF cookie', takes: [], send: (it) => withCookie(me, `csrftoken=${it}`) },
  {
    name: 'the check of the access cookie',
    takes: [...jwts, 'refresh JWT'],
    send: (it) => withCookie('/api/auth/cookie/verify/', `Authentication=${it}`, 'POST'),
  },
  { name: 'token verify', takes: [...jwts, 'refresh JWT'], send: inBody('/api/token/verify/', 'token') },
  {
    name: 'X-CSRFToken',
    takes: ['CSRF secret', 'masked CSRF token'],
    send: (it) =>
      stranger().request('PATCH', me, { headers: { ...asAna(), 'x-csrftoken': it }, payload: {} }),
  },
  ...['token', 'access_token', 'api_key', 'key', 'sessionid', 'authorization', 'Authorization', 'jwt'].map(
    (name): Place => ({
      name: `the query, as ${name}`,
      takes: [],
      send: (it) => stranger().get(`${me}?${name}=${encodeURIComponent(it)}`),
    }),
  ),
  ...['x-api-key', 'x-auth-token', 'x-access-token', 'x-session', 'proxy-authorization'].map(
    (name): Place => ({
      name: `the header ${name}`,
      takes: [],
      send: (it) => stranger().get(me, { [name]: it }),
    }),
  ),
];

/** What uses up, or hands something out, when it is given the right one. */
const using: readonly Place[] = [
  {
    name: 'the password of a log-in',
    takes: [],
    send: inBody('/api/login/', 'password', { username: 'ana' }),
  },
  { name: 'the password of a pair', takes: [], send: inBody('/api/token/', 'password', { username: 'ana' }) },
  {
    name: 'the password of an API token',
    takes: [],
    send: inBody('/api-token-auth/', 'password', { username: 'ana' }),
  },
  {
    name: 'a download by ticket',
    takes: ['ticket for a download'],
    send: (it) => stranger().get(`/api/users/me/data/?ticket=${encodeURIComponent(it)}`),
  },
  {
    // One that was used ends its family there, which is the story of other tests.
    name: 'token refresh',
    takes: ['refresh JWT', 'used refresh JWT'],
    send: inBody('/api/token/refresh/', 'refresh'),
  },
  {
    name: 'refresh by cookie',
    takes: ['refresh JWT', 'used refresh JWT'],
    send: (it) => withCookie('/api/auth/cookie/refresh/', `Refresh=${it}`, 'POST'),
  },
  {
    name: 'token blacklist',
    takes: ['refresh JWT', 'used refresh JWT', 'sliding JWT'],
    send: inBody('/api/token/blacklist/', 'refresh'),
  },
  { name: 'sliding refresh', takes: ['sliding JWT'], send: inBody('/api/token/sliding/refresh/', 'token') },
  { name: 'activation', takes: ['activation key'], send: inBody('/api/activation/confirm/', 'key') },
  {
    name: 'password reset',
    takes: ['reset key'],
    send: (it) =>
      inBody('/api/password/reset/confirm/', 'token', { uid: secrets['uid of the reset'], ...newPasswords })(
        it,
      ),
  },
  {
    name: 'the confirmation of an added address',
    takes: ['added address key'],
    send: (it) =>
      stranger().request('POST', '/api/users/me/emails/confirm/', {
        headers: { ...asAna(), 'x-csrftoken': secrets['CSRF secret'] },
        payload: { key: it },
      }),
  },
  {
    name: 'a personal token’s id',
    takes: [],
    send: (it) =>
      stranger().request('DELETE', `/api/users/me/tokens/${encodeURIComponent(it)}/`, {
        headers: { ...asAna(), 'x-csrftoken': secrets['CSRF secret'] },
      }),
  },
];

/** Pages of mailed links: they say 200 and what is wrong, so they are held to what they say of something made up. */
const pages: readonly Place[] = [
  ['activation', 'activation key', '/accounts/activation/:key/'],
  ['a changed address', 'e-mail change key', '/accounts/email/confirm/:key/'],
  ['taking a change back', 'e-mail undo key', '/accounts/email/undo/:key/'],
  ['an added address', 'added address key', '/accounts/email/add/:key/'],
  ['a reset', 'reset key', '/accounts/reset/UID/:key/'],
].map(([name = '', kind, path = '']) => ({
  name: `the page of ${name}`,
  takes: [kind as SecretKind],
  send: (it) =>
    stranger().request(
      'GET',
      path.replace('UID', secrets['uid of the reset']).replace(':key', encodeURIComponent(it)),
      {
        headers: { ...asAna(), accept: 'text/html' },
      },
    ),
}));

const others = ({ takes }: Place): readonly SecretKind[] =>
  secretKinds.filter((kind) => !takes.includes(kind));
const table = (places: readonly Place[]) => places.map((place): [string, Place] => [titleOf(place), place]);
const titleOf = (place: Place): string =>
  `${place.name} refuses ${others(place).length} kinds that are not for it`;

async function snapshot() {
  const users = await site.stores.users.list({ afterId: 0, limit: 100 });
  const sessions = await Promise.all(
    users.map(({ id }) => site.stores.sessions.listOfUser(id, site.clock.now())),
  );
  return { users, sessions, succeeded: await succeeded() };
}

async function succeeded(): Promise<number> {
  return (await site.stores.audit.listUnsealed(100_000)).filter(({ success }) => success).length;
}

describe('a secret of one kind is good for nothing else', () => {
  afterAll(() => {
    const counts = [...looking, ...using, ...pages].map((place) => {
      return `${String(others(place).length).padStart(6)}  ${place.name}`;
    });
    const places = looking.length + using.length + pages.length;
    const total = [...looking, ...using, ...pages].reduce((sum, place) => sum + others(place).length, 0);
    console.log(
      [`${secretKinds.length} kinds of secrets at ${places} places`, ...counts, `${total} pairs in all`].join(
        '\n',
      ),
    );
  });

  it('when all of them are there', () => {
    const missing = secretKinds.filter((kind) => !secrets[kind]);
    expect(missing).toEqual([]);
    expect(new Set(secretKinds.map((kind) => secrets[kind])).size).toBe(secretKinds.length);
  });

  it.each(table([...looking, ...using]))('%s', async (_, place) => {
    const before = await snapshot();
    const wrong: unknown[] = [];
    for (const kind of others(place)) {
      const answer = await place.send(secrets[kind]);
      const isRefused = answer.statusCode >= 400 && answer.statusCode < 500;
      const echoes = answer.body.includes(secrets[kind]);
      if (!isRefused || echoes) wrong.push([kind, answer.statusCode, answer.body]);
    }
    expect(wrong).toEqual([]);
    expect(await snapshot()).toEqual(before);
  });

  it.each(table(pages))('%s', async (_, place) => {
    const before = await snapshot();
    const said = (answer: LightMyRequestResponse) => {
      const { status, heading } = new ShownPage(answer, '');
      return { status, heading };
    };
    const madeUp = said(await place.send('x'.repeat(43)));
    expect(madeUp.status).toBeLessThan(500);
    for (const kind of others(place)) {
      const { status, heading } = said(await place.send(secrets[kind]));
      // What is too long to be a key is an address that does not exist.
      expect([kind, status, heading]).toEqual([
        kind,
        ...(status === 404 ? [404, 'Page not found'] : [madeUp.status, madeUp.heading]),
      ]);
    }
    expect(await snapshot()).toEqual(before);
    const own = await place.send(secrets[place.takes[0] as SecretKind]);
    expect(said(own)).not.toEqual(madeUp);
  });

  it('and is still good for its own, after all of that', async () => {
    const wrong: unknown[] = [];
    const use = async (place: Place, kind: SecretKind) => {
      const answer = await place.send(secrets[kind]);
      if (answer.statusCode >= 300) wrong.push([place.name, kind, answer.statusCode, answer.body]);
      return answer;
    };
    for (const place of looking) for (const kind of place.takes) await use(place, kind);
    const place = (name: string): Place => {
      const found = using.find((one) => one.name === name);
      if (!found) throw new Error(`no place is called ${name}`);
      return found;
    };
    const next = (await use(place('token refresh'), 'refresh JWT')).json().refresh;
    expect((await place('refresh by cookie').send(next)).statusCode).toBe(200);
    await use(place('sliding refresh'), 'sliding JWT');
    await use(place('token blacklist'), 'sliding JWT');
    await use(place('activation'), 'activation key');
    await use(place('the confirmation of an added address'), 'added address key');
    await use(place('a download by ticket'), 'ticket for a download');
    await use(place('password reset'), 'reset key');
    expect(wrong).toEqual([]);
  });
});
