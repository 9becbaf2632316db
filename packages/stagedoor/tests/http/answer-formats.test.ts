import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/config.ts';
import type { ApiFormat } from '../../src/http/settings/http-settings.ts';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

// What the browser is answered is held to the OpenAPI document of each format (support/answer-check.ts).
async function open(format: ApiFormat, env: Record<string, string> = {}): Promise<Site> {
  const site = await openSite({
    env: {
      API_FORMAT: format,
      THROTTLE_SCOPES: 'login=10/h',
      TRUSTED_PROXIES: '127.0.0.1/32',
      API_DOCS: 'true',
      ...env,
    },
    server: {
      extend(app) {
        app.get('/api/test/broken/', () => {
          throw new Error('broken');
        });
      },
    },
  });
  await addPerson(site);
  return site;
}

/** Refusals of every kind: from a route, before it, and after it. */
const refusals: readonly [
  what: string,
  status: number,
  code: string,
  ask: (by: Browser) => Promise<unknown>,
][] = [
  ['fields', 400, 'invalid-input', (by) => by.post('/api/password/reset/', {})],
  ['broken JSON', 400, 'parse-error', (by) => send(by, '{"email": ', 'application/json')],
  ['nobody', 401, 'not-authenticated', (by) => by.get('/api/users/me/')],
  ['a forged token', 401, 'bearer-refused', (by) => by.get('/api/users/me/', { authorization: 'Bearer x' })],
  [
    'another site',
    403,
    'csrf-failed',
    (by) => by.post('/api/logout/', {}, { origin: 'https://evil.example' }),
  ],
  ['nowhere', 404, 'not-found', (by) => by.get('/api/nowhere/')],
  ['a method', 405, 'method-not-allowed', (by) => by.send('DELETE', '/api/csrf/')],
  ['a type', 406, 'not-acceptable', (by) => by.get('/api/users/me/', { accept: 'text/csv' })],
  ['a body’s type', 415, 'unsupported-media-type', (by) => send(by, 'x', 'text/plain')],
  ['a rate', 429, 'throttled', (by) => logInTooOften(by)],
  ['a fault', 500, 'server-error', (by) => by.get('/api/test/broken/')],
];

function send(by: Browser, payload: string, type: string) {
  return by.request('POST', '/api/password/reset/', { payload, headers: { 'content-type': type } });
}

async function logInTooOften(by: Browser) {
  const credentials = { username: 'nobody', password: 'wrong-wrong-wrong' };
  const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
  for (let tries = 0; tries < 10; tries += 1) await by.post('/api/token/', credentials, elsewhere);
  return await by.post('/api/token/', credentials, elsewhere);
}

type Answered = Awaited<ReturnType<Browser['get']>>;

/** References of a document to what is not in it. */
function unresolved({ components, paths }: Record<string, Record<string, unknown>>): string[] {
  const text = JSON.stringify({ components, paths });
  const references = [...text.matchAll(/"#\/components\/(\w+)\/(\w[\w.-]*)"/g)];
  const missing = references.filter(([, kind = '', name = '']) => {
    const those = (components?.[kind] ?? {}) as Record<string, unknown>;
    return those[name] === undefined;
  });
  return missing.map(([reference]) => reference);
}

describe('the envelope', () => {
  let site: Site;
  beforeAll(async () => {
    site = await open('envelope');
  });
  afterAll(() => site.close());

  it('is around every answer that has a body, with the same keys', async () => {
    const ana = await signIn(site);
    const me = await ana.get('/api/users/me/');
    expect(me.json()).toEqual({
      success: true,
      data: expect.objectContaining({ username: 'ana' }),
      error: null,
    });
    expect(me.headers['content-length']).toBe(String(Buffer.byteLength(me.body)));
    const csrf = await ana.get('/api/csrf/');
    expect(csrf.json()).toEqual({ success: true, data: { csrfToken: expect.any(String) }, error: null });
    const created = await ana.post('/api/users/me/emails/', { email: 'second@mail.example' });
    expect([created.statusCode, Object.keys(created.json())]).toEqual([201, ['success', 'data', 'error']]);
    const removed = await ana.send('DELETE', `/api/users/me/emails/${created.json().data.id}/`);
    expect([removed.statusCode, removed.body]).toEqual([204, '']);
  });

  it.each(refusals)('is around the refusal of %s', async (_, status, code, ask) => {
    const answer = (await ask(site.browser())) as Answered;
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/json']);
    expect(answer.json()).toEqual({
      success: false,
      data: null,
      error: {
        code,
        message: expect.stringMatching(/\w/),
        fields: code === 'invalid-input' ? { email: ['This field is required.'] } : null,
        details: code === 'bearer-refused' ? expect.objectContaining({ code: 'token_not_valid' }) : null,
      },
    });
  });

  it('is around what endpoints say in words of their own', async () => {
    const logIn = await site.browser().post('/api/login/', { username: 'ana', password: 'wrong-wrong' });
    expect([logIn.statusCode, logIn.json().error]).toEqual([
      401,
      { code: 'invalid-credentials', message: 'Invalid credentials', fields: null, details: null },
    ]);
    const cookies = await site.browser().post('/api/auth/cookie/refresh/');
    expect([cookies.statusCode, cookies.json().error]).toEqual([
      400,
      expect.objectContaining({
        message: 'Refresh token is missing',
        fields: { non_field_errors: ['Refresh token is missing'] },
      }),
    ]);
    const other = await site.browser().get('/login/');
    expect([other.statusCode, other.json().error.message]).toEqual([400, 'POST request required']);
  });

  it('is around an answer that is given again', async () => {
    const ana = await signIn(site);
    const again = { 'idempotency-key': 'once' };
    const name = { name: 'laptop', password: PASSWORD };
    const first = await ana.post('/api/users/me/emails/', { email: 'third@mail.example', ...name }, again);
    const second = await ana.post('/api/users/me/emails/', { email: 'third@mail.example', ...name }, again);
    expect(second.json()).toEqual(first.json());
  });

  it('is not around documents of somebody else’s standard', async () => {
    expect(Object.keys((await site.browser().get('/.well-known/jwks.json')).json())).toEqual(['keys']);
    const document = (await site.browser().get('/openapi.json')).json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(unresolved(document)).toEqual([]);
  });
});

describe('problem details (RFC 9457)', () => {
  let site: Site;
  beforeAll(async () => {
    site = await open('problem');
  });
  afterAll(() => site.close());

  it('leave bare what went well, and the OpenAPI document whole', async () => {
    const document = (await site.browser().get('/openapi.json')).json();
    expect([unresolved(document), document.components.schemas.Problem.required]).toEqual([
      [],
      ['type', 'title', 'status', 'detail', 'code'],
    ]);
    const ana = await signIn(site);
    const me = await ana.get('/api/users/me/');
    expect([me.json().username, me.headers['content-type']]).toEqual(['ana', 'application/json']);
  });

  it.each(refusals)('tell the refusal of %s, and its status stays', async (_, status, code, ask) => {
    const answer = (await ask(site.browser())) as Answered;
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(answer.headers['refusal-code']).toBe(code);
    expect(answer.json()).toMatchObject({
      type: 'about:blank',
      title: expect.stringMatching(/\w/),
      status,
      detail: expect.stringMatching(/\w/),
      code,
    });
  });

  it('point at the fields, and at the whole body by #', async () => {
    const fields = await site.browser().post('/api/login/', { username: 'ana' });
    expect(fields.json().errors).toEqual([{ detail: 'This field is required.', pointer: '#/password' }]);
    const whole = await site.browser().post('/api/token/verify/', { token: 'x.y.z' });
    expect(whole.json()).toMatchObject({ status: 401, code: 'token-refused', detail: 'Token is invalid' });
    const token = await site.browser().post('/api-token-auth/', { username: 'x', password: 'y' });
    expect(token.json().errors).toEqual([
      { detail: 'Unable to log in with provided credentials.', pointer: '#' },
    ]);
  });

  it('keep the challenge and the time to wait', async () => {
    expect((await site.browser().get('/api/users/me/')).headers['www-authenticate']).toBe(
      'Bearer realm="api"',
    );
    expect((await logInTooOften(site.browser())).headers['retry-after']).toMatch(/^\d+$/);
  });

  it('lead where the site describes its refusals', async () => {
    const described = await open('problem', { API_PROBLEM_TYPE_URL: 'https://example.org/errors#' });
    const answer = await described.browser().get('/api/users/me/');
    expect(answer.json().type).toBe('https://example.org/errors#not-authenticated');
    await described.close();
    await expect(open('problem', { API_PROBLEM_TYPE_URL: 'errors#' })).rejects.toThrow(ConfigurationError);
  });
});
