import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** Django's words for a user who is not there. */
export function unknownUser({ t }: Pick<CommandContext, 't'>, username: string): CommandProblem {
  return new CommandProblem(t('cli.user_missing', { username }));
}
