import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';
import { echoRoute, mount, sessionRoute, visitorRoute } from '../support/test-routes.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite({ server: { extend: mount(echoRoute, sessionRoute, visitorRoute) } });
  await addPerson(site);
});
afterAll(() => site.close());

const ECHO = '/api/test/echo/';
const echo = (payload: object) => site.browser().post(ECHO, payload);

describe('an answer of the JSON API', () => {
  it.each([
    ['GET', '/api/users/me/', 401, { detail: 'Authentication credentials were not provided.' }],
    ['GET', '/api/nowhere/', 404, { detail: 'Not found.' }],
    ['POST', '/api/users/me/', 405, { detail: 'Method "POST" not allowed.' }],
    ['GET', '/api/login/', 405, { detail: 'Method "GET" not allowed.' }],
    [
      'POST',
      '/api/login/',
      400,
      { username: ['This field is required.'], password: ['This field is required.'] },
    ],
  ])('to %s %s is %d', async (method, url, status, body) => {
    const answer = await site.browser().request(method, url);
    expect([answer.statusCode, answer.json()]).toEqual([status, body]);
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it.each(['/healthz', '/readyz', '/api/csrf/', '/openapi.json', '/api/nowhere/'])(
    'at %s is JSON without a charset',
    async (url) => {
      const answer = await site.browser().get(url);
      expect(answer.headers['content-type']).toBe('application/json');
    },
  );

  it.each([
    ['either', ['email', 'password', 'password_confirm', 'username']],
    ['username', ['email', 'password', 'password_confirm', 'username']],
    ['email', ['email', 'password', 'password_confirm']],
  ])('names every field that a sign-up by %s needs at once', async (LOGIN_BY, fields) => {
    const byName = await openSite({ env: { LOGIN_BY } });
    const answer = await byName.browser().post('/api/signup/', {});
    expect(Object.keys(answer.json()).sort()).toEqual(fields);
    expect(answer.json().email).toEqual(['This field is required.']);
    const logIn = await byName.browser().post('/api/login/', { email: 'ana@mail.example' });
    expect(logIn.json()).toEqual({ password: ['This field is required.'] });
    await byName.close();
  });

  it('says Allow, Vary and the challenge', async () => {
    const answer = await site.browser().get('/api/users/me/');
    expect(answer.headers.allow).toBe('GET, PUT, PATCH, DELETE, HEAD, OPTIONS');
    expect(answer.headers.vary).toBe('Accept, Cookie');
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
    const options = await site.browser().request('OPTIONS', '/api/users/me/');
    expect([options.statusCode, options.headers.allow]).toEqual([
      200,
      'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
    ]);
  });

  it('needs no slash at the end, and redirects nobody for it', async () => {
    const answer = await site
      .browser()
      .post('/api/login', { username: 'ana', password: 'wrong-wrong-wrong' });
    expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'Invalid credentials' }]);
  });

  it.each([
    ['text/html', 406],
    ['application/xml, text/*', 406],
    ['application/json;q=0', 406],
    ['application/json; indent=4', 401],
    ['*/*', 401],
    ['text/html, application/*;q=0.1', 401],
  ])('to Accept: %s is %d', async (accept, status) => {
    const answer = await site.browser().get('/api/users/me/', { accept });
    expect(answer.statusCode).toBe(status);
    if (status === 406)
      expect(answer.json()).toEqual({ detail: 'Could not satisfy the request Accept header.' });
  });

  it('carries the security headers, errors too', async () => {
    for (const url of [
      '/api/users/me/',
      '/api/csrf/',
      '/api/nowhere/',
      '/api/test/session/?fail=1',
      '/healthz',
    ]) {
      expect((await site.browser().get(url)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-xss-protection': '1; mode=block',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });

  it('to a HEAD has the length of the GET and no body', async () => {
    const browser = await signIn(site);
    const got = await browser.get('/api/users/me/');
    const head = await browser.request('HEAD', '/api/users/me/');
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([
      200,
      '',
      got.headers['content-length'],
    ]);
  });

  it('is in Spanish for who asks for it', async () => {
    const answer = await site.browser().get('/api/users/me/', { 'accept-language': 'es-MX,es;q=0.9' });
    expect(answer.json()).toEqual({ detail: 'No se han proporcionado credenciales de acceso.' });
  });

  it('to a fault is a 500 that tells nothing (ASVS V16.5.1)', async () => {
    const answer = await site.browser().get('/api/test/session/?fail=1');
    expect([answer.statusCode, answer.json()]).toEqual([500, { detail: 'A server error occurred.' }]);
  });
});

describe('a body', () => {
  const send = (payload: string | Buffer, type = 'application/json', headers: Record<string, string> = {}) =>
    site.browser().request('POST', ECHO, { payload, headers: { 'content-type': type, ...headers } });

  it.each([
    ['{"text": ', 400, 'JSON parse error - Expecting value: line 1 column 10 (char 9)'],
    ["{'text': 1}", 400, 'JSON parse error - Expecting value: line 1 column 2 (char 1)'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 400, 'JSON parse error - the body is not UTF-8'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 400, 'JSON parse error - too deeply nested'],
  ])('that is no JSON is refused by its place: %s', async (payload, status, detail) => {
    const answer = await send(payload);
    expect([answer.statusCode, answer.json()]).toEqual([status, { detail }]);
  });

  it.each([
    ['at its top', '{"text":"a","text":"b"}', 'text'],
    ['with the same value', '{"text":"a","text":"a"}', 'text'],
    ['nested', '{"text":"a","more":{"deep":[{"x":1,"x":2}]}}', 'x'],
    ['spelled with escapes', '{"text":"a","t\\u0065xt":"b"}', 'text'],
    ['after white space', '{"text"\n :"a" ,\t"text" : "b"}', 'text'],
    ['with quotes in it', '{"a\\"b":1,"a\\u0022b":2}', 'a\\"b'],
    ['as the prototype', '{"__proto__":{},"__proto__":{}}', '__proto__'],
    ['empty', '{"":1,"":2}', ''],
  ])('that has a key twice is refused, and the key is named: %s', async (_, payload, key) => {
    const answer = await send(payload);
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { detail: `JSON parse error - the key "${key}" is there twice` },
    ]);
  });

  it.each([
    '{"text":"a","more":{"text":"b"}}',
    '{"text":"a","more":[{"text":1},{"text":2}]}',
    '{"text":"text","more":["text","text"],"Text":1}',
    '{"text":"\\"text\\":","more":"{\\"text\\":1,\\"text\\":2}"}',
  ])('whose keys differ is taken: %s', async (payload) => {
    expect((await send(payload)).statusCode).toBe(200);
  });

  it('never comes back in the refusal: bodies carry passwords', async () => {
    expect((await send('{"password": hunter2-canary}')).body).not.toContain('canary');
  });

  it.each([
    ['[]', 'Invalid data. Expected a dictionary, but got list.'],
    ['"x"', 'Invalid data. Expected a dictionary, but got str.'],
    ['7', 'Invalid data. Expected a dictionary, but got int.'],
    ['true', 'Invalid data. Expected a dictionary, but got bool.'],
    ['null', 'No data provided'],
  ])('of the JSON %s is no object', async (payload, text) => {
    const answer = await send(payload);
    expect([answer.statusCode, answer.json()]).toEqual([400, { non_field_errors: [text] }]);
  });

  it.each(['text/plain', 'multipart/mixed; boundary=x', 'application/jsonp', 'text/json', ''])(
    'of type %j is a 415',
    async (type) => {
      const answer = await send('{"text":"x"}', type);
      expect([answer.statusCode, answer.json()]).toEqual([
        415,
        { detail: `Unsupported media type "${type}" in request.` },
      ]);
    },
  );

  it('that is compressed is a 415', async () => {
    expect((await send('{}', 'application/json', { 'content-encoding': 'gzip' })).statusCode).toBe(415);
  });

  it('beyond the limit is a 413', async () => {
    const answer = await send(JSON.stringify({ text: 'x'.repeat(70_000) }));
    expect([answer.statusCode, answer.json()]).toEqual([
      413,
      { detail: 'The request is larger than this server accepts: at most 65,536 bytes.' },
    ]);
  });

  it('with very many form fields is refused', async () => {
    const answer = await send('a=1&'.repeat(300), 'application/x-www-form-urlencoded');
    expect(answer.statusCode).toBe(400);
  });

  it('that is empty has no fields', async () => {
    expect((await send('')).json()).toEqual({});
  });
});

describe('a field', () => {
  it.each<[object, object]>([
    [{ text: ' a ' }, { text: 'a' }],
    [{ text: 7 }, { text: '7' }],
    [{ secret: ' a ' }, { secret: ' a ' }],
    [{ note: '' }, { note: '' }],
    [{ flag: 'on' }, { flag: true }],
    [{ flag: 0 }, { flag: false }],
    [{ number: '3' }, { number: 3 }],
    [{ choice: null }, { choice: null }],
    [{ choice: 'es' }, { choice: 'es' }],
    [{ unknown: 1, constructor: 2 }, {}],
  ])('of %j reads as %j', async (payload, expected) =>
    expect((await echo(payload)).json()).toEqual(expected),
  );

  it.each<[object, object]>([
    [{ text: '' }, { text: ['This field may not be blank.'] }],
    [{ text: '  ' }, { text: ['This field may not be blank.'] }],
    [{ text: null }, { text: ['This field may not be null.'] }],
    [{ text: [] }, { text: ['Not a valid string.'] }],
    [{ text: { a: 1 } }, { text: ['Not a valid string.'] }],
    [{ text: true }, { text: ['Not a valid string.'] }],
    [{ text: 'a\0b' }, { text: ['Null characters are not allowed.'] }],
    [{ secret: '\0' }, { secret: ['Null characters are not allowed.'] }],
    [{ text: 'x'.repeat(11) }, { text: ['Ensure this field has no more than 10 characters.'] }],
    [{ flag: 'maybe' }, { flag: ['Must be a valid boolean.'] }],
    [{ number: 1.5 }, { number: ['A valid integer is required.'] }],
    [{ number: '1e3' }, { number: ['A valid integer is required.'] }],
    [{ number: 10 }, { number: ['Ensure this value is less than or equal to 9.'] }],
    [{ number: 0 }, { number: ['Ensure this value is greater than or equal to 1.'] }],
    [{ choice: 'fr' }, { choice: ['"fr" is not a valid choice.'] }],
    [
      { text: '', flag: [] },
      { text: ['This field may not be blank.'], flag: ['Must be a valid boolean.'] },
    ],
  ])('of %j is refused by name', async (payload, expected) => {
    const answer = await echo(payload);
    expect([answer.statusCode, answer.json()]).toEqual([400, expected]);
  });

  it('with half a surrogate pair is no text', async () => {
    const payload = '{"text":"a\\ud800"}';
    const answer = await site
      .browser()
      .request('POST', ECHO, { payload, headers: { 'content-type': 'application/json' } });
    expect(answer.json()).toEqual({ text: ['Not a valid string.'] });
  });

  it.each([
    ['text=a&text=b', { text: ['Not a valid string.'] }],
    ['text=%ff', { text: ['Not a valid string.'] }],
    ['text=%00', { text: ['Null characters are not allowed.'] }],
    ['__proto__=x&text=%ZZ', { text: ['Not a valid string.'] }],
  ])('of the form %s is refused by name', async (payload, expected) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await site.browser().request('POST', ECHO, { payload, headers });
    expect([answer.statusCode, answer.json()]).toEqual([400, expected]);
  });

  it('called __proto__ or constructor changes nothing', async () => {
    const payload = '{"__proto__":{"text":"x"},"constructor":{"prototype":{"polluted":1}}}';
    const headers = { 'content-type': 'application/json' };
    expect((await site.browser().request('POST', ECHO, { payload, headers })).json()).toEqual({});
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('the visitor', () => {
  it('is who the connection says, cut to 512 characters', async () => {
    const headers = {
      'x-forwarded-for': '1.1.1.1',
      'user-agent': '<b>'.repeat(4_000),
      'accept-language': 'es',
    };
    const answer = await site.browser().get('/api/test/visitor/', headers);
    expect(answer.json()).toEqual({
      ipAddress: '127.0.0.1',
      userAgent: '<b>'.repeat(171).slice(0, 512),
      language: 'es',
      deviceKey: null,
    });
  });

  it('brings its device cookie along once log-in gave it one', async () => {
    const browser = await signIn(site);
    expect((await browser.get('/api/test/visitor/')).json().deviceKey).toMatch(/^[A-Za-z0-9]{43}$/);
  });
});
