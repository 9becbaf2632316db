import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { chromiumPath, redisUrl } from '../support/services.ts';

const SCRIPT = inCheckout('scripts', 'test-services.ts');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-services-'));
  // PostgreSQL does not run as root, and must get through to its data.
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the test services', () => {
  test('bring a PostgreSQL, keep to a Redis that is given, and leave nothing behind', async () => {
    const { process: services, output } = await startServices({ TEST_REDIS_URL: redisUrl() });
    expect(output).toContain(`export TEST_REDIS_URL='${redisUrl()}'`);
    const address = /TEST_POSTGRES_URL='(.+)'/.exec(output)?.[1] ?? '';
    expect(await answerOf(address)).toEqual([{ answer: 1 }]);

    services.kill('SIGTERM');
    expect(await once(services, 'exit')).toEqual([0, null]);
    await expect(answerOf(address)).rejects.toThrow('ECONNREFUSED');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('fail with the command to run where a program is missing and may not be installed', () => {
    const empty = join(folder, 'no-programs');
    mkdirSync(empty);
    const { stderr, status } = spawnSync(process.execPath, [SCRIPT], {
      env: { PATH: empty },
      encoding: 'utf8',
    });
    expect(stderr).toContain('sudo apt-get update && sudo apt-get install -y redis-server chromium');
    expect(status).toBe(1);
  });
});

async function startServices(
  given: Record<string, string>,
): Promise<{ process: ChildProcess; output: string }> {
  const services = spawn(process.execPath, [SCRIPT], {
    env: { PATH: process.env.PATH, TMPDIR: folder, TEST_CHROMIUM: chromiumPath(), ...given },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaint = text(services.stderr);
  let output = '';
  for await (const line of createInterface(services.stdout)) {
    output += `${line}\n`;
    if (line.startsWith('export TEST_CHROMIUM')) return { process: services, output };
  }
  throw new Error(await complaint);
}

async function answerOf(connectionString: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('select 1 as answer');
  await client.end();
  return rows;
}
