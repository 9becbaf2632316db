import { Command } from 'commander';
import { AccountsError } from '../core/errors.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { notSeveral, userReader } from './one-user.ts';
import { unknownUser } from './unknown-user.ts';

/** `drf_create_token`: prints the API token of a user, with `-r` another in its place. */
export function drfCreateTokenCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('drf_create_token')
    .description(t('cli.about.drf_create_token'))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .option('-r, --reset', t('cli.about.drf_create_token.reset'))
    .action(async (identifier: string, { reset = false }: { readonly reset?: boolean }) => {
      const key = await issue(context, { identifier, anew: reset });
      terminal.print(t('cli.token_generated', { token: key, user: identifier }));
    });
}

async function issue(
  context: CommandContext,
  asked: { readonly identifier: string; readonly anew: boolean },
): Promise<string> {
  try {
    const { key } = await context.withAccounts(async ({ useCases }) => {
      await notSeveral(context, useCases, asked.identifier);
      return await useCases.issueApiToken(asked);
    });
    return key;
  } catch (error) {
    if (!(error instanceof AccountsError)) throw error;
    if (error.refusal.code === 'not-found') throw unknownUser(context, asked.identifier);
    throw new CommandProblem(context.t('cli.token_not_given', { user: asked.identifier }));
  }
}
