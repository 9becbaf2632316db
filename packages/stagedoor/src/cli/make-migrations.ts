import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { MissingStep } from '../create-stagedoor/missing-steps.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { describe, losesData } from '../resource/migration/difference.ts';
import type { Operation } from '../resource/migration/operation.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { writeStep } from './write-step.ts';

interface Flags {
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly noinput?: boolean;
}

/**
 * `makemigrations`: writes a step for what the declarations of the site's resources have that no step makes yet. The tables of
 * accounts bring their own, and a declared extra field is its own migration: those that the database lacks are only told.
 */
export function makeMigrationsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('makemigrations')
    .description(t('cli.about.makemigrations'))
    .option('--check', t('cli.about.makemigrations.check'))
    .option('--dry-run', t('cli.about.makemigrations.dry_run'))
    .option('--noinput', t('cli.about.makemigrations.noinput'))
    .action((flags: Flags) =>
      context.withStagedoor(async (stagedoor) => {
        const steps = stagedoor.migrations.missing();
        const fields = await missingFields(stagedoor);
        if (steps.length === 0 && fields.length === 0) return terminal.print(t('cli.no_changes'));
        for (const step of steps) await writeOrShow(context, step, flags);
        if (fields.length > 0)
          terminal.print(
            t('cli.new_fields'),
            ...fields.map((name) => `  + ${name}`),
            t('cli.new_fields_next'),
          );
        if (flags.check)
          throw new CommandProblem(t('cli.unapplied', { count: steps.length + fields.length }));
      }),
    );
}

async function writeOrShow({ t, terminal }: CommandContext, step: MissingStep, flags: Flags): Promise<void> {
  terminal.print(
    t('cli.migrations_for', { app: step.feature }),
    ...step.operations.map((operation) => `  - ${describe(operation)}`),
  );
  if (flags.check || flags.dryRun) return;
  const { folder } = step;
  if (folder === null) throw new CommandProblem(t('cli.no_migrations_folder', { app: step.feature }));
  const unfilled = step.operations.find(needsValue);
  if (unfilled !== undefined)
    throw new CommandProblem(t('cli.column_needs_value', { what: describe(unfilled) }));
  if (step.operations.some(losesData)) await agreeToLoss({ t, terminal }, flags.noinput === true);
  const name = await writeStep(step, { folder, ending: await endingIn(folder) });
  terminal.print(t('cli.migration_written', { path: join(folder, name) }));
}

async function agreeToLoss(
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
  noInput: boolean,
): Promise<void> {
  if (noInput || !(await terminal.confirm(t('cli.loses_data'))))
    throw new CommandProblem(t('cli.not_dropped'));
}

/** Rows that are there already would have nothing in it. */
function needsValue(operation: Operation): boolean {
  return (
    operation.kind === 'add-column' && !operation.state.nullable && operation.state.default === undefined
  );
}

/** As the steps that are there; TypeScript for the first, where the project has any. */
async function endingIn(folder: string): Promise<'ts' | 'js'> {
  const files = await readdir(folder).catch(() => []);
  if (files.some((file) => /^\d{4}_.*\.ts$/.test(file))) return 'ts';
  if (files.some((file) => /^\d{4}_.*\.m?js$/.test(file))) return 'js';
  return (await readdir('.')).includes('tsconfig.json') ? 'ts' : 'js';
}

/** Names of declared extra fields that `migrate` would add as columns. */
async function missingFields({ migrations }: Stagedoor): Promise<readonly string[]> {
  const { extraFieldApp } = await import('../create-stagedoor/site-migrations.ts');
  const steps = await migrations.list();
  return steps
    .filter(({ app, appliedAt }) => app === extraFieldApp && appliedAt === null)
    .map(({ name }) => name);
}
