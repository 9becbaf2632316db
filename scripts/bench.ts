import { existsSync } from 'node:fs';
import { startPostgres } from './services/postgres.ts';
import { runToEnd } from './services/service.ts';
import { buildIfStale } from './workplace/build.ts';
import { inCheckout } from './workplace/checkout.ts';
import { runNode } from './workplace/run.ts';

// `npm run bench`: Stagedoor beside its peers, which have a lock file of their own and are installed when first needed.

function installPeers(): void {
  if (existsSync(inCheckout('bench', 'node_modules'))) return;
  console.error('Installing the peers …');
  runToEnd('npm', ['ci'], { cwd: inCheckout('bench') });
}

async function bench(): Promise<number> {
  if (!(await buildIfStale())) return 1;
  installPeers();
  const postgres = await startPostgres();
  try {
    return await runNode([inCheckout('bench', 'run.ts')], {
      environment: { TEST_POSTGRES_URL: postgres.address },
    });
  } finally {
    await postgres.stop();
  }
}

process.exitCode = await bench();
