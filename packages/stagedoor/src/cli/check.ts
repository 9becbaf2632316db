import { Command } from 'commander';
import { deployProblems } from '../config/deploy-problems.ts';
import { generateKey } from '../config/generated-secrets.ts';
import { misspeltSettings } from '../config/misspelt-settings.ts';
import { isSaid } from '../config/read-environment.ts';
import { weakenings } from '../config/weakenings.ts';
import { type Config, ConfigurationError, parseConfig } from '../config.ts';
import type { StaleRows } from '../core/user/list-stale-keys.ts';
import type { MissingTexts } from '../create-stagedoor/branding/open-languages.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { TextKey } from '../texts/translator.ts';
import type { CommandContext, SiteSettings } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeAuditProblem } from './verify-audit.ts';

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
      const looseEnds = flags.database ? await checkDatabase(context) : 0;
      report(context, {
        looseEnds,
        ...(flags.deploy ? await judgeForProduction(settings) : await judge(settings)),
        misspelt: misspeltSettings(settings.environment, settings.site.features),
      });
    });
}

/** What is wrong, from names to what no server starts with. One sentence each. */
interface Findings {
  /** How many things of the database are to be looked at; they were named before. */
  readonly looseEnds: number;
  readonly misspelt: readonly string[];
  readonly idle: readonly string[];
  /** What the languages that the site adds have no words for. */
  readonly missing: readonly MissingTexts[];
  readonly weaker: readonly string[];
  /** What no server starts with, in whatever mode it is. */
  readonly impossible: readonly string[];
  /** What stops production alone. */
  readonly refused: readonly string[];
}

/**
 * Names what is to be looked at, and answers how much it is.
 *
 * @throws CommandProblem where it is not up to date, or not there; nothing is made meanwhile.
 */
async function checkDatabase(context: CommandContext): Promise<number> {
  return await context.withAccounts(
    async (stagedoor) =>
      (await nameClashes(context, stagedoor)) +
      (await staleKeys(context, stagedoor)) +
      (await sealingStop(context, stagedoor)),
  );
}

/** Log-in goes on meanwhile, so it fails nothing that asks this before a start. */
async function sealingStop(
  { t, terminal }: CommandContext,
  { useCases }: Pick<Stagedoor, 'useCases'>,
): Promise<number> {
  const problem = await useCases.audit.findSealingStop();
  if (problem === null) return 0;
  terminal.print(t('cli.check_sealing_stopped'), `- ${describeAuditProblem(t, problem)}`);
  return 1;
}

const SHOWN = 10;

/** By their ids, which other commands take: the words are the ones that mean two people. */
async function nameClashes(
  { t, terminal }: CommandContext,
  { useCases }: Pick<Stagedoor, 'useCases'>,
): Promise<number> {
  const { count, first } = await useCases.user.listNameClashes({ limit: SHOWN });
  const lines = first.map(({ namedId, ownerId }) => `id:${namedId}, id:${ownerId}`);
  return nameSome({ t, terminal }, 'cli.check_name_clashes', { count, lines });
}

/** Names and addresses that are stored otherwise than a log-in looks for them. */
async function staleKeys(
  { t, terminal }: CommandContext,
  { useCases }: Pick<Stagedoor, 'useCases'>,
): Promise<number> {
  const { names, addresses } = await useCases.maintenance.listStaleKeys({ limit: SHOWN });
  const named = (key: TextKey, { count, first }: StaleRows): number =>
    nameSome({ t, terminal }, key, { count, lines: first.map((id) => `id:${id}`) });
  return named('cli.check_stale_names', names) + named('cli.check_stale_addresses', addresses);
}

/** Names the first of so many, if there are any; answers how many there are. */
function nameSome(
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
  key: TextKey,
  { count, lines }: { readonly count: number; readonly lines: readonly string[] },
): number {
  if (count === 0) return 0;
  terminal.print(t(key, { count }), ...lines.map((line) => `- ${line}`));
  if (count > lines.length) terminal.print('- …');
  return count;
}

function report({ t, terminal }: CommandContext, found: Findings): void {
  const { looseEnds, misspelt, idle, missing, weaker, impossible, refused } = found;
  const told = (key: TextKey, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [t(key), ...lines.map((line) => `- ${line}`)];
  terminal.print(
    ...told('cli.check_misspelt', misspelt),
    ...told('cli.check_idle', idle),
    ...told('cli.check_missing_texts', missing.map(inWords)),
    ...told('cli.check_warnings', weaker),
  );
  terminal.printError(...told('cli.check_impossible', impossible), ...told('cli.check_errors', refused));
  if (weaker.length > 0) terminal.print(t('cli.check_weaker', { count: weaker.length }));
  const count = impossible.length + refused.length;
  if (count > 0) throw new CommandProblem(t('cli.check_found', { count }));
  terminal.print(looseEnds > 0 ? t('cli.check_loose_ends', { count: looseEnds }) : t('cli.check_clean'));
}

function inWords({ language, of, keys }: MissingTexts): string {
  const more = keys.length > SHOWN ? ', …' : '';
  return `${language}: ${keys.length}/${of}: ${keys.slice(0, SHOWN).join(', ')}${more}`;
}

type Judged = Omit<Findings, 'misspelt' | 'looseEnds'>;

/** In the mode that the settings say. */
async function judge(settings: SiteSettings): Promise<Judged> {
  const { config, idle, missing, problems } = await read(settings);
  return {
    idle,
    missing,
    weaker: config === null ? [] : weakenings(config),
    impossible: problems,
    refused: [],
  };
}

/** As production would. What it refuses is told from what no mode takes. */
async function judgeForProduction({ environment, site }: SiteSettings): Promise<Judged> {
  const asIs = { ...environment, ...standIns(environment) };
  const { config, idle, missing, problems: impossible } = await read({ site, environment: asIs });
  const inProduction = { ...environment, NODE_ENV: 'production' };
  const { problems } = await read({ site, environment: inProduction });
  const isProduction = environment.NODE_ENV === 'production';
  const weaker =
    config === null
      ? []
      : deployProblems({ ...config, nodeEnv: isProduction ? 'production' : 'development' });
  return {
    idle,
    missing,
    weaker: weaker.filter((line) => !problems.includes(line)),
    impossible,
    refused: problems.filter((line) => !impossible.includes(line)),
  };
}

/**
 * The rest of the settings is judged even where secrets are missing, so keys that nobody sees stand in for them; so nothing
 * is written to DATA_DIR either. What depends on the mode is as in production.
 */
function standIns(environment: SiteSettings['environment']): Record<string, string> {
  const keys = (['SECRET_KEY', 'CRYPTOGRAPHY_KEY'] as const).filter((name) => !isSaid(environment, name));
  return {
    NODE_ENV: 'development',
    API_DOCS: environment.API_DOCS || 'false',
    ...Object.fromEntries(keys.map((name) => [name, generateKey()])),
  };
}

interface ReadSettings {
  /** Null where it cannot be read at all. */
  readonly config: Config | null;
  readonly idle: readonly string[];
  readonly missing: readonly MissingTexts[];
  readonly problems: readonly string[];
}

/** The settings and what is wrong with them, where routes are among it. The interfaces are read only here, for the other commands need none. */
async function read({ environment, site }: SiteSettings): Promise<ReadSettings> {
  try {
    const config = parseConfig(environment, site.config, site.features);
    const { addressProblems } = await import('../server/address-problems.ts');
    const { scopesOfNobody } = await import('../server/scope-problems.ts');
    const idle = [...config.settingsWithoutEffect, ...scopesOfNobody(config)];
    const { judgeBranding } = await import('../create-stagedoor/branding/judge-branding.ts');
    const { missing, problems } = judgeBranding(site, config);
    const { webhookProblems } = await import('../create-stagedoor/webhook-feature.ts');
    const webhook = webhookProblems(config, site.features ?? []).map(
      (problem) => `WEBHOOK_EVENTS: ${problem}.`,
    );
    return { config, idle, missing, problems: [...addressProblems(config), ...webhook, ...problems] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { config: null, idle: [], missing: [], problems: error.problems };
  }
}
