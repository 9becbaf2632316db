import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

/** `clearsessions`: removes sessions, links and counters that have ended, and what the site's own features keep no longer. */
export function clearSessionsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('clearsessions').description(t('cli.about.clearsessions')).action(() =>
    context.withAccounts(async ({ useCases }) => {
      const { sessions, links, limits, features } = await useCases.maintenance.clearExpired();
      terminal.print(t('cli.cleared', { sessions, links, limits }));
      for (const [feature, count] of Object.entries(features))
        terminal.print(t('cli.cleared_of_feature', { feature, count }));
    }),
  );
}
