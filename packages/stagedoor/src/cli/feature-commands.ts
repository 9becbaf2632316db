import { Command, Option } from 'commander';
import { AccountsError } from '../core/kernel/errors.ts';
import type { CommandValue, FeatureCommand } from '../create-stagedoor/define-command.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import type { SiteText, Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeRefusal } from './describe-refusal.ts';
import { integerReader } from './list-options.ts';
import { shownLine } from './table.ts';

/** `guestbook list`: the commands of a feature of the site, under its name. */
export function featureCommands(context: CommandContext, feature: FeatureCore): Command {
  const { t } = context;
  const group = new Command(feature.name).description(t('cli.about.feature', { feature: feature.name }));
  for (const command of feature.commands ?? []) group.addCommand(commandOf(context, feature, command));
  return group;
}

function commandOf(context: CommandContext, feature: FeatureCore, of: FeatureCommand<object>): Command {
  const { t } = context;
  // The site is not open yet, and the help needs no more than the sentences themselves.
  const say = (text: SiteText): string =>
    feature.texts?.words[t.language]?.[text] ?? feature.texts?.words.en?.[text] ?? text;
  const command = new Command(of.name).description(say(of.about));
  for (const [name, value] of Object.entries(of.arguments))
    command.argument(`<${name}>`, say(value.about), readerOf(t, value));
  for (const [name, value] of Object.entries(of.options)) command.addOption(optionOf(t, name, value, say));
  const names = Object.keys(of.arguments);
  return command.action(async (...given: unknown[]) => {
    const words = Object.fromEntries(names.map((name, place) => [name, given[place]]));
    await run(context, feature, { of, words, options: given[names.length] });
  });
}

function optionOf(
  t: Translator,
  name: string,
  value: CommandValue<unknown>,
  say: (text: SiteText) => string,
): Option {
  if (value.kind === 'flag') return new Option(`--${name}`, say(value.about));
  return new Option(
    `--${name} <${value.kind === 'integer' ? 'number' : 'text'}>`,
    say(value.about),
  ).argParser(readerOf(t, value));
}

function readerOf(t: Translator, { kind }: CommandValue<unknown>): (text: string) => string | number {
  return kind === 'integer' ? integerReader(t, 'cli.not_a_number') : (text) => text;
}

async function run(
  { t, terminal, withAccounts }: CommandContext,
  feature: FeatureCore,
  call: { readonly of: FeatureCommand<object>; readonly words: object; readonly options: unknown },
): Promise<void> {
  await withAccounts(async ({ openedFeatures, translatorFor }) => {
    const opened = openedFeatures.find(({ feature: { name } }) => name === feature.name);
    const own = translatorFor(t.language);
    const print = (...lines: readonly string[]): void => terminal.print(...lines.map(shownLine));
    const given = { arguments: call.words, options: call.options, t: own, print };
    try {
      // Read by the kinds that the command declares.
      await call.of.run(opened?.useCases ?? {}, given as never);
    } catch (error) {
      if (!(error instanceof AccountsError)) throw error;
      // In the words that the feature brought, which the command line does not know.
      throw new CommandProblem(describeRefusal(own, error.refusal).map(shownLine).join('\n'));
    }
  });
}
