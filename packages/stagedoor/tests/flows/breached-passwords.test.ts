import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBreachedPasswords } from '../../src/infrastructure/password/breached-passwords.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const KNOWN = 'correct-horse-battery-9';
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

/** A server as Have I Been Pwned is one, that knows one password. */
let ranges: Server;
let url: string;
let asked: { path: string; padding: string | undefined }[] = [];
let mood: 'well' | 'broken' | 'silent' | 'endless' | 'elsewhere' = 'well';

beforeAll(async () => {
  ranges = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, padding: request.headers['add-padding'] as string | undefined });
    if (mood === 'silent') return;
    if (mood === 'elsewhere') return void response.writeHead(302, { location: '/other' }).end();
    if (mood === 'broken') return void response.writeHead(500).end();
    if (mood === 'endless') return void response.end('0'.repeat(1_100_000));
    const isKnown = path === `/range/${sha1(KNOWN).slice(0, 5)}`;
    const padding = `${sha1(NEW_PASSWORD).slice(5)}:0\r\n${'0'.repeat(35)}:0`;
    response.end(isKnown ? `${'A'.repeat(35)}:3\r\n${sha1(KNOWN).slice(5)}:42\r\n${padding}` : padding);
  });
  await new Promise<void>((resolve) => ranges.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(ranges.address() as AddressInfo).port}`;
  // The first of a process takes longer than is waited for here.
  await (await fetch(url)).text();
});
afterAll(() => {
  ranges.closeAllConnections();
  ranges.close();
});
beforeEach(() => {
  asked = [];
  mood = 'well';
});

describe('who is asked for passwords of breaches', () => {
  const passwords = (onSilence = (_: unknown) => {}) =>
    createBreachedPasswords({ url, onSilence, timeoutMs: 200 });

  it('hears five characters of a hash, and hides by padding how many there were', async () => {
    expect(await passwords().have(KNOWN)).toBe(true);
    expect(asked).toEqual([{ path: `/range/${sha1(KNOWN).slice(0, 5)}`, padding: 'true' }]);
  });

  it('knows no password that only pads the answer', async () => {
    expect(await passwords().have(NEW_PASSWORD)).toBe(false);
  });

  it.each(['broken', 'silent', 'endless', 'elsewhere'] as const)(
    'holds nobody up where it is %s',
    async (how) => {
      mood = how;
      const silences: unknown[] = [];
      expect(await passwords((error) => silences.push(error)).have(KNOWN)).toBe(false);
      expect(silences).toHaveLength(1);
      expect(asked.map(({ path }) => path)).not.toContain('/other');
    },
  );

  it('holds nobody up where it is not there', async () => {
    const nobody = createBreachedPasswords({ url: 'http://127.0.0.1:1', onSilence: () => {} });
    expect(await nobody.have(KNOWN)).toBe(false);
  });
});

describe('a site that asks for passwords of breaches', () => {
  let site: RealSite;
  let userId: number;
  beforeAll(async () => {
    site = await openRealSite({ env: { BREACHED_PASSWORDS_URL: url } });
    userId = (await site.addPerson('ana')).id;
  });
  afterAll(() => site.close());

  const told =
    'This password was in a breach of another site, and is the first that others try. Choose another one.';
  const post = async (path: string, payload: object, headers = {}) =>
    await site.app.inject({ method: 'POST', url: path, payload, headers });

  it('takes none of them at sign-up', async () => {
    const account = { username: 'ben', email: 'ben@mail.example', password_confirm: KNOWN, password: KNOWN };
    expect((await post('/api/signup/', account)).json()).toEqual({ password: [told] });
    const other = { ...account, password_confirm: NEW_PASSWORD, password: NEW_PASSWORD };
    expect((await post('/api/signup/', other)).statusCode).toBe(201);
  });

  it('takes none where one is changed, reset or set by somebody else', async () => {
    const { access } = (await post('/api/token/', { username: 'ana', password: PASSWORD })).json<{
      access: string;
    }>();
    const headers = { authorization: `Bearer ${access}` };
    const changed = { old_password: PASSWORD, new_password1: KNOWN, new_password2: KNOWN };
    expect((await post('/api/password/change/', changed, headers)).json()).toEqual({ new_password2: [told] });
    await post('/api/password/reset/', { email: 'ana@mail.example' });
    const [, uid, token] =
      /\/reset\/([^/]+)\/([^/]+)\//.exec(await site.mailedPath('ana@mail.example')) ?? [];
    const reset = { uid, token, new_password1: KNOWN, new_password2: KNOWN };
    expect((await post('/api/password/reset/confirm/', reset)).json()).toEqual({ new_password2: [told] });
    const { password } = site.stagedoor.useCases;
    await expect(password.setFor({ by: 'operator', userId, password: KNOWN })).rejects.toThrow();
  });

  it('lets whoever has one already log in: nothing is asked then', async () => {
    expect((await post('/api/token/', { username: 'ana', password: PASSWORD })).statusCode).toBe(200);
    expect(asked).toEqual([]);
  });
});

it.each([
  'ftp://x.example',
  'https://user:secret@x.example',
  'http://x.example',
  'https://x.example?key=1',
  'pwned',
])('does not start with BREACHED_PASSWORDS_URL=%s', async (address) => {
  await expect(openRealSite({ env: { BREACHED_PASSWORDS_URL: address } })).rejects.toThrow(
    'BREACHED_PASSWORDS_URL',
  );
});
