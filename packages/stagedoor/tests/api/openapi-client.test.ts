import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compilerCommand } from '../../../../scripts/workplace/build.ts';
import { runNodeQuietly } from '../../../../scripts/workplace/run.ts';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

/*
 * A client as anybody generates one out of /openapi.json. It must compile as strictly as TypeScript can, and its
 * functions must do what their names say.
 */

let site: Site;
let directory: string;
beforeAll(async () => {
  site = await openSite();
  await addPerson(site);
  directory = await mkdtemp(join(tmpdir(), 'stagedoor-client-'));
  const input = (await site.browser().get('/openapi.json')).json();
  const plugins = ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'] as const;
  await createClient({
    input,
    output: { path: directory, module: { extension: '.ts' } },
    logs: { level: 'silent' },
    plugins: [...plugins],
  });
});
afterAll(async () => {
  await site.close();
  await rm(directory, { recursive: true });
});

const USE = `
import { endSession, getMe, logIn } from './sdk.gen.ts';
import type { LogInError } from './types.gen.ts';

export async function name(): Promise<string | null> {
  const { data, error, response } = await getMe();
  if (data !== undefined) return data.username;
  const detail: string = 'detail' in error ? error.detail : '';
  return detail + String(response?.status);
}

export const wrong: LogInError | null = null;
// @ts-expect-error The password is required.
void logIn({ body: { username: 'ana' } });
// @ts-expect-error An id is a number.
void endSession({ path: { id: 'seven' } });
`;

it('compiles under the strictest settings, and knows what is required', async () => {
  await writeFile(join(directory, 'use.ts'), USE);
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(STRICT));
  const { output } = await runNodeQuietly(compilerCommand('-p', directory));
  expect(output).toBe('');
});

const STRICT = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    module: 'NodeNext',
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
  },
};

it('does what its functions are called', async () => {
  const { client } = await import(join(directory, 'client.gen.ts'));
  const sdk = await import(join(directory, 'sdk.gen.ts'));
  const browser = site.browser();
  client.setConfig({ baseUrl: 'http://127.0.0.1:8000', fetch: throughBrowser(browser) });

  const stranger = await sdk.getMe();
  expect([stranger.error, stranger.response.status]).toEqual([
    { detail: 'Authentication credentials were not provided.' },
    401,
  ]);
  const refused = await sdk.logIn({ body: { username: 'ana', password: 'wrong' } });
  expect(refused.error).toEqual({ error: 'Invalid credentials' });
  const loggedIn = await sdk.logIn({ body: { username: 'ana', password: PASSWORD } });
  expect(loggedIn.data).toEqual({ message: 'Login successful', username: 'ana' });
  expect((await sdk.getMe()).data).toMatchObject({ username: 'ana', groups: [] });
  const { data: sessions } = await sdk.listSessions();
  const headers = browser.csrfHeader();
  const ended = await sdk.endSession({ path: { id: sessions[0].id }, headers });
  expect(ended.response.status).toBe(204);
  expect((await sdk.getMe()).response.status).toBe(401);
});

/** The visitor's cookies belong to the browser, not to the client. */
function throughBrowser(browser: Browser): typeof fetch {
  return async (input) => {
    const request = input as Request;
    const payload = await request.text();
    const { pathname, search } = new URL(request.url);
    const answer = await browser.request(request.method, pathname + search, {
      headers: Object.fromEntries(request.headers),
      ...(payload === '' ? {} : { payload }),
    });
    const body = answer.statusCode === 204 ? null : answer.body;
    return new Response(body, {
      status: answer.statusCode,
      headers: { 'content-type': String(answer.headers['content-type']) },
    });
  };
}
