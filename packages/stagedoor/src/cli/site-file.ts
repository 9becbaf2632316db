import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkSite, type Site } from '../server/site.ts';
import type { Translator } from '../texts/translator.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';

const USUAL_NAMES = ['stagedoor.config.js', 'stagedoor.config.ts'];

/**
 * Loads the site file: the one named by `--site`, else `stagedoor.config.js` or `.ts` of the working directory, which
 * exports `site`. Without one the environment alone says everything.
 *
 * @throws CommandProblem for a file that is not there, cannot be loaded or exports no `site`; RecordProblem for a `site`
 *   that says what nobody reads. Each names the file.
 */
export async function loadSite(named: string | undefined, t: Translator): Promise<Site> {
  const path = named ?? USUAL_NAMES.find((name) => existsSync(name));
  if (path === undefined) return {};
  if (!existsSync(path)) throw new CommandProblem(t('cli.site_file_missing', { path }), exitCodes.wrongUsage);
  const { site } = await importSite(path, t);
  if (typeof site !== 'object' || site === null)
    throw new CommandProblem(t('cli.site_not_exported', { path }));
  checkSite(path, site);
  return site;
}

async function importSite(path: string, t: Translator): Promise<{ readonly site?: unknown }> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as { readonly site?: unknown };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException | null)?.code === 'ERR_MODULE_NOT_FOUND';
    const key = isMissing ? 'cli.site_not_built' : 'cli.site_file_broken';
    throw new CommandProblem(t(key, { path, reason: reasonOf(error) }), exitCodes.refused, { cause: error });
  }
}

/** What was thrown may be anything; a slip of syntax is a word about a line that only the stack names. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const line =
    error instanceof SyntaxError ? /^file:\/\/\S+:(\d+)$/m.exec(error.stack ?? '')?.[1] : undefined;
  return `${error.name}: ${error.message}${line === undefined ? '' : ` (:${line})`}`;
}
