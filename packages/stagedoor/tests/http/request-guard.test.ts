import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';

/** Sends bytes as they are and answers what came back until the server closed or paused. */
function answerIn(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let heard = '';
    socket.setEncoding('utf8').on('data', (text) => {
      heard += text;
    });
    socket.on('end', () => resolve(heard)).on('error', reject);
  });
}

let site: Site;
let port: number;
beforeAll(async () => {
  site = await openSite({ env: { ALLOWED_HOSTS: 'good.example' } });
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  const address = site.app.server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => site.close());

const HOST = 'Host: good.example\r\n';
const END = 'Connection: close\r\n\r\n';

describe('a request as bytes', () => {
  it('that is well-formed is answered', async () => {
    expect(await answerIn(port, `GET /healthz HTTP/1.1\r\n${HOST}${END}`)).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it.each([
    ['two Host headers', `GET /healthz HTTP/1.1\r\n${HOST}${HOST}${END}`],
    ['two Host headers, one in capitals', `GET /healthz HTTP/1.1\r\n${HOST}HOST: evil.example\r\n${END}`],
    ['no Host header', `GET /healthz HTTP/1.1\r\n${END}`],
    ['an empty Host header', `GET /api/csrf/ HTTP/1.1\r\nHost:\r\n${END}`],
    ['HTTP/2 in text', `GET /healthz HTTP/2.0\r\n${HOST}${END}`],
    ['a foreign host', `GET /api/csrf/ HTTP/1.1\r\nHost: evil.example\r\n${END}`],
    ['an absolute-URI target', `GET http://good.example/healthz HTTP/1.1\r\n${HOST}${END}`],
    ['a foreign absolute-URI target', `GET http://evil.example/healthz HTTP/1.1\r\n${HOST}${END}`],
    [
      'an unknown Transfer-Encoding',
      `POST /api/login/ HTTP/1.1\r\n${HOST}Transfer-Encoding: sideways\r\n${END}`,
    ],
    [
      'a doubled Transfer-Encoding',
      `POST /api/login/ HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked, chunked\r\n${END}0\r\n\r\n`,
    ],
    [
      'an encoded Transfer-Encoding',
      `POST /api/login/ HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip, chunked\r\n${END}0\r\n\r\n`,
    ],
    [
      'length and chunks at once',
      `POST /api/login/ HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n${END}0\r\n\r\n`,
    ],
    ['two lengths', `POST /api/login/ HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 3\r\n${END}{}`],
    ['a folded header', `GET /healthz HTTP/1.1\r\n${HOST}X-A: b\r\n c\r\n${END}`],
    ['a bare line feed', `GET /healthz HTTP/1.1\n${HOST}${END}`],
    ['a NUL in a header', `GET /healthz HTTP/1.1\r\n${HOST}X-A: \0\r\n${END}`],
    ['an upgrade', `GET /healthz HTTP/1.1\r\n${HOST}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`],
    ['a malformed address', `GET /api/users/me/sessions/%zz/ HTTP/1.1\r\n${HOST}${END}`],
    ['an unknown method', `FOO /healthz HTTP/1.1\r\n${HOST}${END}`],
    ['no HTTP at all', 'hello\r\n\r\n'],
  ])('with %s is refused with 400', async (_, bytes) => {
    const answer = await answerIn(port, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
  });

  it('with too many headers is refused with 431, with too long an address with 414', async () => {
    const headers = `GET /healthz HTTP/1.1\r\n${HOST}X-A: ${'a'.repeat(17_000)}\r\n${END}`;
    expect(await answerIn(port, headers)).toMatch(/^HTTP\/1\.1 431 /);
    const address = `GET /${'a'.repeat(5_000)} HTTP/1.1\r\n${HOST}${END}`;
    expect(await answerIn(port, address)).toMatch(/^HTTP\/1\.1 414 /);
  });

  it.each(['Host: 10.244.0.5:8000', 'Host: [fd00::5]:8000', 'Host: localhost', 'Host: _health_', 'Host:'])(
    'for a health check is answered whatever machine it names: %s',
    async (host) => {
      for (const path of ['/healthz', '/healthz/', '/readyz?probe=1', '/readyz/?probe=1']) {
        for (const method of ['GET', 'HEAD']) {
          const answer = await answerIn(port, `${method} ${path} HTTP/1.1\r\n${host}\r\n${END}`);
          expect(answer, `${method} ${path}`).toMatch(/^HTTP\/1\.1 200 OK/);
        }
      }
    },
  );

  it('for a health check needs no Host in HTTP/1.0, which has none', async () => {
    expect(await answerIn(port, `GET /healthz HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await answerIn(port, `GET /api/csrf/ HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each([
    'POST /healthz',
    'OPTIONS /healthz',
    'GET /healthz/api',
    'GET /healthzz',
    'GET /api/healthz',
    'GET /metrics',
    'GET /?/healthz',
    'GET /api/csrf/?/healthz',
    'GET /healthz/../api/csrf/',
    'GET //healthz',
    'GET /healthz%2f..%2fapi/csrf/',
  ])('for anything else is refused under a foreign host: %s', async (start) => {
    const answer = await answerIn(port, `${start} HTTP/1.1\r\nHost: evil.example\r\n${END}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*host/);
  });

  it('asking for TRACE or CONNECT gets nothing done', async () => {
    expect(await answerIn(port, `TRACE /api/login/ HTTP/1.1\r\n${HOST}${END}`)).toMatch(
      /^HTTP\/1\.1 405 [\s\S]*allow: POST, OPTIONS/i,
    );
    expect(await answerIn(port, `CONNECT good.example:80 HTTP/1.1\r\n${HOST}${END}`)).not.toMatch(
      /^HTTP\/1\.1 2/,
    );
  });

  it('leaves the server alive', async () => {
    expect(await answerIn(port, `GET /readyz HTTP/1.1\r\n${HOST}${END}`)).toContain('{"status":"ready"}');
  });
});

describe('a site that is reached over https', () => {
  let secure: Site;
  beforeAll(async () => {
    secure = await openSite({ env: { PUBLIC_URL: 'https://example.org', TRUSTED_PROXIES: '127.0.0.0/8' } });
  });
  afterAll(() => secure.close());
  const overHttps = { 'x-forwarded-proto': 'https' };

  it('redirects pages asked for over http, with 301', async () => {
    const answer = await secure.browser().get('/accounts/login/?next=/x');
    expect([answer.statusCode, answer.headers.location]).toEqual([
      301,
      'https://example.org/accounts/login/?next=/x',
    ]);
  });

  it.each(['GET', 'POST'])('refuses the API over http (ASVS V4.1.2): %s', async (method) => {
    expect((await secure.browser().request(method, '/api/login/')).statusCode).toBe(403);
  });

  it.each(['/auth/users/me/', '/api-token-auth/', '/accounts/login/'])(
    'refuses %s over http, wherever it is, once credentials came in the clear with it (ASVS V4.1.2)',
    async (url) => {
      for (const method of ['GET', 'HEAD']) {
        const headers = { authorization: 'Token 401f7ac837da42b97f613d789819ff93537bee6a' };
        const answer = await secure.browser().request(method, url, { headers });
        expect([answer.statusCode, answer.headers['refusal-code'], answer.headers.location]).toEqual([
          403,
          'https-required',
          undefined,
        ]);
      }
    },
  );

  it('answers health checks over http', async () => {
    for (const url of ['/healthz', '/healthz/', '/readyz?from=balancer'])
      for (const method of ['GET', 'HEAD'])
        expect((await secure.browser().request(method, url)).statusCode).toBe(200);
  });

  it('says Strict-Transport-Security on every answer', async () => {
    for (const url of ['/api/csrf/', '/nowhere/', '/accounts/login/', '/healthz']) {
      const answer = await secure.browser(overHttps).get(url, { accept: '*/*' });
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    }
  });

  it('names its cookies so that nobody else can plant them', async () => {
    const answer = await secure.browser(overHttps).get('/api/csrf/');
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-csrftoken=\w{32}; .*Path=\/; SameSite=Lax; Secure$/,
    );
  });
});
