import { Command } from 'commander';
import { deployProblems } from '../config/deploy-problems.ts';
import { generateKey } from '../config/generated-secrets.ts';
import { misspeltSettings } from '../config/misspelt-settings.ts';
import { isSaid } from '../config/read-environment.ts';
import { weakenings } from '../config/weakenings.ts';
import { ConfigurationError, parseConfig } from '../config.ts';
import { type CommandContext, requireMigrated, type SiteSettings } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

interface CheckFlags {
  readonly deploy?: boolean;
  readonly database?: boolean;
}

/**
 * `check`: what is wrong with the configuration and what makes it weaker; with `--deploy`, judged as production
 * would. Weaker forms are named and no failure; what production refuses is.
 */
export function checkCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('check')
    .description(t('cli.about.check'))
    .option('--deploy', t('cli.about.check.deploy'))
    .option('--database', t('cli.about.check.database'))
    .action(async (flags: CheckFlags) => {
      const settings = await context.readSite();
      if (flags.database) await checkDatabase(context, settings);
      const errors = flags.deploy ? await problemsInProduction(settings) : await addressesOf(settings);
      const found = flags.deploy
        ? weaknessesInProduction(settings)
        : weakenings(parseConfig(settings.environment, settings.site.config));
      report(context, {
        errors,
        warnings: found.filter((line) => !errors.includes(line)),
        misspelt: misspeltSettings(settings.environment),
      });
    });
}

/** @throws CommandProblem where it is not up to date, or not there; nothing is made meanwhile. */
async function checkDatabase(context: CommandContext, { environment, site }: SiteSettings): Promise<void> {
  const { missingDatabaseFile } = await import('../create-stagedoor/missing-database-file.ts');
  const file = missingDatabaseFile(parseConfig(environment, site.config));
  if (file !== null) throw new CommandProblem(context.t('cli.no_database_file', { file }));
  await context.withStagedoor((stagedoor) => requireMigrated(stagedoor, context.t));
}

function report(
  { t, terminal }: CommandContext,
  found: {
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
    readonly misspelt: readonly string[];
  },
): void {
  const { errors, warnings, misspelt } = found;
  if (misspelt.length > 0) terminal.print(t('cli.check_misspelt'), ...misspelt.map((line) => `- ${line}`));
  if (warnings.length > 0) terminal.print(t('cli.check_warnings'), ...warnings.map((line) => `- ${line}`));
  if (errors.length > 0) terminal.printError(t('cli.check_errors'), ...errors.map((line) => `- ${line}`));
  if (warnings.length > 0) terminal.print(t('cli.check_weaker', { count: warnings.length }));
  if (errors.length > 0) throw new CommandProblem(t('cli.check_found', { count: errors.length }));
  terminal.print(t('cli.check_clean'));
}

/** What is wrong with where the routes are. The doors are read only here, for the other commands need none. */
async function addressesOf({ environment, site }: SiteSettings): Promise<readonly string[]> {
  const config = parseConfig(environment, site.config);
  const { addressProblems } = await import('../server/address-problems.ts');
  return addressProblems(config);
}

/** Why a server with these settings would not start in production. */
async function problemsInProduction({ environment, site }: SiteSettings): Promise<readonly string[]> {
  try {
    return await addressesOf({ site, environment: { ...environment, NODE_ENV: 'production' } });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems;
  }
}

/**
 * What works there, but not as well as it could. The rest of the settings is judged even where secrets are missing, so
 * keys that nobody sees stand in for them; so nothing is written to DATA_DIR either.
 */
function weaknessesInProduction({ environment, site }: SiteSettings): readonly string[] {
  // What depends on the mode is as in production.
  const standIns: Record<string, string> = {
    NODE_ENV: 'development',
    API_DOCS: environment.API_DOCS || 'false',
  };
  for (const name of ['SECRET_KEY', 'CRYPTOGRAPHY_KEY'] as const) {
    if (!isSaid(environment, name)) standIns[name] = generateKey();
  }
  try {
    const judged = parseConfig({ ...environment, ...standIns }, site.config);
    const isProduction = environment.NODE_ENV === 'production';
    return deployProblems({ ...judged, nodeEnv: isProduction ? 'production' : 'development' });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems;
  }
}
