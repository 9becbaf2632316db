import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

/** `showmigrations`: each step by application, with a cross where the database has it. */
export function showMigrationsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('showmigrations').description(t('cli.about.showmigrations')).action(() =>
    context.lookIntoStagedoor(async ({ migrations }) => {
      const byApp = Map.groupBy(await migrations.list(), ({ app }) => app);
      for (const [app, steps] of byApp) {
        terminal.print(app, ...steps.map(({ name, appliedAt }) => ` [${appliedAt ? 'X' : ' '}] ${name}`));
      }
    }),
  );
}
