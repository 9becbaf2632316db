import { Command } from 'commander';
import { AccountsError } from '../core/kernel/errors.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { oneUser, userReader } from './one-user.ts';

/** `drf_create_token`: prints the API token of a user, with `-r` another in its place. */
export function drfCreateTokenCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('drf_create_token')
    .description(t('cli.about.drf_create_token'))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .option('-r, --reset', t('cli.about.drf_create_token.reset'))
    .action(async (word: string, { reset = false }: { readonly reset?: boolean }) => {
      const key = await issue(context, { word, anew: reset });
      terminal.print(t('cli.token_generated', { token: key, user: word }));
    });
}

async function issue(
  context: CommandContext,
  { word, anew }: { readonly word: string; readonly anew: boolean },
): Promise<string> {
  try {
    return await context.withAccounts(async ({ useCases }) => {
      const { id: userId } = await oneUser(context, useCases, word);
      return (await useCases.apiToken.issue({ userId, anew })).key;
    });
  } catch (error) {
    if (!(error instanceof AccountsError)) throw error;
    throw new CommandProblem(context.t('cli.token_not_given', { user: word }));
  }
}
