import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { notSeveral, userReader } from './one-user.ts';
import { refuseUnknownUser } from './unknown-user.ts';

/** `logout_all`: ends every session there is, or all of one user's. */
export function logOutAllCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('logout_all')
    .description(t('cli.about.logout_all'))
    .option('--user <user>', t('cli.about.logout_all.user'), userReader(t))
    .action(({ user }: { readonly user?: string }) =>
      context.withAccounts(async ({ useCases }) => {
        if (user !== undefined) await notSeveral(context, useCases, user);
        const ended = useCases.endAllSessions({ identifier: user ?? null });
        const count = await refuseUnknownUser(context, user ?? '', ended);
        terminal.print(t('cli.sessions_ended', { count }));
      }),
    );
}
