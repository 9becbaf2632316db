import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { oneUser, userReader } from './one-user.ts';

/** `logout_all`: ends every session there is, or all of one user's. */
export function logOutAllCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('logout_all')
    .description(t('cli.about.logout_all'))
    .option('--user <user>', t('cli.about.logout_all.user'), userReader(t))
    .action(({ user }: { readonly user?: string }) =>
      context.withAccounts(async ({ useCases }) => {
        const whose = user === undefined ? 'everybody' : (await oneUser(context, useCases, user)).id;
        const count = await useCases.session.endAll({ by: 'operator', whose });
        terminal.print(t('cli.sessions_ended', { count }));
      }),
    );
}
