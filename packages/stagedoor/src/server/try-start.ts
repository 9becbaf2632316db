import { inMemory } from '../config/in-memory.ts';
import { type Config, ConfigurationError } from '../config.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { openStagedoor } from '../create-stagedoor.ts';
import { createServer } from '../server.ts';
import { paths } from '../web/paths.ts';
import { UnknownScopes } from './scope-problems.ts';
import type { Site } from './site.ts';

/**
 * What keeps a site from starting: it is opened and mounted as the start does, over an empty database in memory, and closed again
 * before anybody is listened to. Empty where it starts.
 *
 * Rates of scopes that no route has here are left out, for routes that declare them may be mounted elsewhere.
 */
export async function startProblems(site: Site, config: Config): Promise<readonly string[]> {
  try {
    await tryStart(site, config);
    return [];
  } catch (error) {
    if (!(error instanceof UnknownScopes)) return sentencesOf(error);
    const throttleScopes = config.throttleScopes.filter(({ scope }) => !error.scopes.includes(scope));
    return await startProblems(site, { ...config, throttleScopes });
  }
}

async function tryStart(site: Site, config: Config): Promise<void> {
  const { defaults, server = {}, ...options } = site;
  const beside = { logLevel: 'silent', secureSslRedirect: false } as const;
  const stagedoor = await openStagedoor(options, { ...inMemory(config), ...beside });
  try {
    await mount(createServer(stagedoor, server), config);
  } finally {
    await stagedoor.close();
  }
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.problems;
  return [error instanceof PlainError ? error.message : `The site does not start: ${String(error)}`];
}

/** One page is drawn too: what the site puts into pages of strangers is called only then. */
async function mount(app: ReturnType<typeof createServer>, { publicUrl }: Config): Promise<void> {
  let fault: unknown;
  app.addHook('onError', async (_request, _reply, error) => {
    fault = error;
  });
  try {
    await app.ready();
    const headers = { host: publicUrl.host, accept: 'text/html' };
    const { statusCode } = await app.inject({ url: paths.logIn, headers });
    if (statusCode >= 500) throw new PlainError(`The page ${paths.logIn} cannot be drawn: ${String(fault)}`);
  } finally {
    await app.close();
  }
}
