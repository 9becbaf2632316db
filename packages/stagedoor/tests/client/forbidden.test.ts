import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createClient, type TokenStore } from '../../src/client/index.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* Pages whose browser keeps from them what others have: a frame without `allow-same-origin`, storage that is switched off. */

let site: RealSite;
let origin: string;
beforeAll(async () => {
  site = await openRealSite({ env: { ALLOWED_HOSTS: '127.0.0.1' } });
  origin = await site.listen();
  await site.addPerson('ana');
});
afterAll(() => site.close());
afterEach(() => vi.unstubAllGlobals());

function forbidden(): never {
  throw new DOMException('Forbidden here.', 'SecurityError');
}

class NoChannel {
  constructor() {
    forbidden();
  }
}

function onPage(globals: Readonly<Record<string, unknown>>): void {
  const page = new EventTarget();
  vi.stubGlobal('document', page);
  for (const name of ['addEventListener', 'removeEventListener'] as const) {
    vi.stubGlobal(name, page[name].bind(page));
  }
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}

function storeOf(): TokenStore {
  let kept: Awaited<ReturnType<TokenStore['get']>> = null;
  return {
    get: () => kept,
    set: (tokens) => {
      kept = tokens;
    },
  };
}

const forbiddenStore: TokenStore = { get: forbidden, set: forbidden };
const typed = { username: 'ana', password: PASSWORD };

test.each(['jwt', 'token'] as const)('a page without channels is a tab alone (%s)', async (mode) => {
  onPage({ BroadcastChannel: NoChannel });
  const client = createClient({ baseUrl: origin, mode, store: storeOf() });
  const stop = client.session.subscribe(() => {});
  expect((await client.logIn(typed)).data?.username).toBe('ana');
  expect(client.session.get()).toMatchObject({ status: 'signed-in' });
  stop();
});

test('a page that may not read its cookies asks the server for the token', async () => {
  const asked: string[] = [];
  onPage({ location: { origin } });
  Object.defineProperty(document, 'cookie', { get: forbidden });
  const client = createClient({
    baseUrl: origin,
    fetch: (...request) => {
      asked.push(new URL(String(request[0])).pathname);
      return fetch(...request);
    },
  });
  // The cookies that came are nowhere here: nobody is known, and nothing is thrown.
  expect((await client.logIn(typed)).error?.code).toBe('not-authenticated');
  expect(asked[0]).toBe('/api/csrf/');
});

test.each([
  ['refuses', () => Promise.reject(new DOMException('Forbidden here.', 'SecurityError'))],
  ['is taken away', async (_: string, task: () => Promise<void>) => task().then(forbidden)],
] as const)('a renewal is carried out once where the lock %s', async (_, request) => {
  onPage({ navigator: { locks: { request } } });
  const exchanges: string[] = [];
  const store = storeOf();
  const client = createClient({
    baseUrl: origin,
    mode: 'jwt',
    store,
    fetch: (...asked) => {
      if (String(asked[0]).includes('/refresh/')) exchanges.push(String(asked[0]));
      return fetch(...asked);
    },
  });
  await client.logIn(typed);
  const tokens = await store.get();
  if (tokens === null) throw new Error('Nothing was kept.');
  await store.set({ ...tokens, access: `${tokens.access}x` });
  expect((await client.getMe()).data?.username).toBe('ana');
  expect(exchanges).toHaveLength(1);
});

test.each(['jwt', 'token'] as const)(
  'tokens that a store does not take last as long as the page (%s)',
  async (mode) => {
    const client = createClient({ baseUrl: origin, mode, store: forbiddenStore });
    expect(await client.session.load()).toEqual({ status: 'signed-out' });
    expect((await client.logIn(typed)).data?.username).toBe('ana');
    expect((await client.getMe()).data?.username).toBe('ana');
    expect(await client.logOut()).toEqual({ error: undefined });
    expect((await client.getMe()).error?.code).toBe('not-authenticated');
  },
);

test('a store that fails when it should forget is not asked again before it takes something', async () => {
  const store = storeOf();
  let isFull = false;
  const client = createClient({
    baseUrl: origin,
    mode: 'jwt',
    store: { get: () => store.get(), set: (tokens) => (isFull ? forbidden() : store.set(tokens)) },
  });
  await client.logIn(typed);
  isFull = true;
  await client.logOut();
  expect((await client.getMe()).error?.code).toBe('not-authenticated');
  isFull = false;
  expect((await client.logIn(typed)).data?.username).toBe('ana');
  expect(await store.get()).not.toBeNull();
});
