import { inMemory } from '../config/in-memory.ts';
import { type Config, parseConfig } from '../config.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { type Site, siteEnvironment } from '../server/site.ts';
import type { Translator } from '../texts/translator.ts';
import { CommandProblem } from './command-problem.ts';
import { loadSite } from './site-file.ts';
import type { Terminal } from './terminal.ts';

/** What every command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly t: Translator;
  /** The environment as it was handed over, without the site's defaults. */
  readonly environment: NodeJS.ProcessEnv;
  /** What the site says of itself, and the environment with its defaults under it. */
  readSite(): Promise<SiteSettings>;
  /**
   * Opens Stagedoor, does the work and closes it again, whatever happens. `changes` win over the environment.
   *
   * @throws ConfigurationError, DatabaseProblem and whatever the work throws.
   */
  withStagedoor<Result>(
    work: (stagedoor: Stagedoor, site: Site) => Promise<Result>,
    changes?: Readonly<Record<string, string>>,
  ): Promise<Result>;
  /** The same for work that only looks: where there is no SQLite file, none is made, and it is as with an empty one. */
  lookIntoStagedoor<Result>(work: (stagedoor: Stagedoor) => Promise<Result>): Promise<Result>;
  /** The same for work on a database that must be there and up to date; none is made. @throws CommandProblem when it is not. */
  withAccounts<Result>(work: (stagedoor: Stagedoor) => Promise<Result>): Promise<Result>;
}

export interface SiteSettings {
  readonly site: Site;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function createCommandContext(given: {
  readonly terminal: Terminal;
  readonly t: Translator;
  readonly environment: NodeJS.ProcessEnv;
  /** The value of `--site`, known once the words are parsed. */
  siteFile(): string | undefined;
}): CommandContext {
  const { terminal, t, environment } = given;
  const readSite: CommandContext['readSite'] = async () => {
    const site = await loadSite(given.siteFile(), t);
    return { site, environment: siteEnvironment(site, environment) };
  };
  return {
    terminal,
    t,
    environment,
    readSite,
    withStagedoor: async (work, changes = {}) => {
      const { site, environment: env } = await readSite();
      return await withOpened(configured({ site, environment: { ...env, ...changes } }), work);
    },
    lookIntoStagedoor: async (work) => {
      const { site, config } = configured(await readSite());
      const file = await missingFile(config);
      if (file === null) return await withOpened({ site, config }, work);
      terminal.printError(t('cli.no_database_file', { file }));
      return await withOpened({ site, config: inMemory(config) }, work);
    },
    withAccounts: async (work) => {
      const settings = configured(await readSite());
      const file = await missingFile(settings.config);
      if (file !== null) throw new CommandProblem(t('cli.no_database_file', { file }));
      return await withOpened(settings, async (stagedoor) => {
        await requireMigrated(stagedoor, t);
        return await work(stagedoor);
      });
    },
  };
}

/** A site with its configuration, which is read once for a command. */
interface ConfiguredSite {
  readonly site: Site;
  readonly config: Config;
}

/** @throws ConfigurationError */
function configured({ site, environment }: SiteSettings): ConfiguredSite {
  return { site, config: parseConfig(environment, site.config, site.features) };
}

async function withOpened<Result>(
  { site, config }: ConfiguredSite,
  work: (stagedoor: Stagedoor, site: Site) => Promise<Result>,
): Promise<Result> {
  const { defaults, server, ...options } = site;
  // Loaded only now: help, keys and checks need none of it, and it is most of what a command costs.
  const { openStagedoor } = await import('../create-stagedoor.ts');
  const stagedoor = await openStagedoor(options, config);
  try {
    return await work(stagedoor, site);
  } finally {
    await stagedoor.close();
  }
}

/** The SQLite file, if it is not there: opening it would make it, and a mistyped path would look like an empty site. */
async function missingFile(config: Config): Promise<string | null> {
  const { missingDatabaseFile } = await import('../create-stagedoor/missing-database-file.ts');
  return missingDatabaseFile(config);
}

/** @throws CommandProblem naming the command that brings the database up to date. */
export async function requireMigrated(stagedoor: Stagedoor, t: Translator): Promise<void> {
  const pending = (await stagedoor.migrations.list()).filter(({ appliedAt }) => appliedAt === null);
  if (pending.length > 0) throw new CommandProblem(t('cli.unapplied', { count: pending.length }));
}
