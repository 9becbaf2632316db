import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JsxEmit, ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { freePort } from '../support/site-process.ts';
import { codeBlocks, readDocument, sections } from './markdown.ts';

/* What the guide shows, run as it stands; without types it is JavaScript. */

const guide = sections(readDocument('docs/guides/mount-in-your-app.md'), 2);
const exampleOf = (title: string): string => codeBlocks(guide.get(title) ?? '')[0]?.code ?? '';

let data: string;
let folder: string;
let running: ChildProcess | null = null;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  const cache = inCheckout('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  // Beside the packages, so that they are found by name.
  folder = mkdtempSync(join(cache, 'mount-'));
});
afterEach(async () => {
  if (running?.kill('SIGKILL')) await once(running, 'exit');
  running = null;
  for (const path of [data, folder]) rmSync(path, { recursive: true });
});

/** With its pages in JSX, as the guide says to compile them. */
function compiled(code: string): string {
  const compilerOptions = {
    jsx: JsxEmit.ReactJSX,
    jsxImportSource: 'preact',
    module: ModuleKind.ESNext,
    target: ScriptTarget.ES2022,
  };
  return transpileModule(code, { compilerOptions, fileName: 'app.tsx' }).outputText;
}

function run(path: string, port: number, more: Record<string, string> = {}): () => string {
  const env = { PATH: process.env.PATH, DATA_DIR: data, PORT: String(port), LOG_LEVEL: 'error', ...more };
  let output = '';
  running = spawn(process.execPath, [path], { cwd: data, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [running.stdout, running.stderr])
    stream?.on('data', (text: Buffer) => {
      output += text.toString();
    });
  return () => output;
}

/** Starts the file, with the code in it where some is given, and answers where it listens. */
async function start(path: string, code?: string, more: Record<string, string> = {}): Promise<string> {
  const port = await freePort();
  if (code !== undefined) writeFileSync(path, code.replace('8000', String(port)));
  const output = run(path, port, more);
  const origin = `http://localhost:${port}`;
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (await fetch(origin).then(Boolean, () => false)) return origin;
    if (running?.exitCode !== null || Date.now() > deadline) throw new Error(output());
    await sleep(50);
  }
}

describe('the guide to mounting', () => {
  it.each(['Fastify', 'Express', 'node:http', 'The whole server'])(
    '%s: accounts are served',
    async (title) => {
      const origin = await start(join(folder, 'app.mjs'), exampleOf(title));
      expect((await fetch(`${origin}/api/users/me/`)).status).toBe(401);
      const page = await (await fetch(`${origin}/accounts/signup/`)).text();
      const style = /href="(\/static\/[^"]+\.css)"/.exec(page)?.[1] ?? '';
      expect((await fetch(origin + style)).headers.get('content-type')).toMatch(/^text\/css/);
    },
  );

  it('Request to Response: a stranger is answered', async () => {
    const path = join(folder, 'app.mjs');
    writeFileSync(path, exampleOf('Request to Response'));
    const output = run(path, 0);
    while (!output().includes('\n')) {
      if (running?.exitCode !== null) throw new Error(output());
      await sleep(50);
    }
    expect(output()).toBe('401\n');
  });
});

describe('pages of your own, as the guide shows them', () => {
  const [show = '', act = ''] = codeBlocks(guide.get('Pages of your own') ?? '').map(({ code }) =>
    compiled(code),
  );
  const newcomer = { UNVERIFIED_MAY_LOG_IN: 'true', LOGIN_AFTER_SIGNUP: 'true' };

  it('are drawn like those of accounts', async () => {
    const origin = await start(join(folder, 'app.mjs'), show);
    const page = await (await fetch(origin)).text();
    expect(page).toContain('<h1>Hello, stranger</h1>');
    expect(page).toMatch(/href="\/static\/stagedoor\.[^"]+\.css"/);
  });

  it('act on a form for whoever is logged in, and say what is wrong in it', async () => {
    const origin = await start(join(folder, 'app.mjs'), act, newcomer);
    const cookies = new Map<string, string>();
    const send = async (path: string, body?: URLSearchParams): Promise<Response> => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const method = body ? 'POST' : 'GET';
      const headers = { cookie, accept: 'text/html' };
      const answer = await fetch(origin + path, { method, headers, body: body ?? null, redirect: 'manual' });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return answer;
    };
    const post = async (form: string, fields: Record<string, string>): Promise<Response> => {
      const shown = await (await send(form)).text();
      const csrfmiddlewaretoken = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(shown)?.[1] ?? '';
      return await send(form, new URLSearchParams({ csrfmiddlewaretoken, ...fields }));
    };
    expect((await send('/notes/')).headers.get('location')).toBe('/accounts/login/?next=/notes/');
    const password = 'tulips-under-7-bridges';
    const typed = { username: 'ana', email: 'ana@mail.example', password1: password, password2: password };
    expect((await post('/accounts/signup/', typed)).status).toBe(302);
    expect(await (await post('/notes/', { note: ' ' })).text()).toContain('This field is required.');
    expect((await post('/notes/', { note: 'Milk' })).headers.get('location')).toBe('/notes/');
    const page = await (await send('/notes/')).text();
    expect(page).toContain('The note is kept.');
    expect(page).toContain('<li>Milk</li>');
    expect((await send('/notes/', new URLSearchParams({ note: 'Forged' }))).status).toBe(403);
  });
});

describe('the example in Express', () => {
  const path = inCheckout('examples', 'express', 'app.js');

  it('greets whoever has logged in on the pages', async () => {
    const origin = await start(path);
    expect(await (await fetch(origin)).text()).toContain('Log in');
    expect((await fetch(`${origin}/accounts/login/`)).status).toBe(200);
  });

  it('is what the guide shows', () => {
    const ours = readDocument('examples/express/app.js');
    expect(ours.replace("Number(process.env.PORT ?? 8000), '127.0.0.1'", '8000')).toBe(exampleOf('Express'));
  });

  it('has the Express that we test with', () => {
    const manifest = JSON.parse(readDocument('examples/express/package.json'));
    const ours = JSON.parse(readDocument('packages/stagedoor/package.json'));
    expect(manifest.dependencies.express).toBe(ours.devDependencies.express);
  });
});
