import { AccountsError } from '../core/errors.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** Django's words for a user who is not there. */
export function unknownUser({ t }: Pick<CommandContext, 't'>, username: string): CommandProblem {
  return new CommandProblem(t('cli.user_missing', { username }));
}

/** Waits for a use case and says whom it did not find. @throws CommandProblem in place of `not-found`. */
export async function refuseUnknownUser<Answer>(
  context: Pick<CommandContext, 't'>,
  username: string,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'not-found') {
      throw unknownUser(context, username);
    }
    throw error;
  }
}
