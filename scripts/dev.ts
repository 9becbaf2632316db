import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from './workplace/build.ts';
import { CHECKOUT, inCheckout } from './workplace/checkout.ts';

// `npm run dev`: the community site, built and started again after each change. A change that does not compile leaves
// the last good one running.

const QUIET_MILLISECONDS = 150;

let site: ChildProcess | undefined;
let wanted = 0;
let built = 0;
let isWorking = false;

function start(): void {
  site = spawn(
    process.execPath,
    ['--enable-source-maps', inCheckout('packages', 'community', 'dist', 'main.js')],
    {
      cwd: CHECKOUT,
      stdio: 'inherit',
    },
  );
}

async function stop(): Promise<void> {
  if (!site || site.exitCode !== null || site.signalCode !== null) return;
  const ended = once(site, 'exit');
  site.kill('SIGTERM');
  await ended;
}

async function restart(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  while (built !== wanted) {
    built = wanted;
    await sleep(QUIET_MILLISECONDS);
    if (built !== wanted || !(await build())) continue;
    await stop();
    start();
  }
  isWorking = false;
}

function request(): void {
  wanted += 1;
  void restart();
}

for (const name of ['stagedoor', 'community'])
  watch(inCheckout('packages', name, 'src'), { recursive: true }, request);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop().then(() => process.exit()));
request();
