import { inMemory } from '../config/in-memory.ts';
import { type Config, ConfigurationError } from '../config.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { openStagedoor } from '../create-stagedoor.ts';
import { createServer } from '../server.ts';
import type { Site } from './site.ts';

/**
 * What keeps a site from starting: it is opened and mounted as the start does, over an empty database in memory, and closed again
 * before anybody is listened to. Empty where it starts.
 *
 * Rates of scopes are left out, for routes that declare them may be mounted elsewhere.
 */
export async function startProblems(site: Site, config: Config): Promise<readonly string[]> {
  const { defaults, server = {}, ...options } = site;
  try {
    const tried = { ...inMemory(config), throttleScopes: [], logLevel: 'silent' as const };
    const stagedoor = await openStagedoor(options, tried);
    try {
      await mount(createServer(stagedoor, server));
    } finally {
      await stagedoor.close();
    }
    return [];
  } catch (error) {
    return sentencesOf(error);
  }
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.problems;
  return [error instanceof PlainError ? error.message : `The site does not start: ${String(error)}`];
}

async function mount(app: ReturnType<typeof createServer>): Promise<void> {
  try {
    await app.ready();
  } finally {
    await app.close();
  }
}
