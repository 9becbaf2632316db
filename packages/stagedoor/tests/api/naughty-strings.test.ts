import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../support/browser.ts';
import { databases } from '../support/databases.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { naughtyStringsFor } from '../support/naughty-strings-for.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';

const extraFields = {
  about: { type: 'text', maxLength: 500, default: '', atSignUp: true },
  floor: { type: 'integer', nullable: true, atSignUp: true },
  born: { type: 'date', nullable: true, atSignUp: true },
  keen: { type: 'boolean', default: false, atSignUp: true },
  team: { type: 'choice', choices: { red: 'Red' }, nullable: true, atSignUp: true },
} as const;

type Answer = Pick<LightMyRequestResponse, 'statusCode' | 'body'>;

/** What the routes answer, each to some of the texts: taken, refused for the text, or nothing found by it. */
const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  ...{ signup: [400], 'signup, the rest right': [201, 400] },
  ...{ login: [400, 401], '/login/': [400, 401] },
  ...{ reset: [200, 400], 'reset confirm': [400], activation: [200, 400], 'activation confirm': [400] },
  ...{ change: [400], me: [400], names: [200], session: [404], query: [200] },
};

/** These ask no body, or need none: by cookies, by the proxy, by the address. */
const READ_NO_BODY = [
  '/api/logout/',
  '/api/login/remote/',
  '/api/users/me/emails/:id/verification/',
  '/api/users/me/second-factors/totp/',
  '/api/users/me/second-factors/recovery-codes/',
  // `:id` is no id, which is said before anything is read.
  '/api/users/me/second-factors/totp/:id/confirm/',
  '/api/auth/cookie/refresh/',
  '/api/auth/cookie/verify/',
  '/api/auth/cookie/logout/',
  '/auth/token/logout/',
];

/** Bytes that no JSON text of ours could hold. */
const rawBodies: readonly (string | Buffer)[] = [
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
  Buffer.concat([Buffer.from('{"username":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  Buffer.concat([Buffer.from('{"username":"'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')]),
  '{"username":"\\ud800","password":"\\udfff"}',
  '{"username":"a\0b"}',
  '{"username":"\r\n"}',
  '{"username":{"$gt":""},"password":["x"]}',
  '{"__proto__":{"is_staff":true},"constructor":{"prototype":{}}}',
  `${'['.repeat(30_000)}`,
  '{"username":"a","username":"b"}',
  '\ufeff{"username":"a"}',
  '{',
  'null',
  '"text"',
  '1e400',
];

const texts = (names: readonly string[], text: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, text]));

describe.each(databases)('naughty strings over JSON on $database', { timeout: 240_000 }, (on) => {
  const { database: kind, open } = on;
  const naughtyStrings = naughtyStringsFor(kind);
  let site: RealSite;
  let member: Browser;
  let drop: () => Promise<void>;
  const stranger = () => new Browser(site.app, site.stagedoor.config.publicUrl);
  const loggedIn = async () => {
    const browser = stranger();
    const entered = await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect(entered.statusCode).toBe(200);
    return browser;
  };

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    const env = { ...unlimited, ...database.env, BODY_LIMIT_BYTES: '1000000' };
    site = await openRealSite({ env: { ...env, ...frontEndEnv }, config: { extraFields } });
    await site.addPerson();
    member = await loggedIn();
  });
  afterAll(async () => {
    await site?.close();
    await drop?.();
  });

  it('in every text field of every route are taken or refused with a 4xx, never a fault', async () => {
    const faults: string[] = [];
    const answered = new Map<string, Set<number>>();
    const note = (route: string, text: string, { statusCode, body }: Answer): void => {
      answered.set(route, (answered.get(route) ?? new Set()).add(statusCode));
      if (!ANSWERS[route]?.includes(statusCode))
        faults.push(`${statusCode} ${route} ${JSON.stringify(text.slice(0, 60))} ${body}`);
    };
    for (const [index, text] of naughtyStrings.entries()) {
      const browser = stranger();
      const all = texts(['username', 'email', 'first_name', 'last_name', ...Object.keys(extraFields)], text);
      const passwords = texts(['password', 'password_confirm'], text);
      const newPasswords = texts(['new_password1', 'new_password2'], text);
      note('signup', text, await browser.post('/api/signup/', { ...all, ...passwords }));
      const right = { email: `s${index}@mail.example`, password: PASSWORD, password_confirm: PASSWORD };
      const free = texts(['username', 'first_name', 'last_name', 'about'], text);
      note('signup, the rest right', text, await browser.post('/api/signup/', { ...right, ...free }));
      note('login', text, await browser.post('/api/login/', texts(['username', 'email', 'password'], text)));
      note(
        '/login/',
        text,
        await browser.form('/login/', texts(['username', 'password'], text.toWellFormed())),
      );
      note('reset', text, await browser.post('/api/password/reset/', { email: text }));
      const reset = { uid: text, token: text, ...newPasswords };
      note('reset confirm', text, await browser.post('/api/password/reset/confirm/', reset));
      note('activation', text, await browser.post('/api/activation/', { email: text }));
      note('activation confirm', text, await browser.post('/api/activation/confirm/', { key: text }));
      note(
        'change',
        text,
        await member.post('/api/password/change/', { old_password: text, ...newPasswords }),
      );
      note(
        'me',
        text,
        await member.send('PATCH', '/api/users/me/', { ...all, language: text, time_zone: text }),
      );
      note('names', text, await member.send('PATCH', '/api/users/me/', { [text]: text }));
      // Clients take dots for steps along the path, and would arrive elsewhere: at the account itself.
      const id = encodeURIComponent(text.toWellFormed().slice(0, 200)).replace(/^\.\.?$/, 'dots');
      note('session', text, await member.send('DELETE', `/api/users/me/sessions/${id}/`));
      note('query', text, await member.get(`/api/users/me/?next=${id}&page=${id}`));
    }
    expect(faults).toEqual([]);
    // Each of them comes: what is refused for its form at every turn tries no text.
    expect(
      Object.fromEntries([...answered].map(([route, statuses]) => [route, [...statuses].sort()])),
    ).toEqual(ANSWERS);
    expect((await member.get('/api/users/me/')).statusCode).toBe(200);
  });

  it('that are taken are stored as typed, trimmed; the others are refused by name', async () => {
    let taken = 0;
    for (const text of naughtyStrings) {
      const answer = await member.send('PATCH', '/api/users/me/', { first_name: text, about: text });
      if (answer.statusCode === 400) {
        expect(Object.keys(answer.json()), JSON.stringify(text.slice(0, 60))).toContain('first_name');
        continue;
      }
      taken += 1;
      const { first_name, about } = (await member.get('/api/users/me/')).json();
      expect([answer.statusCode, first_name, about]).toEqual([200, text.trim(), text.trim()]);
    }
    expect(taken).toBeGreaterThan(naughtyStrings.length / 4);
  });

  it('as passwords open the account exactly as typed, or are refused', async () => {
    let opened = 0;
    for (const [index, text] of naughtyStrings.entries()) {
      const identity = { username: `p${index}`, email: `p${index}@mail.example` };
      const passwords = { password: text, password_confirm: text };
      const answer = await stranger().post('/api/signup/', { ...identity, ...passwords });
      if (answer.statusCode !== 201) {
        expect([answer.statusCode, Object.keys(answer.json())[0]]).toEqual([400, 'password']);
        continue;
      }
      const link = await site.mailedPath(identity.email);
      await stranger().post('/api/activation/confirm/', {
        key: decodeURIComponent(link.split('/')[3] ?? ''),
      });
      const logIn = await stranger().post('/api/login/', { username: identity.username, password: text });
      expect([JSON.stringify(text), logIn.statusCode]).toEqual([JSON.stringify(text), 200]);
      opened += 1;
    }
    expect(opened).toBeGreaterThan(naughtyStrings.length / 40);
  });

  it('in bytes that are no text are refused with a 4xx by every route that reads a body', async () => {
    const posts = everyApiRoute.filter(({ method }) => method === 'POST');
    for (const { path, access } of posts) {
      const sender = access === 'authenticated' ? await loggedIn() : stranger();
      const codes = new Set<unknown>();
      for (const payload of rawBodies) {
        const { statusCode, headers } = await sender.request('POST', path, {
          payload,
          headers: { 'content-type': 'application/json', ...sender.csrfHeader() },
        });
        const label = `${path} ${JSON.stringify(payload.toString('latin1' as never).slice(0, 40))}`;
        expect([label, statusCode >= 200 && statusCode < 500]).toEqual([label, true]);
        codes.add(headers['refusal-code']);
      }
      // Who is turned away before the body is read tries nothing.
      if (!READ_NO_BODY.includes(path)) expect([path, ...codes]).toContain('parse-error');
      for (const early of ['not-authenticated', 'already-authenticated', 'csrf-failed'])
        expect([path, ...codes]).not.toContain(early);
    }
    expect(({} as { is_staff?: boolean }).is_staff).toBeUndefined();
  });
});
