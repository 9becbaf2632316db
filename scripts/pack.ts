import { spawnSync } from 'node:child_process';
import { buildIfStale } from './workplace/build.ts';
import { inCheckout } from './workplace/checkout.ts';

// `npm run pack`: the package as a file to install. npm runs no `prepack` here (.npmrc), and would pack an empty one.

const [destination = inCheckout()] = process.argv.slice(2);
const pack = ['pack', '--pack-destination', destination];
const isPacked =
  (await buildIfStale()) &&
  spawnSync('npm', pack, { cwd: inCheckout('packages', 'stagedoor'), stdio: 'inherit' }).status === 0;
if (!isPacked) process.exitCode = 1;
