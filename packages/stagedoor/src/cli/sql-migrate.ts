import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { explainUnknown } from './explain-unknown-migration.ts';

interface Flags {
  readonly backwards?: boolean;
}

/** `sqlmigrate`: what a migration asks of this database, and does nothing. */
export function sqlMigrateCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('sqlmigrate')
    .description(t('cli.about.sqlmigrate'))
    .argument('<app>', t('cli.about.sqlmigrate.app'))
    .argument('<name>', t('cli.about.sqlmigrate.name'))
    .option('--backwards', t('cli.about.sqlmigrate.backwards'))
    .action((app: string, name: string, flags: Flags) =>
      context.lookIntoStagedoor(async ({ migrations }) => {
        const found = migrations.sqlOf({ app, name }, flags.backwards ? 'backward' : 'forward');
        if (found.kind === 'unknown') throw new CommandProblem(explainUnknown(t, found, { app, name }));
        if (found.kind === 'one-way')
          throw new CommandProblem(t('cli.migration_no_reverse', { name: `${app}.${name}` }));
        const statements = found.statements.map(asStatement);
        terminal.print(...(found.isAtomic ? ['BEGIN;', ...statements, 'COMMIT;'] : statements));
      }),
    );
}

function asStatement(statement: string): string {
  return statement.startsWith('--') ? statement : `${statement.replace(/;\s*$/, '')};`;
}
