import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Running } from './command-line.ts';
import { useSites, visitor } from './sites.ts';

const sites = useSites();

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}

async function stop(running: Running): Promise<number | null> {
  running.child.kill('SIGTERM');
  return (await running.ended).exitCode;
}

async function migrated(environment: Readonly<Record<string, string>> = {}) {
  const site = await sites.onSqlite(environment);
  await site.run(['migrate']);
  return site;
}

test('runserver checks the system first, serves on the port it is given, and stops when told to', async () => {
  const site = await migrated();
  const port = await freePort();
  const running = site.start(['runserver', String(port)]);
  await running.waitFor('Performing system checks...');
  await running.waitFor('System check identified no issues.');
  await running.waitFor(`The site is at http://127.0.0.1:${port}/`);
  await running.waitFor('Quit the server with CONTROL-C.');
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/accounts/login/`)).status).toBe(200);
  expect(await stop(running)).toBe(0);
});

test('runserver ends with the npm or npx that started it, which passes no signal on, even before it is ready', async () => {
  const site = await migrated();
  const port = await freePort();
  const running = site.startByShell(['runserver', String(port)], { environment: { npm_command: 'exec' } });
  await running.waitFor('Performing system checks...');
  running.child.kill('SIGKILL');
  await running.ended;
  expect(running.output()).toContain('Stopping');
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test('runserver says that a port is taken', async () => {
  const site = await migrated();
  const port = await freePort();
  const running = site.start(['runserver', `127.0.0.1:${port}`]);
  await running.waitFor('Quit the server');
  const second = await site.run(['runserver', String(port)]);
  expect(second).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /^Error: That port is already in use: something else listens on 127\.0\.0\.1:/,
    ),
  });
  expect(second.stderr).not.toMatch(/^\s+at /m);
  expect(await stop(running)).toBe(0);
});

test('runserver says that the machine does not have an address', async () => {
  const site = await migrated({ NODE_ENV: 'development' });
  const { exitCode, stderr } = await site.run(['runserver', '192.0.2.1:8000']);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Error: That IP address can't be assigned to/),
  });
});

test('runserver names the settings that are weaker than the default', async () => {
  const site = await migrated({ SIGNUP_REVEALS_TAKEN_EMAIL: 'true' });
  const running = site.start(['runserver', String(await freePort())]);
  await running.waitFor('- SIGNUP_REVEALS_TAKEN_EMAIL: ');
  await running.waitFor('Quit the server');
  expect(await stop(running)).toBe(0);
});

test('runserver serves what the site file adds', async () => {
  const site = await migrated();
  site.write(
    'stagedoor.config.js',
    `export const site = {
      defaults: { SITE_NAME: 'Allotments' },
      server: { extend: (app) => { app.get('/beans', async () => 'planted'); } },
    };`,
  );
  const port = await freePort();
  const running = site.start(['runserver', String(port)]);
  await running.waitFor('Quit the server');
  expect(await (await fetch(`http://127.0.0.1:${port}/beans`)).text()).toBe('planted');
  expect(await (await fetch(`http://127.0.0.1:${port}/accounts/login/`)).text()).toContain('Allotments');
  expect(await stop(running)).toBe(0);
});

test.each([
  ['runserver does background work in its own process', []],
  ['a worker does what a server without one leaves', ['--without-worker']],
])('%s', async (_title, flags) => {
  const site = await migrated();
  const port = await freePort();
  const running = site.start(['runserver', String(port), ...flags]);
  await running.waitFor('Quit the server');
  const { useCases, mailCatcher } = await sites.lookInto(site);
  await useCases.user.signUp({
    email: 'ana@example.org',
    username: 'ana',
    password: 'brass lamp 1 over the door',
    passwordConfirm: 'brass lamp 1 over the door',
    firstName: '',
    lastName: '',
    extra: {},
    sessionKey: null,
    visitor,
  });
  const worker = flags.length === 0 ? null : site.start(['worker']);
  await worker?.waitFor('The worker is running.');
  await expect.poll(() => mailCatcher?.list(), { timeout: 30_000 }).toHaveLength(1);
  if (worker) expect(await stop(worker)).toBe(0);
  expect(await stop(running)).toBe(0);
});
