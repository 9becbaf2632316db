import type { HelpConfiguration } from 'commander';
import type { TextKey, Translator } from '../texts/translator.ts';

/** What commander says of a mistake, always in English, and which of our words say the same. */
const MISTAKES: readonly { readonly said: RegExp; readonly key: TextKey }[] = [
  {
    said: /^error: option '(?<option>.+?)' argument '(?<value>.*)' is invalid\.\s*(?<reason>.*)$/s,
    key: 'cli.usage.invalid_option',
  },
  {
    said: /^error: command-argument value '(?<value>.*)' is invalid for argument '(?<argument>.+?)'\.\s*(?<reason>.*)$/s,
    key: 'cli.usage.invalid_argument',
  },
  { said: /^error: missing required argument '(?<argument>.+)'$/, key: 'cli.usage.missing_argument' },
  { said: /^error: option '(?<option>.+)' argument missing$/, key: 'cli.usage.missing_value' },
  {
    said: /^error: option '(?<option>.+?)' cannot be used with option '(?<other>.+)'$/,
    key: 'cli.usage.conflict',
  },
  { said: /^error: unknown option '(?<option>.*)'$/s, key: 'cli.usage.unknown_option' },
  { said: /^error: unknown command '(?<command>.*)'$/s, key: 'cli.usage.unknown_command' },
  {
    said: /^error: too many arguments for '(?<command>.+)'\. Expected (?<expected>\d+) arguments? but got (?<got>.+)\.$/s,
    key: 'cli.usage.too_many',
  },
];

const HINT = /\n\(Did you mean (?:one of )?(?<names>[^\n]+)\?\)$/;

/** Commander's sentence about wrong usage in the terminal's language; one that nobody foresaw stays as it is. */
export function translateUsage(t: Translator, text: string): string {
  const whole = text.trimEnd();
  const hint = HINT.exec(whole)?.groups;
  const sentence = whole.replace(HINT, '');
  for (const { said, key } of MISTAKES) {
    const parts = said.exec(sentence)?.groups;
    if (parts !== undefined) return `${[t(key, parts).trimEnd(), ...hintWords(t, hint)].join('\n')}\n`;
  }
  return text;
}

function hintWords(t: Translator, hint: Readonly<Record<string, string | undefined>> | undefined): string[] {
  return didYouMean(t, hint?.names?.split(', ') ?? []);
}

/** A line about what somebody may have meant; none where nothing is near. */
export function didYouMean(t: Translator, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const key = names.length === 1 ? 'cli.usage.did_you_mean' : 'cli.usage.did_you_mean_one_of';
  return [t(key, { names: names.join(', ') })];
}

/** Where more is said, for a mistake that one command met. */
export function usageHint(t: Translator, command: string): string {
  return t('cli.usage_hint', { command: `${command} --help` });
}

/** The headings and marks that commander draws by itself. */
export function helpWords(t: Translator): HelpConfiguration {
  const words: Readonly<Record<string, string>> = {
    'Usage:': t('cli.help.usage'),
    'Options:': t('cli.help.options'),
    'Arguments:': t('cli.help.arguments'),
    'Commands:': t('cli.help.commands'),
    '[options]': t('cli.help.options_mark'),
    '[command]': t('cli.help.command_mark'),
  };
  const inOurs = (text: string): string => words[text] ?? text;
  const withDefault = (text: string): string =>
    text.replace(/\(default: (.+)\)$/, (_, value: string) => `(${t('cli.help.default', { value })})`);
  return {
    styleTitle: inOurs,
    styleOptionText: inOurs,
    styleSubcommandText: inOurs,
    styleOptionDescription: withDefault,
    styleArgumentDescription: withDefault,
  };
}
