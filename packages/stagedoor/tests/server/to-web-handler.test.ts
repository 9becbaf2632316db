import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { toWebHandler, type WebHandler } from '../../src/server/to-web-handler.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const ORIGIN = 'http://127.0.0.1:8000';
const BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);

let site: RealSite;
let handle: WebHandler<[address: string]>;
beforeAll(async () => {
  site = await openRealSite();
  await site.addPerson();
  handle = toWebHandler(site.stagedoor, {
    clientAddress: (_, address: string) => address,
    extend(app) {
      app.get('/bytes', (_, reply) => reply.type('application/octet-stream').send(Buffer.from(BYTES)));
    },
  });
});
afterAll(async () => {
  await handle.close();
  await site.close();
});

const ask = (path: string, init: RequestInit = {}) => handle(new Request(ORIGIN + path, init), '192.0.2.7');

const logIn = (headers: Record<string, string> = {}) =>
  ask('/login/', {
    method: 'POST',
    headers: { accept: 'application/json', ...headers },
    body: new URLSearchParams({ username: 'ana', password: PASSWORD }),
  });

describe('a site as a function from Request to Response', () => {
  it('answers pages, and sends each cookie in a line of its own', async () => {
    const page = await ask('/accounts/login/', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('csrfmiddlewaretoken');
    const names = (await logIn()).headers.getSetCookie().map((line) => line.split('=', 1)[0]);
    expect(names).toEqual(['sessionid', 'csrftoken', 'device']);
  });

  it('takes forms and JSON, and serves our own client', async () => {
    const client = createClient({
      baseUrl: ORIGIN,
      mode: 'session',
      fetch: (input, init) => handle(new Request(input, init), '192.0.2.7'),
    });
    expect((await client.logIn({ username: 'ana', password: PASSWORD })).data?.username).toBe('ana');
    expect((await client.updateMe({ last_name: 'Ruiz' })).data?.last_name).toBe('Ruiz');
    const { data: sessions = [] } = await client.listSessions();
    const [other] = sessions.filter((session) => !session.is_current);
    const ended = await client.endSession({ id: other?.id ?? 0 });
    expect([ended.response?.status, ended.data]).toEqual([204, null]);
  });

  it('answers HEAD without a body, as long as GET says it is', async () => {
    const [head, get] = [await ask('/bytes', { method: 'HEAD' }), await ask('/bytes')];
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  });

  it('leaves bytes as they are', async () => {
    expect(new Uint8Array(await (await ask('/bytes')).arrayBuffer())).toEqual(BYTES);
  });

  it('sends visitors on by a redirect and a 304 without a body', async () => {
    const home = await ask('/', { headers: { accept: 'text/html' } });
    expect([home.status, home.headers.get('location')]).toEqual([302, '/accounts/profile/']);
    const document = await ask('/openapi.json');
    const etag = document.headers.get('etag') ?? '';
    expect((await ask('/openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('refuses a body that is longer than the site takes, without reading it to its end', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const answer = await ask('/api/login/', init as RequestInit);
    expect([answer.status, answer.headers.get('refusal-code')]).toEqual([413, 'body-too-large']);
    expect(sent).toBeLessThan(site.stagedoor.config.bodyLimitBytes + 4 * 65_536);
  });

  it('refuses hosts that are not its own, and other sites’ requests', async () => {
    const elsewhere = await handle(new Request('http://evil.example/api/users/me/'), '192.0.2.7');
    expect([elsewhere.status, elsewhere.headers.get('refusal-code')]).toEqual([400, 'bad-request']);
    const foreign = await logIn({ origin: 'https://evil.example' });
    expect([foreign.status, foreign.headers.get('refusal-code')]).toEqual([403, 'csrf-failed']);
  });

  it('goes by the address that the runtime names, and by no header of the visitor', async () => {
    const cookie = (await logIn({ 'x-forwarded-for': '203.0.113.9' })).headers.getSetCookie()[0] ?? '';
    const sessions = await ask('/api/users/me/sessions/', {
      headers: { cookie: cookie.split(';', 1)[0] ?? '' },
    });
    const [current] = (await sessions.json()) as { ip_address: string }[];
    expect(current?.ip_address).toBe('192.0.2.7');
  });
});

describe('a site of https', () => {
  let secure: RealSite;
  let handleSecurely: WebHandler<[]>;
  beforeAll(async () => {
    secure = await openRealSite({
      env: { PUBLIC_URL: 'https://accounts.example', SECURE_SSL_REDIRECT: 'true' },
    });
    handleSecurely = toWebHandler(secure.stagedoor, { clientAddress: () => null });
  });
  afterAll(async () => {
    await handleSecurely.close();
    await secure.close();
  });

  const me = (origin: string, headers = {}) =>
    handleSecurely(new Request(`${origin}/api/users/me/`, { headers }));

  it('believes the scheme of the request’s address, and no header about it', async () => {
    expect((await me('https://accounts.example')).status).toBe(401);
    const plain = await me('http://accounts.example', { 'x-forwarded-proto': 'https' });
    expect([plain.status, plain.headers.get('refusal-code')]).toEqual([403, 'https-required']);
  });
});
