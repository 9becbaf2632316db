import { join } from 'node:path';
import type { WebHandler } from 'stagedoor';
import { addFirstPeople } from './first-people';
import { foyer, roles } from './foyer';

/** The accounts of this site: the JSON API, the pages under /accounts/, and the site's own API beside them. */
async function openAccounts(): Promise<WebHandler<[]>> {
  // Loaded by Node as it stands: parts of it are native code, and it finds its files beside itself.
  const library = await import(/* turbopackIgnore: true */ /* webpackIgnore: true */ 'stagedoor');
  const { createGuards, createStagedoor, startWorker, toWebHandler } = library;
  const { PUBLIC_URL = 'http://127.0.0.1:3000', DATA_DIR = join(process.cwd(), 'data') } = process.env;
  // Next runs what it has built as production, on a desk too. What people reach over https is production for the accounts.
  const NODE_ENV = PUBLIC_URL.startsWith('https:') ? 'production' : 'development';
  const env = { ...process.env, PUBLIC_URL, DATA_DIR, NODE_ENV };
  const stagedoor = await createStagedoor({ env, features: [foyer(library)], roles });
  await stagedoor.migrations.apply();
  await stagedoor.useCases.group.seedRoles({ by: 'operator', roles });
  if (NODE_ENV === 'development') await addFirstPeople(stagedoor);
  startWorker(stagedoor);
  const guards = createGuards(stagedoor);
  return toWebHandler(stagedoor, {
    // A header that the proxy in front sets, and takes from nobody. Without a proxy nobody knows better.
    clientAddress: (request) => request.headers.get(process.env.CLIENT_ADDRESS_HEADER || 'none'),
    extend(app) {
      app.get('/api/protected/', { preHandler: guards.requireUser }, async () => ({
        message: 'Hello, authenticated user!',
      }));
    },
  });
}

// Next loads a module several times, once for each kind of page; the accounts are open once.
const opened = globalThis as { stagedoorExample?: Promise<WebHandler<[]>> };

/** Answers a request as the accounts do. */
export async function accounts(): Promise<WebHandler<[]>> {
  opened.stagedoorExample ??= openAccounts();
  return await opened.stagedoorExample;
}
