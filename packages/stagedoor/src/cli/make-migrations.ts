import { Command } from 'commander';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/**
 * `makemigrations`: there is nothing to write. The tables' migrations ship with the library and a declared extra field
 * is its own migration, so this reports the fields that the database does not have yet.
 */
export function makeMigrationsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('makemigrations')
    .description(t('cli.about.makemigrations'))
    .option('--check', t('cli.about.makemigrations.check'))
    .option('--dry-run', t('cli.about.makemigrations.dry_run'))
    .action((flags: { readonly check?: boolean }) =>
      context.withStagedoor(async (stagedoor) => {
        const missing = await missingFields(stagedoor);
        if (missing.length === 0) {
          terminal.print(t('cli.no_changes'));
          return;
        }
        terminal.print(
          t('cli.new_fields'),
          ...missing.map((name) => `  + ${name}`),
          t('cli.new_fields_next'),
        );
        if (flags.check) throw new CommandProblem(t('cli.unapplied', { count: missing.length }));
      }),
    );
}

/** Names of declared extra fields that `migrate` would add as columns. */
async function missingFields({ migrations }: Stagedoor): Promise<readonly string[]> {
  const { extraFieldApp } = await import('../create-stagedoor/site-migrations.ts');
  const steps = await migrations.list();
  return steps
    .filter(({ app, appliedAt }) => app === extraFieldApp && appliedAt === null)
    .map(({ name }) => name);
}
