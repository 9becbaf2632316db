import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { createInterface } from 'node:readline';
import type { Ready } from './subjects/answer.ts';

const CLOCK_TICKS_PER_SECOND = 100;
const WRITTEN = new URL('./subjects/', import.meta.url);
/** Beside the sources, so that what they import is as far away. */
const RUN = new URL('./.subjects/', import.meta.url);

/** A running server under measurement, on a core of its own where the machine has `taskset`. */
export interface Subject extends Ready {
  readonly name: string;
  /** Milliseconds from spawning to the first line, which it prints when it listens. */
  readonly startMs: number;
  /** CPU milliseconds the process (all its threads) has used so far. */
  cpuMs(): number;
  /** Resident memory in MiB. */
  memoryMib(): number;
  stop(): Promise<void>;
}

/**
 * The file of a subject as plain JavaScript, as servers are run. Node strips types itself, but that costs a start some
 * 60 ms and 17 MiB, which no subject is to blame for.
 */
export function subjectFile(name: string): string {
  return new URL(`${name}.js`, RUN).pathname;
}

/** Call it once, before the first subject. */
export function stripSubjects(): void {
  mkdirSync(RUN, { recursive: true });
  for (const file of readdirSync(WRITTEN)) {
    const code = stripTypeScriptTypes(readFileSync(new URL(file, WRITTEN), 'utf8'));
    const withNewNames = code.replaceAll(/'\.\/([\w-]+)\.ts'/g, "'./$1.js'");
    writeFileSync(new URL(file.replace(/\.ts$/, '.js'), RUN), withNewNames);
  }
}

/** Starts `subjects/<file>.ts` and waits until it listens. */
export async function startSubject(
  name: string,
  file: string,
  environment: Record<string, string> = {},
): Promise<Subject> {
  const startedAt = performance.now();
  const child = spawn('taskset', ['-c', '0', process.execPath, subjectFile(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: '', ...environment },
  });
  // A run that fails must not leave its servers behind.
  process.once('exit', () => child.kill('SIGKILL'));
  const ready = await firstLine(name, child);
  const startMs = performance.now() - startedAt;
  const pid = child.pid ?? 0;
  return {
    ...(JSON.parse(ready) as Ready),
    name,
    startMs,
    cpuMs: () => readCpuMs(pid),
    memoryMib: () => readMemoryMib(pid),
    stop: () => stop(child),
  };
}

function firstLine(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} stopped before it listened (exit code ${code})`)));
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{"port"')) resolve(line);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  });
}

function readCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return ((user + system) * 1_000) / CLOCK_TICKS_PER_SECOND;
}

function readMemoryMib(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1_024;
}
