import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, inCheckout } from './checkout.ts';

const PASSED_ON: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a JavaScript file on this Node and answers its exit code. Signals that we get reach it, so that it ends first. */
export async function runNode(
  parameters: readonly string[],
  { environment = {} }: { environment?: Record<string, string> } = {},
): Promise<number> {
  const child = spawn(process.execPath, parameters, {
    cwd: CHECKOUT,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  return exitCodeOf(child);
}

/** As `runNode`, keeping what it prints: for checks that run side by side and report one after the other. */
export async function runNodeQuietly(
  parameters: readonly string[],
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, parameters, { cwd: CHECKOUT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { exitCode: await exitCodeOf(child), output };
}

/** The file behind a command of a package that the workspace installs, as the package's `bin` names it. */
export function commandOf(packageName: string, command: string): string {
  const folder = inCheckout('node_modules', ...packageName.split('/'));
  // Read as a file: many packages do not export their package.json.
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, file);
}

async function exitCodeOf(child: ChildProcess): Promise<number> {
  const passOn = (signal: NodeJS.Signals): void => {
    // Ctrl-C in a terminal has reached the child already, and a second one would make it give up cleaning.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of PASSED_ON) process.on(signal, passOn);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? 1;
  } finally {
    for (const signal of PASSED_ON) process.off(signal, passOn);
  }
}
