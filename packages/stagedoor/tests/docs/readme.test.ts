import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { freePort } from '../support/site-process.ts';
import { codeBlocks, documentPaths, readDocument } from './markdown.ts';

const readme = readDocument('README.md');
// It builds first where a source is newer than the build.
const LONGEST_BUILD_MS = 300_000;
let directory: string;
let running: ChildProcess | null = null;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
});
afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

it(
  'npm start opens the site, names the first administrator and catches the mail',
  async () => {
    const [command] = codeBlocks(readme).filter(({ language }) => language === 'sh');
    expect(command?.code).toBe('npm ci && npm start\n');
    const port = await freePort();
    const output = run('npm', ['start'], port);
    const origin = `http://127.0.0.1:${port}`;
    await until(() => output().includes('Stop it with Ctrl-C.'), output);
    expect(output()).toMatch(/^The first administrator is admin, password \S{20,}$/m);
    expect(output()).toContain(`is open: ${origin}/`);
    for (const path of ['/', '/dev/mail/']) expect((await fetch(origin + path)).status).toBe(200);
  },
  LONGEST_BUILD_MS,
);

it('the example in a Fastify application runs, and its pages come with their style', async () => {
  const [example] = codeBlocks(readme).filter(({ language }) => language === 'ts');
  const port = await freePort();
  const cache = inCheckout('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  // Beside the packages, so that they are found by name; without types it is JavaScript.
  const folder = mkdtempSync(join(cache, 'readme-'));
  try {
    writeFileSync(join(folder, 'app.mjs'), (example?.code ?? '').replace('8000', String(port)));
    const output = run(process.execPath, [join(folder, 'app.mjs')], port);
    const url = `http://localhost:${port}/accounts/signup/`;
    const answers = () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(answers, output);
    const style = /href="(\/static\/[^"]+\.css)"/.exec(await (await fetch(url)).text())?.[1] ?? '';
    expect((await fetch(new URL(style, url))).headers.get('content-type')).toMatch(/^text\/css/);
    expect((await fetch(new URL('/api/users/me/', url))).status).toBe(401);
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
});

describe('the commands that the pages name', () => {
  const text = documentPaths().map(readDocument).join('\n');

  it('are scripts of the workspace', () => {
    const { scripts } = JSON.parse(readFileSync(inCheckout('package.json'), 'utf8'));
    const named = [...text.matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g)].map(
      ([, one, other]) => one ?? other,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(String(name) in scripts))).toEqual([]);
  });

  it('are commands of the command line', () => {
    const folder = inCheckout('packages', 'stagedoor', 'src', 'cli');
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const known = sources.flatMap((source) =>
      [...source.matchAll(/new Command\('(\w+)'\)/g)].map(([, name]) => name),
    );
    const named = [...text.matchAll(/`?\bnpx stagedoor ([a-z_]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(10);
    // Those of the features that the pages write.
    const ofFeatures = [...text.matchAll(/defineFeature\(\{\s*name: '(\w+)'/g)].map(([, name]) => name);
    expect(named.filter((name) => ![...known, ...ofFeatures].includes(name))).toEqual([]);
  });
});

/** Starts a program with a port and data of its own; answers what it has printed so far. */
function run(program: string, words: readonly string[], port: number): () => string {
  const env = { PATH: process.env.PATH, HOME: directory, PORT: String(port), DATA_DIR: directory };
  // A group of its own, so that what npm starts ends with it.
  const child = spawn(program, words, {
    cwd: inCheckout(),
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return () => printed;
}

async function stop(): Promise<void> {
  const child = running;
  running = null;
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGTERM');
  await once(child, 'exit');
}

/** Waits until it is true. @throws with what was printed when the program ended instead */
async function until(isTrue: () => boolean | Promise<boolean>, output: () => string): Promise<void> {
  while (!(await isTrue())) {
    if (running?.exitCode !== null) throw new Error(`The program ended.\n${output()}`);
    await sleep(100);
  }
}
