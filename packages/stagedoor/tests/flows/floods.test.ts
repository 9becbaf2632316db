import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flushObservations } from '../../src/http/context/http-context.ts';
import type { ProblemCode } from '../../src/http/request/problem.ts';
import type { Route } from '../../src/http/route/route.ts';
import { mountedContext } from '../../src/server/mounted-context.ts';
import { webRoutes } from '../../src/web/web-routes.ts';
import { databases } from '../support/databases.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { openRowCounter, type RowCounter } from '../support/row-counts.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { isLong, sampled } from '../support/test-length.ts';

/** More than may be kept, even in a short run. */
const FLOOD = isLong ? 150 : 80;
/** Sent at once: a stranger does not wait for answers either. */
const AT_ONCE = 10;
/** In any one table: thirty attempts of an hour are let through, each of which may be counted for two names. */
const MOST_ROWS_OF_A_TABLE = 65;
const NEVER_A_PASSWORD = 'puddles-beside-5-towers';

type Sent = Omit<InjectOptions, 'method'> & { readonly method: Route['method'] };

/** Carried out, or refused by which code: what a page says of a field stands beside the field. */
type Outcome = ProblemCode | 'done';

/** How far a flood gets that has the form of the interface: whatever else is answered left the interface's own work undone. */
const REACHED: readonly Outcome[] = [
  ...(['done', 'invalid-credentials', 'invalid-link', 'token-refused'] as const),
  'flow-ended',
];

/** Routes that do nothing but say what to ask instead. */
const SAYING_ONLY: Readonly<Record<string, Outcome>> = {
  'GET /login/': 'bad-request',
  'PUT /login/': 'bad-request',
  'PATCH /login/': 'bad-request',
  'DELETE /login/': 'bad-request',
  // The handle of a log-in comes in a header there, and none of these has a ceremony that was begun.
  'GET /api/login/second-factor/passkey/': 'not-authenticated',
  'POST /api/login/passkey/': 'invalid-input',
};

/** Where a name that somebody has would be refused with the form. */
const SIGN_UPS = [
  '/api/signup/',
  '/api/register/',
  `${frontEndEnv.DJ_REST_AUTH_PATH}registration/`,
  `${frontEndEnv.DJOSER_PATH}users/`,
  '/accounts/signup/',
];

/** Whom a request speaks of: of nobody and of nothing that there ever was, or of a member, by what was good once. */
interface Subject {
  readonly username: string;
  readonly email: string;
  readonly uid: string;
  readonly token: string;
  readonly key: string;
  readonly jwt: string;
}

const nobody = (name: string): Subject => ({
  username: name,
  email: `${name}@flood.example`,
  ...{ uid: name, token: name, key: name, jwt: name },
});

/** Every word that a form or a body asks for; `name` is new at each turn and in each flood. */
function words({ path }: Route, { username, email, uid, token, key, jwt }: Subject, name: string) {
  const called = SIGN_UPS.includes(path) ? name : username;
  const password = NEVER_A_PASSWORD;
  return {
    ...{ email, username: called, identifier: username, login: username, language: 'es' },
    ...{ password, password_confirm: password, re_password: password },
    ...{ password1: password, password2: password, new_password: password, re_new_password: password },
    ...{ new_password1: password, new_password2: password, new_username: name, re_new_username: name },
    ...{ uid, token: /verify|sliding/.test(path) ? jwt : token, key, refresh: jwt, flow: key, code: key },
    ceremony: key,
  };
}

const addressOf = ({ path }: Route, { uid, token, key }: Subject) =>
  path.replace(':uid', uid).replace(':token', token).replace(':key', key);

function outcomeOf({ headers, statusCode, body }: LightMyRequestResponse): Outcome {
  const code = headers['refusal-code'];
  if (code !== undefined) return code as ProblemCode;
  if (statusCode === 429) return 'throttled';
  if (statusCode >= 400) throw new Error(`${statusCode} without a code: ${body}`);
  return body.includes('aria-invalid="true"') ? 'invalid-input' : 'done';
}

const mostIn = (grown: Record<string, number>) => Math.max(0, ...Object.values(grown));

const openRoutes = everyApiRoute.filter(({ access }) => access !== 'authenticated');
const openForms = webRoutes.filter(({ method, access }) => method === 'POST' && access !== 'authenticated');

describe.each(databases)('a stranger who asks for ever leaves few rows behind on $database', (on) => {
  const { database, open } = on;
  // What is counted is counted above the databases: the dearer one is asked about some of the routes in a short run.
  const some = <Case>(cases: readonly Case[]) => (database === 'SQLite' ? cases : sampled(cases, 5));

  let server: { readonly env: Record<string, string>; drop(): Promise<void> };
  let site: RealSite;
  let counter: RowCounter;
  let spent: Omit<Subject, 'username' | 'email'>;
  beforeAll(async () => {
    server = await open();
    site = await openRealSite({
      env: {
        FAILURE_FLOOR_MILLISECONDS: '0',
        TRUSTED_PROXIES: '127.0.0.0/8',
        THROTTLE_ANON: '1000/hour',
        ...{ ORGANIZATIONS: 'open', SIGNUP_BY_INVITATION: 'true' },
        ...frontEndEnv,
        ...server.env,
      },
    });
    counter = await openRowCounter(site.stagedoor.config.databaseUrl.reveal());
    spent = await spendOneOfEach();
  });
  afterAll(async () => {
    await counter?.close();
    await site?.close();
    await server?.drop();
  });

  /** What a member used up: links and tokens that are read to the end, and found to be good for nothing any more. */
  async function spendOneOfEach(): Promise<typeof spent> {
    const email = 'ana@mail.example';
    const { browser } = site.visitor({ accept: 'application/json' });
    const post = async (url: string, payload: object) => {
      const answer = await browser.post(url, payload);
      if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    };
    const password = { password: PASSWORD, password_confirm: PASSWORD };
    await post('/api/signup/', { username: 'ana', email, ...password });
    const key = (await site.mailedPath(email)).split('/').at(-2) ?? '';
    await post('/api/activation/confirm/', { key });
    const { refresh: jwt } = await post('/api/token/', { username: 'ana', password: PASSWORD });
    await post('/api/token/blacklist/', { refresh: jwt });
    await post('/api/password/reset/', { email });
    const [token = '', uid = ''] = (await site.mailedPath(email)).split('/').filter(Boolean).reverse();
    const newPassword = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
    await post('/api/password/reset/confirm/', { uid, token, ...newPassword });
    return { uid, token, key, jwt };
  }

  /** One stranger of one address, who changes every word that costs nothing; answers by how much each table grew. */
  async function flood(address: string, send: (turn: number) => Sent) {
    const before = await counter.count();
    const answers: LightMyRequestResponse[] = [];
    for (let first = 0; first < FLOOD; first += AT_ONCE) {
      const turns = Array.from({ length: AT_ONCE }, (_, offset) => first + offset);
      answers.push(...(await Promise.all(turns.map((turn) => ask(address, turn, send(turn))))));
      if ((first + AT_ONCE) % 50 === 0) site.clock.advance(1_000);
    }
    await flushObservations(mountedContext(site.stagedoor));
    return { outcomes: answers.map(outcomeOf), grown: await grownSince(before) };
  }

  function ask(address: string, turn: number, sent: Sent): Promise<LightMyRequestResponse> {
    const headers = {
      host: '127.0.0.1',
      accept: 'application/json',
      'x-forwarded-for': address,
      'user-agent': `flood ${turn}`,
    };
    return site.app.inject({ ...sent, headers: { ...headers, ...sent.headers } });
  }

  async function grownSince(before: Readonly<Record<string, number>>): Promise<Record<string, number>> {
    const grown = Object.entries(await counter.count()).map(
      ([table, count]) => [table, count - (before[table] ?? 0)] as const,
    );
    return Object.fromEntries(grown.filter(([, count]) => count !== 0));
  }

  /** By turns of nobody, and of a member whom nothing was asked of yet. */
  async function subjectsOf(name: string): Promise<(turn: number) => Subject> {
    const member = { ...(await site.addPerson(name)), ...spent };
    return (turn) => (turn % 2 === 0 ? nobody(`${name}x${turn}`) : member);
  }

  /** A flood that is refused before the interface's work begins tries nothing. */
  function expectToReach(outcomes: readonly Outcome[], reached = REACHED): void {
    for (const parity of [0, 1]) {
      const seen = new Set(outcomes.filter((_, turn) => turn % 2 === parity));
      seen.delete('throttled');
      expect([...seen].filter((outcome) => !reached.includes(outcome))).toEqual([]);
      expect(seen.size).toBeGreaterThan(0);
    }
  }

  it.each(some(openRoutes.map((route, index) => [`${route.method} ${route.path}`, route, index] as const)))(
    '%s',
    async (label, route, index) => {
      const subject = await subjectsOf(`f${index}`);
      const { grown, outcomes } = await flood(`198.51.100.${index + 1}`, (turn) => ({
        method: route.method,
        url: addressOf(route, subject(turn)),
        headers: {
          'idempotency-key': `k${turn}`,
          authorization: `Bearer x.y.${turn}`,
          cookie: `Refresh=${subject(turn).jwt}`,
          'sec-fetch-site': 'same-origin',
        },
        ...(route.method === 'GET'
          ? {}
          : { payload: { ...words(route, subject(turn), `f${index}x${turn}`), credential: { id: 'none' } } }),
      }));
      const saying = SAYING_ONLY[label];
      expectToReach(outcomes, saying === undefined ? REACHED : [saying]);
      expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(MOST_ROWS_OF_A_TABLE);
    },
  );

  it('with requests that are another site’s', async () => {
    const { grown, outcomes } = await flood('203.0.113.9', (turn) => ({
      method: 'POST',
      url: '/api/login/',
      headers: { origin: `https://evil${turn}.example` },
      payload: { username: 'ana', password: 'no' },
    }));
    expect([...new Set(outcomes)]).toEqual(['csrf-failed']);
    expect(grown.stagedoor_audit_event).toBe(1);
    expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(30);
  });

  it('with pages that are only looked at', async () => {
    const { grown, outcomes } = await flood('203.0.113.10', (turn) => ({
      method: 'GET',
      url: ['/accounts/login/', '/accounts/signup/', '/accounts/password_reset/'][turn % 3] ?? '',
      headers: { accept: 'text/html' },
    }));
    expect([...new Set(outcomes)]).toEqual(['done']);
    expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(30);
  });

  it.each(some(openForms.map((route, index) => [route.path, route, index] as const)))(
    'with the form of %s, which has its token',
    async (_, route, index) => {
      const subject = await subjectsOf(`p${index}`);
      const reader = site.visitor();
      const token = (await reader.open('/accounts/login/')).form().fields.csrfmiddlewaretoken ?? '';
      const { grown, outcomes } = await flood(`192.0.2.${index + 1}`, (turn) => ({
        method: route.method,
        url: addressOf(route, subject(turn)),
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: `csrftoken=${reader.browser.cookie('csrftoken')}`,
          origin: site.stagedoor.config.publicUrl.origin,
        },
        payload: new URLSearchParams({
          ...words(route, subject(turn), `p${index}x${turn}`),
          csrfmiddlewaretoken: token,
        }).toString(),
      }));
      expectToReach(outcomes);
      expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(MOST_ROWS_OF_A_TABLE);
    },
  );

  it('and is written down again in the next hour', async () => {
    const events = async () => (await counter.count()).stagedoor_audit_event ?? 0;
    const askFromOutside = async () => {
      const headers = { origin: 'https://evil.example' };
      const answer = await ask('203.0.113.9', 0, {
        method: 'POST',
        url: '/api/login/',
        headers,
        payload: {},
      });
      expect(outcomeOf(answer)).toBe('csrf-failed');
    };
    const before = await events();
    await askFromOutside();
    expect(await events()).toBe(before);
    site.clock.advance(3_600_000);
    await askFromOutside();
    await askFromOutside();
    expect(await events()).toBe(before + 1);
  });
});
