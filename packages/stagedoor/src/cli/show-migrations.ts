import { Command } from 'commander';
import type { MigrationState } from '../resource/migration/migration-state.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { explainUnknown } from './explain-unknown-migration.ts';

interface Flags {
  readonly plan?: boolean;
}

interface Shown extends MigrationState {
  readonly note: string;
}

/** `showmigrations`: each step by application, with a cross where the database has it; those that only the database knows are named as such. */
export function showMigrationsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('showmigrations')
    .description(t('cli.about.showmigrations'))
    .argument('[apps...]', t('cli.about.showmigrations.app'))
    .option('--plan', t('cli.about.showmigrations.plan'))
    .action((apps: readonly string[], flags: Flags) =>
      context.lookIntoStagedoor(async ({ migrations }) => {
        const known = (await migrations.list()).map((step): Shown => ({ ...step, note: '' }));
        const note = ` ${t('cli.migration_unknown')}`;
        const unknown = (await migrations.listUnknown()).map((step): Shown => ({ ...step, note }));
        const all = [...known, ...unknown];
        refuseUnknown(context, all, apps);
        const shown = all.filter(({ app }) => apps.length === 0 || apps.includes(app));
        terminal.print(...(flags.plan ? inOrder(shown) : byApplication(shown)));
      }),
    );
}

/** @throws CommandProblem for an application that has none */
function refuseUnknown({ t }: CommandContext, all: readonly Shown[], apps: readonly string[]): void {
  const known = [...new Set(all.map(({ app }) => app))];
  const strange = apps.find((app) => !known.includes(app));
  if (strange !== undefined)
    throw new CommandProblem(explainUnknown(t, { kind: 'unknown', why: 'app', known }, { app: strange }));
}

function inOrder(steps: readonly Shown[]): readonly string[] {
  return steps.map((step) => `${cross(step)}  ${step.app}.${step.name}${step.note}`);
}

function byApplication(steps: readonly Shown[]): readonly string[] {
  return [...Map.groupBy(steps, (step) => step.app)].flatMap(([app, own]) => [
    app,
    ...own.map((step) => ` ${cross(step)} ${step.name}${step.note}`),
  ]);
}

function cross({ appliedAt }: MigrationState): string {
  return `[${appliedAt ? 'X' : ' '}]`;
}
