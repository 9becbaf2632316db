import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

/** `showmigrations`: each step by application, with a cross where the database has it; those that only the database knows are named as such. */
export function showMigrationsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('showmigrations').description(t('cli.about.showmigrations')).action(() =>
    context.lookIntoStagedoor(async ({ migrations }) => {
      const known = (await migrations.list()).map((step) => ({ ...step, note: '' }));
      const note = ` ${t('cli.migration_unknown')}`;
      const unknown = (await migrations.listUnknown()).map((step) => ({ ...step, note }));
      for (const [app, steps] of Map.groupBy([...known, ...unknown], (step) => step.app)) {
        terminal.print(
          app,
          ...steps.map((step) => ` [${step.appliedAt ? 'X' : ' '}] ${step.name}${step.note}`),
        );
      }
    }),
  );
}
