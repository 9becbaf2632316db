import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUNDLED_LIBRARIES } from '../../../../scripts/workplace/bundle.ts';

/*
 * What a server has loaded when it has answered its first requests. Time and memory differ from machine to machine
 * (`npm run bench` measures them); which modules they are spent on does not.
 */

const LAUNCHER = fileURLToPath(new URL('../../bin/stagedoor.js', import.meta.url));
const PUBLISHED = pathToFileURL(fileURLToPath(new URL('../../dist/index.js', import.meta.url))).href;
const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/;

/** About a tenth more than there are: a library that grew by a few files is no news, one more framework is. */
const MOST_MODULES = 400;
const MOST_MODULES_OF_OURS = 58;

let folder: string;
let loaded: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-cold-start-'));
  const script = `
    const { createServer, createStagedoor, startWorker } = await import(${JSON.stringify(PUBLISHED)});
    const stagedoor = await createStagedoor({ env: ${JSON.stringify(environment(folder))} });
    await stagedoor.migrations.apply();
    const app = createServer(stagedoor);
    const worker = startWorker(stagedoor);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address();
    for (const path of ['/healthz', '/login/', '/api/session/'])
      await (await fetch('http://127.0.0.1:' + port + path)).arrayBuffer();
    await worker.stop();
    await app.close();
    await stagedoor.close();
  `;
  loaded = await modulesOf(['--input-type=module', '--eval', script]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['a driver for a database that the site does not have', 'pg'],
  ['a cache that the site does not have', 'ioredis'],
  ['what sends e-mails, before there is one', 'nodemailer'],
  ['a password format, before there is such a password', 'bcrypt'],
  ['the parser of the command line', 'commander'],
  ['what counts for Prometheus, where nobody asked for it', 'prom-client'],
  ['hundreds of small modules that the build has put together', 'kysely'],
  ['hundreds of small modules that the build has put together', 'typebox'],
])('a server that starts does not load %s (%s)', (_, name) => {
  expect(loaded.filter((url) => packageOf(url) === name)).toEqual([]);
});

test('a server that starts loads few files, those of the package above all', () => {
  expect(loaded.map(packageOf)).toContain('better-sqlite3');
  expect(loaded.length).toBeLessThan(MOST_MODULES);
  const ours = loaded.filter((url) => url.includes('/stagedoor/dist/'));
  expect(ours).toContain(PUBLISHED);
  expect(ours.length).toBeLessThan(MOST_MODULES_OF_OURS);
});

test('a command that asks nothing and opens nothing loads its own parser and little else', async () => {
  // The list of all commands has those of the site's features; one of ours is read without the site.
  const names = (await modulesOf([LAUNCHER, 'generate_key'])).map(packageOf);
  expect(names).toContain('commander');
  for (const name of ['@clack/prompts', 'better-sqlite3', 'fastify']) expect(names).not.toContain(name);
});

test('each library whose code is put into ours is named in NOTICE', () => {
  const notice = readFileSync(new URL('../../NOTICE', import.meta.url), 'utf8');
  for (const name of BUNDLED_LIBRARIES) expect(notice).toContain(`\n${name}, `);
});

function environment(directory: string): Record<string, string> {
  return { DATA_DIR: directory, LOG_LEVEL: 'error', MAIL_URL: 'smtp://127.0.0.1:9' };
}

/** Runs it in a Node of its own; answers the addresses of the files that were loaded until its end. */
async function modulesOf(parameters: readonly string[]): Promise<readonly string[]> {
  const recorder = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const files = () => loaded.filter((url) => url.startsWith('file:'));
    process.on('exit', () => console.log('loaded ' + JSON.stringify(files())));
  `;
  const preload = `data:text/javascript,${encodeURIComponent(recorder)}`;
  const child = spawn(process.execPath, ['--import', preload, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const [, list] = /^loaded (.*)$/m.exec(output) ?? [];
  if (code !== 0 || list === undefined) throw new Error(`The server did not start.\n${output}`);
  return JSON.parse(list) as readonly string[];
}

function packageOf(url: string): string | undefined {
  return PACKAGE.exec(url)?.[1];
}
