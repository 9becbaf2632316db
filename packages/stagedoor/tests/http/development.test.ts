import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, parseConfig } from '../../src/config.ts';
import { toWebHandler } from '../../src/server/to-web-handler.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

let site: RealSite;
let ids: readonly string[];
beforeAll(async () => {
  site = await openRealSite({ env: { ALLOWED_HOSTS: '*', TRUSTED_PROXIES: '127.0.0.0/8' } });
  const { email } = await site.addPerson('ana');
  const answer = await site.app.inject({
    method: 'POST',
    url: '/api/password/reset/',
    headers: { host: '127.0.0.1' },
    payload: { email },
  });
  expect(answer.statusCode).toBe(200);
  ids = (await site.mails()).map(({ id }) => id);
});
afterAll(() => site.close());

const addresses = () => [
  '/dev/mail/',
  '/dev/mail.json',
  ...ids.flatMap((id) => [`/dev/mail/${id}/`, `/dev/mail/${id}/html/`]),
];
const ask = async (url: string, headers: Record<string, string>, remoteAddress: string) => {
  const answer = await site.app.inject({
    url,
    headers: { host: '127.0.0.1', accept: 'text/html', ...headers },
    remoteAddress,
  });
  return answer.statusCode;
};

/** A press of "Delete all" by whoever has a token of the site's own. */
async function empty(headers: Record<string, string>, remoteAddress: string): Promise<number> {
  const host = { host: '127.0.0.1', ...headers };
  const csrf = await site.app.inject({ url: '/api/csrf/', headers: host, remoteAddress });
  const answer = await site.app.inject({
    method: 'POST',
    url: '/dev/mail/clear/',
    headers: {
      ...host,
      accept: 'text/html',
      cookie: `csrftoken=${csrf.cookies.find(({ name }) => name === 'csrftoken')?.value}`,
      'x-csrftoken': csrf.json().csrfToken,
    },
    remoteAddress,
  });
  return answer.statusCode;
}
const kept = async () =>
  (await site.app.inject({ url: '/dev/mail.json', headers: { host: '127.0.0.1' } })).json().length;

describe('caught e-mails, which hold everybody’s live links,', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('are shown to %s', async (peer) => {
    expect(ids.length).toBeGreaterThan(0);
    for (const url of addresses()) expect(await ask(url, {}, peer), url).toBe(200);
  });

  it.each(['localhost:8000', 'shop.localhost', '[::1]:8000'])('are shown under the name %s', async (host) => {
    expect(await ask('/dev/mail.json', { host }, '127.0.0.1')).toBe(200);
  });

  it.each(['192.0.2.7', '10.0.0.1', '128.0.0.1', '2001:db8::1', '::ffff:10.0.0.1'])(
    'are not there for %s',
    async (peer) => {
      for (const url of addresses()) expect(await ask(url, {}, peer), url).toBe(404);
    },
  );

  it('are deleted by whom they are shown to, and by nobody else', async () => {
    const count = await kept();
    expect(await empty({}, '192.0.2.7')).toBe(404);
    expect(await empty({ 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1')).toBe(404);
    expect(await kept()).toBe(count);
    expect(await empty({}, '127.0.0.1')).toBe(302);
    expect(await kept()).toBe(0);
  });

  it.each([
    { 'x-forwarded-for': '192.0.2.7' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '' },
    { 'x-real-ip': '127.0.0.1' },
    { 'x-forwarded-host': 'site.example' },
    { 'x-forwarded-proto': 'http' },
    { forwarded: 'for=127.0.0.1' },
    { via: '1.1 tunnel' },
    { host: 'site.example' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost.evil.example' },
  ])('are not there for what somebody on this machine hands on: %j', async (headers) => {
    for (const url of addresses()) expect(await ask(url, headers as never, '127.0.0.1'), url).toBe(404);
  });

  it('are there behind a function for Web requests only where the runtime says that the client is here', async () => {
    const handle = toWebHandler(site.stagedoor, {
      clientAddress: (request) => request.headers.get('x-said'),
    });
    const statusFor = async (said: string | null) => {
      const headers = said === null ? new Headers() : new Headers({ 'x-said': said });
      return (await handle(new Request('http://127.0.0.1/dev/mail.json', { headers }))).status;
    };
    expect(await Promise.all([statusFor('127.0.0.1'), statusFor('192.0.2.7'), statusFor(null)])).toEqual([
      200, 404, 404,
    ]);
    await handle.close();
  });
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig({ SECRET_KEY: 'x'.repeat(40), CRYPTOGRAPHY_KEY: 'A'.repeat(43), ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('a site that does not say its mode', () => {
  it.each([
    {},
    { HOST: '127.0.0.1' },
    { HOST: 'localhost' },
    { HOST: '::1' },
    { HOST: '127.0.0.2', PUBLIC_URL: 'http://shop.localhost:8000' },
    { PUBLIC_URL: 'http://[::1]:8000' },
  ])('starts where only this machine can reach it: %j', (env) => {
    expect(problemsOf(env as never)).toEqual([]);
  });

  const PUBLIC = [
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { HOST: '192.168.1.5' },
    { HOST: 'example.org' },
    { PUBLIC_URL: 'https://example.org' },
    { PUBLIC_URL: 'http://example.org' },
    { PUBLIC_URL: 'https://localhost.example.org' },
    { HOST: '0.0.0.0', PUBLIC_URL: 'https://example.org', NODE_ENV: ' ' },
  ];

  it.each(PUBLIC)('does not start where others can: %j', (env) => {
    expect(problemsOf(env as never)).toEqual([
      expect.stringMatching(/^NODE_ENV is not set, and .*NODE_ENV=production/),
    ]);
  });

  it.each(PUBLIC)(
    'starts there once it says that it is in development, and shows strangers no documents: %j',
    (env) => {
      const config = parseConfig({
        SECRET_KEY: 'x'.repeat(40),
        CRYPTOGRAPHY_KEY: 'A'.repeat(43),
        ...env,
        NODE_ENV: 'development',
      });
      expect([config.apiDocs, config.browsableApi]).toEqual([false, false]);
    },
  );
});
