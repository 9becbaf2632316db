import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LAUNCHER = join(import.meta.dirname, '../../bin/stagedoor.js');
const LONGEST_START_MS = 30_000;

type Environment = Readonly<Record<string, string>>;

/** The real server, in a process of its own. */
export interface SiteProcess {
  readonly url: string;
  /** SIGKILL: no goodbye, no flush. Resolves once the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
}

/** Serves a migrated site and resolves once it answers. @throws with its output when it ends instead. */
export async function startSiteProcess(environment: Environment): Promise<SiteProcess> {
  const port = environment.PORT ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = run(['runserver'], { ...environment, PORT: port });
  const output = collectOutput(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  const deadline = Date.now() + LONGEST_START_MS;
  while (!(await isUp(url))) {
    if (child.exitCode === null && Date.now() < deadline) await sleep(15);
    else {
      await end('SIGKILL');
      throw new Error(`The server does not start.\n${output()}`);
    }
  }
  return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** Runs one command to its end; answers its exit code and all it printed. */
export async function runCommand(
  words: readonly string[],
  environment: Environment,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = run(words, environment);
  const output = collectOutput(child);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

/** Whether a server answers there, whatever it says. */
export async function isUp(url: string): Promise<boolean> {
  return await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => (await response.arrayBuffer()) !== null,
    () => false,
  );
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function run(words: readonly string[], environment: Environment): ChildProcess {
  // Nothing of this process's environment but where programs are: the tests' own settings are none of the site's.
  const env = { PATH: process.env.PATH, HOST: '127.0.0.1', ...environment };
  // Nor the site that the checkout itself is.
  const cwd = environment.DATA_DIR;
  return spawn(process.execPath, [LAUNCHER, ...words], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
