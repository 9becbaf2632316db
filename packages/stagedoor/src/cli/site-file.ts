import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Site } from '../server/site.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';

const USUAL_NAMES = ['stagedoor.config.js', 'stagedoor.config.ts'];

/**
 * Loads the site file: the one named by `--site`, else `stagedoor.config.js` or `.ts` of the working directory, which
 * exports `site`. Without one the environment alone says everything.
 *
 * @throws CommandProblem for a file that is not there or exports no `site`.
 */
export async function loadSite(named: string | undefined): Promise<Site> {
  const path = named ?? USUAL_NAMES.find((name) => existsSync(name));
  if (path === undefined) return {};
  if (!existsSync(path)) throw new CommandProblem(`There is no site file ${path}.`, exitCodes.wrongUsage);
  const module = await importSite(path);
  if (typeof module.site !== 'object' || module.site === null) {
    throw new CommandProblem(`${path} must export \`site\`: { defaults, config }.`);
  }
  // The compiler has checked it where the site is written in TypeScript; parseConfig judges what it says.
  return module.site as Site;
}

async function importSite(path: string): Promise<{ readonly site?: unknown }> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as { readonly site?: unknown };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandProblem(`${path} cannot be loaded; is the site built? ${reason}`);
  }
}
