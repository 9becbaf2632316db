import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const POLL_MILLISECONDS = 20;

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  output(): string;
  /** The exit code. */
  ended: Promise<number | null>;
}

let folder: string;
const running: Started[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'community-start-'));
});

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

test('npm start migrates, makes the first administrator with a password told once, and serves', async () => {
  const first = await openSite();
  const [, password = ''] = /administrator is admin, password (\S+)\n/.exec(first.output()) ?? [];
  expect(password).toHaveLength(23);
  expect(first.output()).toContain(`Its emails stay here: ${first.url}/dev/mail/`);
  expect(first.output()).toContain('- UNVERIFIED_MAY_LOG_IN: ');
  expect(await logIn(first, password)).toBe(200);
  expect(await logIn(first, `${password}x`)).toBe(401);
  expect(await stop(first)).toBe(0);

  const second = await openSite();
  expect(second.output()).not.toContain('administrator');
  expect(await logIn(second, password)).toBe(200);
  expect(await stop(second)).toBe(0);
});

test('npm start delivers the e-mails of the site in its own process', async () => {
  const site = await openSite();
  const body = {
    email: 'ana@example.org',
    username: 'ana',
    password: 'Brass lamp 1 over the door',
    password_confirm: 'Brass lamp 1 over the door',
  };
  expect((await post(site, '/api/signup/', body)).status).toBe(201);
  const mails = async () => (await (await fetch(`${site.url}/dev/mail.json`)).json()) as { to: string }[];
  await expect.poll(mails, { timeout: 30_000 }).toMatchObject([{ to: 'ana@example.org' }]);
  expect(await stop(site)).toBe(0);
});

test('npm start says that a port is taken', async () => {
  const site = await openSite();
  const { ended, output } = start({ PORT: new URL(site.url).port });
  expect(await ended).toBe(1);
  expect(output()).toMatch(/That port is already in use: something else listens on 127\.0\.0\.1:/);
  expect(output()).not.toMatch(/^\s+at /m);
});

test('npm start refuses production without secrets, in words, and writes nothing', async () => {
  const { ended, output } = start({ NODE_ENV: 'production' });
  expect(await ended).toBe(1);
  expect(output()).toContain('- SECRET_KEY is missing; `stagedoor generate_key` makes one.');
  expect(output()).toContain('- CRYPTOGRAPHY_KEY is missing');
  expect(output()).toContain('- PUBLIC_URL must start with https:// in production.');
  expect(output()).not.toMatch(/^\s+at |password/m);
});

test('npm start leaves migrations and administrators to the operator in production', async () => {
  const { ended, output } = start({
    NODE_ENV: 'production',
    SECRET_KEY: 'nS3wqk8mZs2rT5vX1bY7cU4dF6gH9jK0lPoIuYtReWq=',
    CRYPTOGRAPHY_KEY: 'zQNlGRDGgcn66CKLB6h7hZWQ-rCsqZgSZsKp4FtWJ8k=',
    PUBLIC_URL: 'https://example.org',
    MAIL_URL: 'smtp://localhost:25',
  });
  expect(await ended).toBe(1);
  expect(output()).toBe('The database is not up to date. Bring it there with: npx stagedoor migrate\n');
});

function start(environment: Readonly<Record<string, string>>): Started {
  const { PATH = '', HOME = '/' } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { PATH, HOME, DATA_DIR: folder, LOG_LEVEL: 'error', ...environment },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const ended = once(child, 'close').then(([code]): number | null => code);
  const started = { child, url: `http://127.0.0.1:${environment.PORT}`, output: () => printed, ended };
  running.push(started);
  return started;
}

/** Starts the site and waits until it is open. */
async function openSite(): Promise<Started> {
  const site = start({ PORT: String(await freePort()) });
  while (!site.output().includes('Stop it with Ctrl-C.')) {
    if (site.child.exitCode !== null) throw new Error(`The site did not start:\n${site.output()}`);
    await sleep(POLL_MILLISECONDS);
  }
  return site;
}

async function stop({ child, ended }: Started): Promise<number | null> {
  child.kill('SIGTERM');
  return await ended;
}

async function logIn(site: Started, password: string): Promise<number> {
  return (await post(site, '/api/login/', { username: 'admin', password })).status;
}

async function post({ url }: Started, path: string, body: object): Promise<Response> {
  return await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', origin: url },
    body: JSON.stringify(body),
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
