import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { echoRoute, mount } from '../support/test-routes.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite({ server: { extend: mount(echoRoute) } });
  await addPerson(site);
});
afterAll(() => site.close());

const BOUNDARY = 'BoUnDaRyStRiNg';
const type = (boundary = BOUNDARY) => ({ 'content-type': `multipart/form-data; boundary=${boundary}` });
const part = (name: string, value: string, more = '') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const whole = (...parts: string[]) => `${parts.join('')}--${BOUNDARY}--\r\n`;

const send = (payload: string | Buffer, headers: Record<string, string> = type()) =>
  site.browser().request('POST', '/api/test/echo/', { payload, headers });
const detail = (reason: string) => ({ detail: `Multipart form parse error - ${reason}` });

describe('a multipart body', () => {
  it('is read as a form is', async () => {
    const answer = await send(whole(part('text', ' añ '), part('flag', 'on'), part('number', '7')));
    expect([answer.statusCode, answer.json()]).toEqual([200, { text: 'añ', flag: true, number: 7 }]);
  });

  it('as a browser makes it is read too', async () => {
    const form = new FormData();
    form.set('text', 'hello');
    const { headers, body } = await asSent(form);
    expect((await send(body, headers)).json()).toEqual({ text: 'hello' });
  });

  it.each([
    ['came twice', whole(part('text', 'a'), part('text', 'b'))],
    ['is a file', whole(part('text', 'a', '; filename="a.txt"'))],
    ['is no UTF-8', Buffer.from(whole(part('text', '\xff')), 'latin1')],
  ])('with a field that %s is a 400 for that field', async (_, payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, answer.json()]).toEqual([400, { text: ['Not a valid string.'] }]);
  });

  it.each([
    [
      'without a boundary',
      whole(part('text', 'a')),
      'multipart/form-data',
      'Invalid boundary in multipart: None',
    ],
    ['cut short', part('text', 'a'), undefined, 'the parts are not divided as the boundary says'],
    ['with another boundary', whole(part('text', 'a')), 'multipart/form-data; boundary=other', undefined],
    ['of JSON', '{"text":"a"}', undefined, 'the parts are not divided as the boundary says'],
    ['with a part without a name', whole(part('', 'a')), undefined, 'a part has no name'],
    ['with a part without headers', `--${BOUNDARY}\r\n\r\na\r\n--${BOUNDARY}--`, undefined, undefined],
    [
      'with headers by the thousand',
      `--${BOUNDARY}\r\n${'A:\r\n'.repeat(2_000)}\r\na`,
      undefined,
      'the headers of a part are too long',
    ],
  ])('%s is a 400', async (_, payload, contentType, reason) => {
    const answer = await send(payload, contentType === undefined ? type() : { 'content-type': contentType });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual(detail(reason ?? 'the parts are not divided as the boundary says'));
  });

  it('with more than 200 fields is a 400, beyond the limit a 413', async () => {
    const fields = (count: number) => whole(...Array.from({ length: count }, (_, at) => part(`f${at}`, '')));
    expect((await send(fields(200))).statusCode).toBe(200);
    const tooMany = await send(fields(201));
    expect([tooMany.statusCode, tooMany.json()]).toEqual([400, detail('too many fields')]);
    expect((await send(whole(part('text', 'x'.repeat(70_000))))).statusCode).toBe(413);
  });

  it('is read by the boundary that its limits were judged by, whatever a quoted value of the header holds', async () => {
    const decoy = {
      'content-type': `multipart/form-data; x="; boundary=other; y"; boundary=${BOUNDARY}`,
    };
    const many = Array.from({ length: 201 }, (_, at) => part(`f${at}`, ''));
    expect((await send(whole(...many), decoy)).json()).toEqual(
      detail('the parts are not divided as the boundary says'),
    );
    const odd = await send(whole(part('text', 'a')), type('"BoUnDa\\RyStRiNg"'));
    expect([odd.statusCode, odd.json()]).toEqual([400, detail('Invalid boundary in multipart: None')]);
  });

  it('cannot reach a prototype by its names', async () => {
    const names = ['__proto__', 'constructor', '__proto__[text]', 'constructor.prototype.text'];
    const answer = await send(whole(...names.map((name) => part(name, 'polluted'))));
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    expect(({} as { text?: string }).text).toBeUndefined();
  });

  it('that is compressed is a 415', async () => {
    expect((await send(whole(), { ...type(), 'content-encoding': 'gzip' })).statusCode).toBe(415);
  });
});

describe('a multipart form by session cookie', () => {
  it('carries its CSRF token as a field, and is refused without it', async () => {
    const browser = await signIn(site);
    const rename = (...more: string[]) =>
      browser.request('PATCH', '/api/users/me/', {
        payload: whole(part('first_name', 'Ana'), ...more),
        headers: type(),
      });
    expect((await rename()).json()).toEqual({ detail: 'CSRF Failed: CSRF token missing.' });
    const token = part('csrfmiddlewaretoken', browser.cookie('csrftoken') ?? '');
    expect((await rename(token, token)).statusCode).toBe(403);
    expect((await rename(token)).json()).toMatchObject({ first_name: 'Ana' });
  });
});

it('a sign-up by multipart is the same request again although its boundary changed', async () => {
  const form = () => {
    const fields = new FormData();
    for (const [name, value] of Object.entries({
      email: 'eva@mail.example',
      username: 'eva',
      password: PASSWORD,
      password_confirm: PASSWORD,
    }))
      fields.set(name, value);
    return fields;
  };
  const signUp = async (fields: FormData) => {
    const { headers, body } = await asSent(fields);
    const keyed = { ...headers, 'idempotency-key': 'key-1' };
    return site.browser().request('POST', '/api/signup/', { payload: body, headers: keyed });
  };
  expect((await signUp(form())).statusCode).toBe(201);
  const again = await signUp(form());
  expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
  const other = form();
  other.set('email', 'other@mail.example');
  expect((await signUp(other)).statusCode).toBe(422);
});

/** The bytes of a form as fetch sends them, with a boundary made anew each time. */
async function asSent(form: FormData) {
  const request = new Request('http://127.0.0.1', { method: 'POST', body: form });
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return { headers, body: Buffer.from(await request.arrayBuffer()) };
}
