import { registerHooks } from 'node:module';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { formatWithOptions } from 'node:util';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import type { Outcome } from './outcome.ts';

const ENTRY = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'cli', 'main.js')).href;

/** What a command finds around it. */
export interface Surroundings {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
}

let isLent = false;
let runs = 0;

// A process reads the code of its site once; so does each command that runs in this one.
const FOLDERS_OF_SITES = /^file:.*\/stagedoor-cli-[^/]+\/(?!node_modules\/)/;
const readAnew = () =>
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      return FOLDERS_OF_SITES.test(found.url) ? { ...found, url: `${found.url}?command=${runs}` } : found;
    },
  });

/** Whether a command runs here already: what runs beside it needs a process of its own. */
export const runsHere = (): boolean => isLent;

/**
 * Runs the built command line in this very process, which spares the start of another one. Whatever belongs to the
 * process is lent to it meanwhile: its folder, environment, streams and exit code.
 */
export async function runHere(words: readonly string[], around: Surroundings): Promise<Outcome> {
  isLent = true;
  runs += 1;
  const { main }: { main(words: readonly string[]): Promise<void> } = await import(/* @vite-ignore */ ENTRY);
  const giveBack = lend(around);
  const hooks = readAnew();
  const printed = { stdout: capture(process.stdout), stderr: capture(process.stderr) };
  try {
    await main(words);
    return {
      exitCode: Number(process.exitCode ?? 0),
      stdout: printed.stdout.text(),
      stderr: printed.stderr.text(),
    };
  } finally {
    printed.stdout.end();
    printed.stderr.end();
    hooks.deregister();
    giveBack();
    isLent = false;
  }
}

function lend({ folder, environment, input }: Surroundings): () => void {
  const before = { folder: process.cwd(), env: process.env, exitCode: process.exitCode };
  const { log, error } = console;
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') ?? {};
  process.chdir(folder);
  process.env = { ...environment };
  process.exitCode = undefined;
  // The runner has a console of its own, which writes to no stream.
  console.log = (...what) => process.stdout.write(`${formatWithOptions({ colors: false }, ...what)}\n`);
  console.error = (...what) => process.stderr.write(`${formatWithOptions({ colors: false }, ...what)}\n`);
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from(input ? [input] : []) });
  return () => {
    process.chdir(before.folder);
    process.env = before.env;
    process.exitCode = before.exitCode;
    Object.assign(console, { log, error });
    Object.defineProperty(process, 'stdin', stdin);
  };
}

function capture(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const { write } = stream;
  const listeners = stream.listeners('error');
  let text = '';
  stream.write = (chunk: string | Uint8Array) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
  return {
    text: () => text,
    end() {
      stream.write = write;
      for (const listener of stream.listeners('error')) {
        if (!listeners.includes(listener)) stream.off('error', listener as () => void);
      }
    },
  };
}
