import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createServer, createStagedoor, type Stagedoor } from '../../packages/stagedoor/dist/index.js';

/** A limit that no run reaches: what is measured is the work, not the refusal. */
const unlimited = '9000000/1h';

/** As a site would be set up, with everything on but the limits. */
export function siteEnvironment(directory = mkdtempSync(join(tmpdir(), 'bench-stagedoor-'))) {
  return {
    DATA_DIR: directory,
    LOG_LEVEL: 'error',
    MAIL_URL: 'smtp://127.0.0.1:9',
    LIMIT_LOGIN_PER_SOURCE: unlimited,
    LIMIT_LOGIN_PER_ACCOUNT: unlimited,
    LIMIT_SIGNUP_PER_SOURCE: unlimited,
    ...(process.env.BENCH_DATABASE ? { DATABASE_URL: process.env.BENCH_DATABASE } : {}),
  };
}

/** Opens Stagedoor without a site's features. */
export async function openSite(directory?: string): Promise<Stagedoor> {
  const stagedoor = await createStagedoor({ env: siteEnvironment(directory) });
  await stagedoor.migrations.apply();
  return stagedoor;
}

/** Serves it on a free port of this machine and answers the port. */
export async function serve(stagedoor: Stagedoor): Promise<number> {
  const app: FastifyInstance = createServer(stagedoor);
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.once('SIGTERM', async () => {
    await app.close();
    await stagedoor.close();
    process.exit(0);
  });
  return (app.server.address() as AddressInfo).port;
}
