import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { type PendingStep, pendingSteps } from './pending-steps.ts';

interface MigrateFlags {
  readonly plan?: boolean;
  readonly check?: boolean;
}

/** `migrate`: brings the database up to date. Run again, it says that there is nothing to do. */
export function migrateCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('migrate')
    .description(t('cli.about.migrate'))
    .option('--plan', t('cli.about.migrate.plan'))
    .option('--check', t('cli.about.migrate.check'))
    .action((flags: MigrateFlags) => {
      if (flags.plan || flags.check) {
        return context.lookIntoStagedoor(async (stagedoor) =>
          showPlan(context, await pendingSteps(stagedoor), flags),
        );
      }
      return context.withStagedoor(async (stagedoor) => {
        terminal.print(t('cli.running_migrations'));
        const done = await stagedoor.migrations.apply();
        terminal.print(...done.map((name) => t('cli.migration_applied', { name })));
        if (done.length === 0) terminal.print(t('cli.nothing_to_migrate'));
      });
    });
}

function showPlan({ t, terminal }: CommandContext, steps: readonly PendingStep[], flags: MigrateFlags): void {
  terminal.print(t('cli.planned_operations'));
  terminal.print(...steps.map(({ app, name }) => `  ${app}.${name}`));
  if (steps.length === 0) terminal.print(t('cli.nothing_planned'));
  else if (flags.check) throw new CommandProblem(t('cli.unapplied', { count: steps.length }));
}
