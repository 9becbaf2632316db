import type { UseCases } from '../core/use-cases.ts';
import type { User } from '../core/user/user.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { tableLines } from './table.ts';
import { unknownUser } from './unknown-user.ts';

/** Says that a word is an id, where somebody's name is digits too. */
const BY_ID = /^id:([1-9]\d{0,15})$/;

/**
 * The one user whom a word names: an id, a user name or an address; `id:7` is an id and nothing else.
 *
 * @throws CommandProblem where nobody is named, or several are: they are listed, for the operator to choose.
 */
export async function oneUser(
  context: CommandContext,
  useCases: Pick<UseCases, 'findUsersNamed' | 'readUser'>,
  word: string,
): Promise<User> {
  const id = BY_ID.exec(word)?.[1];
  const found =
    id === undefined
      ? await useCases.findUsersNamed({ word })
      : [await useCases.readUser({ userId: Number(id) })].filter((user) => user !== null);
  const [user, ...others] = found;
  if (!user) throw unknownUser(context, word);
  if (others.length === 0) return user;
  const rows = found.map(({ id: userId, username, email }) => [`id:${userId}`, username ?? '', email]);
  throw new CommandProblem([context.t('cli.user_ambiguous', { word }), ...tableLines(rows)].join('\n'));
}
