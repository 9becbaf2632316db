import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NextSite {
  readonly origin: string;
  /** Of ana, who is there from the first start on. */
  readonly password: string;
  close(): Promise<void>;
}

/** The built site on a free port, with data of its own. */
export async function startNextSite(): Promise<NextSite> {
  const directory = await mkdtemp(join(tmpdir(), 'playbill-'));
  const next = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', '0'],
    { env: { ...process.env, DATA_DIR: directory, LOG_LEVEL: 'warn' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [, origin = '', password = ''] = await said(next, /(http:\/\/[\d.:]+)[\s\S]*password (\S+)/);
  return {
    origin,
    password,
    async close() {
      next.kill();
      await once(next, 'close');
      await rm(directory, { recursive: true });
    },
  };
}

async function said(program: ChildProcess, what: RegExp): Promise<RegExpMatchArray> {
  let output = '';
  for await (const chunk of program.stdout ?? []) {
    output += chunk;
    const match = what.exec(output);
    if (match) {
      program.stdout?.resume();
      return match;
    }
  }
  throw new Error(`Next.js did not start:\n${output}`);
}
