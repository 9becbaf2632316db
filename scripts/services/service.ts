import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something the tests talk to: where it is, and how to end it. Ending it twice is harmless. */
export interface Service {
  readonly address: string;
  stop(): Promise<void>;
}

/** A failure whose whole story is its message, so that no stack is shown. */
export class ServiceError extends Error {}

/** Where servers are installed, and what only root has on PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];
const STOP_WITHIN_MILLISECONDS = 10_000;

/** A TCP port on 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new ServiceError('No free port was given out.');
  return address.port;
}

/** The full path of the first of these commands that is on PATH. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS].filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a short command to its end and answers what it printed; its output becomes the error where it fails. */
export function runToEnd(command: string, parameters: readonly string[], options: SpawnOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, {
    ...options,
    stdio: 'pipe',
    encoding: 'utf8',
  });
  if (status === 0) return String(stdout);
  throw new ServiceError(`${command} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** Starts a server and waits until its output says that it is ready; its output becomes the error if it dies before. */
export async function startServer(
  command: string,
  parameters: readonly string[],
  { isReady, ...options }: SpawnOptions & { isReady: RegExp },
): Promise<ChildProcess> {
  const server = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output = (output + chunk).slice(-20_000);
      if (isReady.test(output)) resolve();
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', reject);
    server.once('exit', () => reject(new ServiceError(`${command} ended before it was ready:\n${output}`)));
  });
  return server;
}

/** Asks the process to end and, where it does not listen, ends it. */
export async function stopServer(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(server)) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await Promise.race([ended, sleep(STOP_WITHIN_MILLISECONDS, undefined, { ref: false })]);
  if (hasEnded(server)) return;
  server.kill('SIGKILL');
  await ended;
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}
