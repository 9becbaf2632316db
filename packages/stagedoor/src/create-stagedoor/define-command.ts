import { anyFunction, checkRecord, isRecord, required, textLike } from '../core/kernel/record-shape.ts';
import type { SiteText, Translator } from '../texts/translator.ts';
import { HELP_COMMAND, ourCommands, ourOptions } from './command-names.ts';
import { type FeatureTexts, haveWords } from './define-texts.ts';
import { wordedProblems } from './worded.ts';

/** A word that a command is given, or an option that it takes. */
export interface CommandValue<Value> {
  readonly kind: 'text' | 'integer' | 'flag';
  /** What it means, out of the feature's texts. */
  readonly about: SiteText;
  /** For types alone. */
  readonly value?: Value;
}

/**
 * The kinds of values of a command.
 *
 * @example
 * arguments: { id: commandValue.integer(guestBookTexts.keys.lineId) }
 */
export const commandValue = {
  text: (about: SiteText): CommandValue<string> => ({ kind: 'text', about }),
  /** A whole number from 0. */
  integer: (about: SiteText): CommandValue<number> => ({ kind: 'integer', about }),
  /** An option without a value: it is there or not. */
  flag: (about: SiteText): CommandValue<boolean> => ({ kind: 'flag', about }),
} as const;

type Values = Readonly<Record<string, CommandValue<unknown>>>;
type GivenOf<Of extends Values> = {
  readonly [Name in keyof Of]: Of[Name] extends CommandValue<infer Value> ? Value : never;
};

/** What a command works with, once it is called. */
export interface CommandRun<Arguments extends Values = Values, Options extends Values = Values> {
  readonly arguments: GivenOf<Arguments>;
  readonly options: Partial<GivenOf<Options>>;
  /** The words of the site, in the language of the terminal. */
  readonly t: Translator;
  /** Lines on standard output. Control and format characters, such as a line break, are shown as `?`: a terminal obeys none. */
  print(...lines: readonly string[]): void;
}

/** A command under the feature's name: `npx stagedoor guestbook list`. */
export interface FeatureCommand<Actions extends object = object> {
  readonly name: string;
  readonly about: SiteText;
  readonly arguments: Values;
  readonly options: Values;
  /** Refuses by throwing: an `AccountsError` is told in words, and the exit code says that it failed. */
  run(useCases: Actions, call: CommandRun<never, never>): Promise<unknown>;
}

const NAME = required(textLike('a lower-case word such as list', /^[a-z][a-z0-9_-]{0,40}$/));
const VALUE_NAME = /^[a-z][a-z0-9]{0,30}$/;

/**
 * Declares a command. What it says of itself is read for the help; the site is opened, and `run` called, when somebody calls it. What only the command
 * needs is imported in `run`.
 *
 * @throws RecordProblem
 * @example
 * defineCommand({
 *   name: 'remove',
 *   about: keys.removeCommand,
 *   arguments: { id: commandValue.integer(keys.lineId) },
 *   run: async (guestBook: GuestBook, { arguments: { id }, print, t }) => {
 *     await guestBook.removeByOperator(id);
 *     print(t(keys.removed));
 *   },
 * });
 */
export function defineCommand<
  Actions extends object,
  Arguments extends Values = Readonly<Record<never, never>>,
  Options extends Values = Readonly<Record<never, never>>,
>(command: {
  readonly name: string;
  readonly about: SiteText;
  /** Words that must follow, in this order. */
  readonly arguments?: Arguments;
  /** What may be said beside: `--json`, `--limit 5`. */
  readonly options?: Options;
  run(useCases: Actions, call: CommandRun<Arguments, Options>): Promise<unknown>;
}): FeatureCommand<Actions> {
  const { name, about, arguments: words = {}, options = {}, run } = command;
  checkRecord('A command', { name, run }, { name: NAME, run: required(anyFunction) });
  // What is given is read by these very kinds.
  const called = run as unknown as FeatureCommand<Actions>['run'];
  return { name, about, arguments: words, options, run: called };
}

interface Commanding {
  readonly name: string;
  readonly texts?: FeatureTexts;
  readonly commands?: readonly FeatureCommand<never>[];
}

/** What is wrong with the commands that a feature declares, in halves of sentences. */
export function commandProblems({ name: feature, texts, commands = [] }: Commanding): string[] {
  // What is no record becomes one without a name, and is told by its place.
  const worded = commands.map((command) => ({ ...command, words: command?.about }));
  return [
    ...(commands.length > 0 && isOurs(feature)
      ? [`${feature} is a command of Stagedoor, so a feature that has commands needs another name`]
      : []),
    ...wordedProblems({ texts }, worded, {
      field: 'commands',
      kind: 'command',
      mustBe: 'one of defineCommand',
      isMade: ({ run, arguments: words }) => typeof run === 'function' && isRecord(words),
      furtherProblems: (command) => [
        ...(command.name === HELP_COMMAND ? ['its command help would hide the help of its commands'] : []),
        ...valueProblems(texts, command),
      ],
    }),
  ];
}

function isOurs(name: string): boolean {
  return name === HELP_COMMAND || ourCommands.has(name);
}

function valueProblems(
  texts: FeatureTexts | undefined,
  { name, arguments: words, options }: FeatureCommand<never>,
): string[] {
  const taken = Object.keys(options).filter((option) => ourOptions.has(option));
  return [
    ...taken.map(
      (option) => `its command ${name} must not have the option ${option}, which every command has`,
    ),
    ...[...Object.entries(words), ...Object.entries(options)].flatMap(([value, { about }]) => [
      ...(VALUE_NAME.test(value) ? [] : [`${value} of its command ${name} must be a lower-case word`]),
      ...(haveWords(texts, about) ? [] : [`${value} of its command ${name} needs words out of its texts`]),
    ]),
  ];
}
