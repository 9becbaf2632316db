import { InvalidArgumentError } from 'commander';
import type { UseCases } from '../core/use-cases.ts';
import type { User } from '../core/user/user.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { tableLines } from './table.ts';
import { unknownUser } from './unknown-user.ts';

/** Reads the word for a user. A blank one, such as of a variable that is not set, names nobody and is a slip. */
export function userReader(t: Translator): (text: string) => string {
  return (text) => {
    if (text.trim() !== '') return text;
    throw new InvalidArgumentError(t('cli.user_blank'));
  };
}

/**
 * The one user whom a word names: an id, a user name or an address; `id:7` is an id.
 *
 * @throws CommandProblem where nobody is named, or several are: they are listed, for the operator to choose.
 */
export async function oneUser(
  context: CommandContext,
  useCases: Pick<UseCases, 'user'>,
  word: string,
): Promise<User> {
  const user = await nobodyOrOne(context, useCases, word);
  if (user === null) throw unknownUser(context, word);
  return user;
}

/** The same for words that may be nobody's. */
export async function nobodyOrOne(
  context: CommandContext,
  useCases: Pick<UseCases, 'user'>,
  word: string,
): Promise<User | null> {
  const found = await useCases.user.findNamed({ word });
  const [user = null, ...others] = found;
  if (others.length === 0) return user;
  const rows = found.map(({ id: userId, username, email }) => [`id:${userId}`, username ?? '', email]);
  throw new CommandProblem([context.t('cli.user_ambiguous', { word }), ...tableLines(rows)].join('\n'));
}
