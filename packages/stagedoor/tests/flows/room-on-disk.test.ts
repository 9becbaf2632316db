import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnonymousEndpoint, anonymousEndpoints } from '../support/anonymous-endpoints.ts';
import { frontEndEnv } from '../support/every-api-route.ts';
import { openRowCounter, type RowCounter } from '../support/row-counts.ts';
import { PASSWORD, type RealSite } from '../support/site.ts';
import { openSmallFile, type SmallFile } from '../support/small-disk.ts';

/** Enough for whatever is written. From no page on, some room ends just before each thing that a request writes. */
const MOST_ROOM = 40;
/** Rows differ in length: after so many rooms in a row that were enough, all further ones are. */
const ENOUGH = 6;
const USER_AGENT = `browser ${'x'.repeat(504)}`;
/** What only counts, what is noted beside the requests, and the claim on a key, which says nothing of what it is for. */
const COUNTERS = [
  ...['stagedoor_limit', 'stagedoor_request_log', 'stagedoor_request'],
  ...['stagedoor_visit', 'stagedoor_visit_day'],
];
const env = { FAILURE_FLOOR_MILLISECONDS: '0', TRUSTED_PROXIES: '127.0.0.0/8', ...frontEndEnv };

const json = (url: string, payload: object, headers = {}): InjectOptions => ({
  method: 'POST',
  url,
  payload,
  headers: { accept: 'application/json', ...headers },
});

/** A sign-up of everything that the interface asks for. */
const newcomer = (name: string) => ({
  ...{ username: name, email: `${name}@mail.example` },
  ...{ password: PASSWORD, password_confirm: PASSWORD, re_password: PASSWORD },
  ...{ password1: PASSWORD, password2: PASSWORD },
});

const signUp = (name: string, usual: number, url: string): AnonymousEndpoint => ({
  name,
  usual,
  ready: async (_, n) => json(url, newcomer(`${name.replaceAll(/\W/g, '')}${n}`)),
});

const signUps = [
  signUp('a sign-up', 201, '/api/signup/'),
  signUp('a sign-up for tokens', 201, '/api/register/'),
  signUp('a sign-up of dj-rest-auth', 201, `${frontEndEnv.DJ_REST_AUTH_PATH}registration/`),
  signUp('a sign-up of djoser', 201, `${frontEndEnv.DJOSER_PATH}users/`),
];

let networks = 0;
/** Each request from a network of its own, so that no limit is met. */
function send({ app }: RealSite, sent: InjectOptions): Promise<LightMyRequestResponse> {
  networks += 1;
  const from = `10.${networks >> 8}.${networks & 255}.1`;
  const headers = { host: '127.0.0.1', 'x-forwarded-for': from, 'user-agent': USER_AGENT, ...sent.headers };
  return app.inject({ ...sent, headers });
}

function openDisk(more: Record<string, string> = {}) {
  const opened: { disk: SmallFile; counter: RowCounter } = {} as never;
  beforeAll(async () => {
    opened.disk = await openSmallFile({ env: { ...env, ...more } });
    opened.counter = await openRowCounter(opened.disk.databaseUrl);
  });
  afterAll(async () => {
    await opened.counter?.close();
    await opened.disk?.close();
  });
  return {
    get site() {
      return opened.disk.site;
    },
    get disk() {
      return opened.disk;
    },
    async state(): Promise<Record<string, number>> {
      const counted = await opened.counter.count();
      return Object.fromEntries(Object.entries(counted).filter(([table]) => !COUNTERS.includes(table)));
    },
  };
}

type Opened = ReturnType<typeof openDisk>;

/** Sends it where so many pages are left; answers the status, and has seen that a 503 kept nothing. */
async function sendWithRoom(opened: Opened, pages: number, sent: InjectOptions): Promise<number> {
  await opened.disk.leaveRoom(pages);
  const before = await opened.state();
  const { statusCode, body } = await send(opened.site, sent);
  if (statusCode === 503) expect(await opened.state(), `with room for ${pages} pages`).toEqual(before);
  else expect(statusCode, `with room for ${pages} pages: ${body}`).toBeLessThan(500);
  await opened.disk.makeRoom();
  return statusCode;
}

/** Goes up from no room until there is enough, as `attempt` answers. */
async function stepUp(attempt: (pages: number) => Promise<number>): Promise<void> {
  let enough = 0;
  for (let pages = 0; enough < ENOUGH; pages += 1) {
    expect(pages).toBeLessThan(MOST_ROOM);
    enough = (await attempt(pages)) === 503 ? 0 : enough + 1;
  }
}

/** What was refused for want of room is carried out when it is sent again. */
function tryRooms(opened: Opened, { ready, usual }: AnonymousEndpoint): Promise<void> {
  return stepUp(async (pages) => {
    const sent = await ready(opened.site, pages);
    const first = await sendWithRoom(opened, pages, sent);
    const { statusCode, body } =
      first === 503 ? await send(opened.site, sent) : { statusCode: first, body: '' };
    expect(statusCode, `${first} with room for ${pages} pages, in the end ${body}`).toBe(usual);
    return first;
  });
}

describe('with room for some of what a request writes, on SQLite', () => {
  const opened = openDisk();

  it.each(anonymousEndpoints.map((httpInterface) => [httpInterface.name, httpInterface] as const))(
    'keeps all of %s, or nothing and says so by 503',
    (_, httpInterface) => tryRooms(opened, httpInterface),
  );
});

type Cookies = readonly (readonly [name: string, value: string])[];

/** What a browser keeps of a log-in. Its name is short, so that the end of the session frees less than the note of it takes. */
async function cookiesOf(site: RealSite, username: string, url: string): Promise<Cookies> {
  await site.addPerson(username);
  const sent = json(url, { username, password: PASSWORD }, { 'user-agent': 'browser' });
  const { statusCode, cookies } = await send(site, sent);
  expect(statusCode).toBe(200);
  return cookies.map(({ name, value }) => [name, value]);
}

/** Sent by a page of the site's own. */
function withCookies(url: string, payload: object, cookies: Cookies): InjectOptions {
  const csrf = cookies.find(([name]) => name === 'csrftoken')?.[1] ?? '';
  const cookie = cookies.map((pair) => pair.join('=')).join('; ');
  return json(url, payload, { 'sec-fetch-site': 'same-origin', 'x-csrftoken': csrf, cookie });
}

const FOR_TOKENS = '/api/auth/cookie/login/';

describe('with room for some of what a browser writes that is logged in by more than one cookie', () => {
  const opened = openDisk();

  it.each([
    ['the JSON API', '/api/logout/'],
    ['token cookies', '/api/auth/cookie/logout/'],
    ['dj-rest-auth', `${frontEndEnv.DJ_REST_AUTH_PATH}logout/`],
  ])('ends all of it at the log-out of %s, or nothing', async (name, url) => {
    const prefix = name.replaceAll(/\W/g, '');
    await stepUp(async (pages) => {
      const { site } = opened;
      const cookies = [...(await cookiesOf(site, `${prefix}session${pages}`, '/api/login/'))];
      // Cookies of one name: left by an old site of the parent domain, or planted.
      for (const n of [1, 2, 3])
        cookies.push(...(await cookiesOf(site, `${prefix}${n}of${pages}`, FOR_TOKENS)));
      const before = await opened.state();
      const sent = withCookies(url, {}, cookies);
      const status = await sendWithRoom(opened, pages, sent);
      if (status === 503) expect((await send(site, sent)).statusCode).toBe(200);
      else expect(status).toBe(200);
      expect((await opened.state()).stagedoor_session).toBe((before.stagedoor_session ?? 0) - 4);
      return status;
    });
  });

  it.each([
    ['for a session', '/api/login/'],
    ['for token cookies', FOR_TOKENS],
  ])(
    'lets somebody in %s and ends the tokens that another left there, or does neither',
    async (name, url) => {
      const prefix = name.replaceAll(/\W/g, '');
      await stepUp(async (pages) => {
        const { site } = opened;
        const tokens = await cookiesOf(site, `${prefix}left${pages}`, FOR_TOKENS);
        const [token] = tokens.map(([, value]) => value).filter((value) => value.startsWith('eyJ'));
        const isGood = async () => {
          const verified = await send(site, json('/api/token/verify/', { token }));
          return verified.statusCode === 200;
        };
        expect(await isGood()).toBe(true);
        const { username } = await site.addPerson(`${prefix}comes${pages}`);
        const sent = withCookies(url, { username, password: PASSWORD }, tokens);
        const status = await sendWithRoom(opened, pages, sent);
        if (status === 503) expect((await send(site, sent)).statusCode).toBe(200);
        else expect(status).toBe(200);
        expect(await isGood(), `${status} with room for ${pages} pages`).toBe(false);
        return status;
      });
    },
  );
});

describe('with room for some of what a member asks for on a page', () => {
  const opened = openDisk();

  it.each([
    ['a new password', '/accounts/password_reset/', (name: string) => ({ email: `${name}@mail.example` })],
    ['another address', '/accounts/email/change/', (name: string) => ({ email: `${name}2@mail.example` })],
  ])('keeps all of the request for %s, or nothing', async (what, path, typed) => {
    const prefix = what.replaceAll(/\W/g, '');
    await stepUp(async (pages) => {
      const { site, disk } = opened;
      const { username } = await site.addPerson(`${prefix}${pages}`);
      const member = await site.loggedIn(username, { 'x-forwarded-for': `10.251.${pages}.1` });
      await member.open(path);
      await disk.leaveRoom(pages);
      const before = await opened.state();
      const { statusCode } = await member.send(typed(username));
      if (statusCode === 503) expect(await opened.state(), `with room for ${pages} pages`).toEqual(before);
      else expect(statusCode).toBe(302);
      await disk.makeRoom();
      return statusCode;
    });
  });
});

describe('with room for some of what a sign-up writes that logs in at once', () => {
  const opened = openDisk({ COMPATIBILITY: 'django' });

  it.each(signUps.map((httpInterface) => [httpInterface.name, httpInterface] as const))(
    'keeps the account with its log-in, or nothing of %s',
    (_, httpInterface) => tryRooms(opened, httpInterface),
  );
});

describe.each([
  ['as it comes', {}],
  ['that logs newcomers in at once', { COMPATIBILITY: 'django' }],
])('with room for some of what a sign-up with an Idempotency-Key writes, on a site %s', (_, more) => {
  const opened = openDisk(more);

  it.each(signUps.map((httpInterface) => [httpInterface.name, httpInterface] as const))(
    'carries %s out once',
    async (name, httpInterface) => {
      await stepUp(async (pages) => {
        const ready = await httpInterface.ready(opened.site, pages);
        const headers = {
          ...ready.headers,
          // Strangers have a drawer for each network.
          'x-forwarded-for': `10.250.${pages}.1`,
          'idempotency-key': `${name}${pages}`.replaceAll(' ', ''),
        };
        const sent = { ...ready, headers };
        const first = await sendWithRoom(opened, pages, sent);
        const before = await opened.state();
        const again = await send(opened.site, sent);
        const what = `room for ${pages} pages, ${first}, then ${again.statusCode} ${again.body}`;
        if (first === 503) expect(again.statusCode, what).toBe(httpInterface.usual);
        else {
          const isHonest =
            again.statusCode === httpInterface.usual || again.headers['refusal-code'] === 'request-repeated';
          expect(isHonest, what).toBe(true);
          expect(await opened.state(), what).toEqual(before);
        }
        return first;
      });
    },
  );
});
