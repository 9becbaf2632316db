import { Command } from 'commander';
import { misspeltSettings } from '../config/misspelt-settings.ts';
import type { MissingTexts } from '../create-stagedoor/branding/open-languages.ts';
import { type MissingStep, missingSteps } from '../create-stagedoor/missing-steps.ts';
import { unindexedOrders } from '../create-stagedoor/unindexed-orders.ts';
import type { TextKey } from '../texts/translator.ts';
import { checkDatabase, SHOWN } from './check-database.ts';
import { type CheckedSettings, checkForProduction, checkSettings } from './check-settings.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeLocks } from './describe-locks.ts';

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
      const found = flags.deploy ? await checkForProduction(settings) : await checkSettings(settings);
      report(context, {
        looseEnds,
        ...found,
        // What is declared wrongly cannot be compared.
        unwritten: found.impossible.length > 0 ? [] : missingSteps(settings.site.features ?? []),
        misspelt: misspeltSettings(settings.environment, settings.site.features),
        unindexed: found.impossible.length > 0 ? [] : unindexedOrders(settings.site.features ?? []),
      });
    });
}

/** What is wrong, with the settings and beside them. */
interface Findings extends CheckedSettings {
  /** How many things of the database are to be looked at; they were named before. */
  readonly looseEnds: number;
  readonly misspelt: readonly string[];
  /** Resources whose lists are in an order that no index serves. */
  readonly unindexed: readonly string[];
  /** Features whose declarations have what no step makes yet. */
  readonly unwritten: readonly Pick<MissingStep, 'feature' | 'locks'>[];
}

function report({ t, terminal }: CommandContext, found: Findings): void {
  const { looseEnds, misspelt, idle, missing, weaker, impossible, refused, unwritten, unindexed } = found;
  const told = (key: TextKey, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [t(key), ...lines.map((line) => `- ${line}`)];
  terminal.print(
    ...told('cli.check_misspelt', misspelt),
    ...told('cli.check_idle', idle),
    ...told('cli.check_missing_texts', missing.map(inWords)),
    ...told('cli.check_unindexed', unindexed),
    ...told('cli.check_warnings', weaker),
  );
  terminal.printError(
    ...told('cli.check_impossible', impossible),
    ...told('cli.check_errors', refused),
    ...told(
      'cli.check_missing_steps',
      unwritten.map(({ feature }) => feature),
    ),
    ...told(
      'cli.locks_on_postgres',
      unwritten.flatMap(({ locks }) => describeLocks(t, locks)),
    ),
  );
  if (weaker.length > 0) terminal.print(t('cli.check_weaker', { count: weaker.length }));
  const count = impossible.length + refused.length + unwritten.length;
  if (count > 0) throw new CommandProblem(t('cli.check_found', { count }));
  terminal.print(looseEnds > 0 ? t('cli.check_loose_ends', { count: looseEnds }) : t('cli.check_clean'));
}

function inWords({ language, of, keys }: MissingTexts): string {
  const more = keys.length > SHOWN ? ', …' : '';
  return `${language}: ${keys.length}/${of}: ${keys.slice(0, SHOWN).join(', ')}${more}`;
}
