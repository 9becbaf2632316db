import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import type { Outcome } from './outcome.ts';
import { runHere, runsHere } from './run-here.ts';

const POLL_MILLISECONDS = 20;
const LAUNCHER = inCheckout('packages', 'stagedoor', 'bin', 'stagedoor.js');

/** A command that is still running. */
export interface Running {
  readonly child: ChildProcess;
  /** Everything printed so far, on both streams. */
  output(): string;
  /** Waits until `text` was printed after what was waited for before. Rejects when the command ends without it. */
  waitFor(text: string | RegExp): Promise<void>;
  /** Types a line: what a person does before Enter. */
  type(line: string): void;
  ended: Promise<Outcome>;
}

/** A folder where a site lives, and the real command line in it. */
export interface TestSite {
  readonly folder: string;
  /**
   * Runs it to its end: in a process of its own the first time that these tests run this command, so that it is seen
   * to end by itself, and beside another one; else in this process.
   */
  run(words: readonly string[], changes?: Changes): Promise<Outcome>;
  start(words: readonly string[], changes?: Changes): Running;
  /** The same on a pseudo terminal, as a person would use it. */
  startOnTerminal(words: readonly string[], changes?: Changes): Running;
  /** The same by a shell that waits for it, as npm and npx start things. */
  startByShell(words: readonly string[], changes?: Changes): Running;
  write(name: string, text: string): void;
  remove(): void;
}

export interface Changes {
  readonly environment?: Readonly<Record<string, string>>;
  /** What is piped in; without it standard input is empty. */
  readonly input?: string;
  /** Whom the system runs it as; root may write what others may not. */
  readonly userId?: number;
}

/** The commands that were seen to end by themselves. */
const ended = new Set<string>();

export function createTestSite(environment: Readonly<Record<string, string>> = {}): TestSite {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-cli-'));
  const start = (program: readonly string[], changes: Changes = {}): Running => {
    const [file = '', ...parameters] = program;
    const child = spawn(file, parameters, {
      cwd: folder,
      env: { ...plainEnvironment(), ...environment, ...changes.environment },
      ...(changes.userId === undefined ? {} : { uid: changes.userId }),
    });
    const running = follow(child);
    if (changes.input !== undefined) child.stdin.end(changes.input);
    return running;
  };
  const commandLine = (words: readonly string[]) => [process.execPath, LAUNCHER, ...words];
  const run = (words: readonly string[], changes: Changes = {}): Promise<Outcome> => {
    const [command = ''] = words;
    const around = { ...plainEnvironment(), ...environment, ...changes.environment };
    const needsProcess = !ended.has(command) || runsHere() || changes.userId !== undefined;
    ended.add(command);
    if (needsProcess) return start(commandLine(words), { input: '', ...changes }).ended;
    return runHere(words, { folder, environment: around, input: changes.input ?? '' });
  };
  return {
    folder,
    run,
    start: (words, changes) => start(commandLine(words), changes),
    startOnTerminal: (words, changes) =>
      start(['script', '--quiet', '--return', '--command', quoted(commandLine(words)), '/dev/null'], changes),
    startByShell: (words, changes) => start(['sh', '-c', `${quoted(commandLine(words))} & wait`], changes),
    write: (name, text) => writeFileSync(join(folder, name), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ');
}

/** The environment of whoever runs the tests must not decide what the commands say. */
function plainEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '/',
    LANG: 'C.UTF-8',
    LOG_LEVEL: 'error',
  };
}

function follow(child: ChildProcess): Running {
  let stdout = '';
  let stderr = '';
  let printed = '';
  let seen = 0;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    printed += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    printed += text;
  });
  // A command may end before it has read what was typed.
  child.stdin?.on('error', () => {});
  const ended = once(child, 'close').then(([exitCode]): Outcome => ({ exitCode, stdout, stderr }));
  return {
    child,
    output: () => printed,
    async waitFor(text) {
      for (;;) {
        // Asked before looking, so that the last words of a command that ends meanwhile still count.
        const isOver = child.exitCode !== null && child.stdout?.readableEnded !== false;
        const found = position(printed.slice(seen), text);
        if (found !== null) {
          seen += found;
          return;
        }
        if (isOver) throw new Error(`The command ended without printing ${text}:\n${printed}`);
        await sleep(POLL_MILLISECONDS);
      }
    },
    type: (line) => child.stdin?.write(`${line}\r`),
    ended,
  };
}

/** Where the text ends in what was printed; null where it is not there. */
function position(printed: string, text: string | RegExp): number | null {
  const match = typeof text === 'string' ? printed.indexOf(text) : printed.search(text);
  if (match < 0) return null;
  return match + (typeof text === 'string' ? text.length : (printed.match(text)?.[0].length ?? 0));
}
