import { Command } from 'commander';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { MigrationMade, MigrationWish, PlannedMove } from '../resource/migration/migration-state.ts';
import type { TextKey } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeLocks } from './describe-locks.ts';
import { explainUnknown } from './explain-unknown-migration.ts';
import { type PendingStep, pendingSteps } from './pending-steps.ts';

interface MigrateFlags {
  readonly plan?: boolean;
  readonly check?: boolean;
  readonly fake?: boolean;
  readonly fakeInitial?: boolean;
  readonly noinput?: boolean;
}

/**
 * `migrate`: brings the database up to date, or an application to one of its migrations, forward or back. Run again, it says that
 * there is nothing to do.
 */
export function migrateCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('migrate')
    .description(t('cli.about.migrate'))
    .argument('[app]', t('cli.about.migrate.app'))
    .argument('[name]', t('cli.about.migrate.name'))
    .option('--plan', t('cli.about.migrate.plan'))
    .option('--check', t('cli.about.migrate.check'))
    .option('--fake', t('cli.about.migrate.fake'))
    .option('--fake-initial', t('cli.about.migrate.fake_initial'))
    .option('--noinput', t('cli.about.migrate.noinput'))
    .action((app: string | undefined, name: string | undefined, flags: MigrateFlags) => {
      const wish = wishOf({ app, name }, flags);
      if (flags.plan || flags.check)
        return context.lookIntoStagedoor(async (stagedoor) =>
          showPlan(context, await whatIsPlanned(context, stagedoor, wish), flags),
        );
      return context.withStagedoor(async (stagedoor) => run(context, stagedoor, { wish, flags }));
    });
}

function wishOf(
  { app, name }: { readonly app: string | undefined; readonly name: string | undefined },
  { fake, fakeInitial }: MigrateFlags,
): MigrationWish {
  const target = app === undefined ? {} : { target: { app, ...(name === undefined ? {} : { name }) } };
  if (fake) return { ...target, how: 'note' };
  return { ...target, how: fakeInitial ? 'take-over' : 'run' };
}

async function run(
  context: CommandContext,
  { migrations }: Pick<Stagedoor, 'migrations'>,
  { wish, flags }: { readonly wish: MigrationWish; readonly flags: MigrateFlags },
): Promise<void> {
  const { t, terminal } = context;
  const planned = await planOf(context, { migrations }, wish);
  if (wish.how !== 'note') await agreeToGoBack(context, planned, flags);
  terminal.print(t('cli.running_migrations'));
  const moves = await migrations.move(wish);
  terminal.print(
    ...moves.map(({ app, name, direction, outcome }) =>
      t(words[outcome][direction], { name: `${app}.${name}` }),
    ),
  );
  if (moves.length === 0) terminal.print(t('cli.nothing_to_migrate'));
}

const words: Readonly<
  Record<MigrationMade['outcome'], Readonly<Record<MigrationMade['direction'], TextKey>>>
> = {
  done: { forward: 'cli.migration_applied', backward: 'cli.migration_unapplied' },
  noted: { forward: 'cli.migration_noted', backward: 'cli.migration_forgotten' },
};

/** @throws CommandProblem where nothing leads back, and where somebody will not have it */
async function agreeToGoBack(
  { t, terminal }: CommandContext,
  planned: readonly PlannedMove[],
  { noinput }: MigrateFlags,
): Promise<void> {
  const back = planned.filter(({ direction }) => direction === 'backward');
  const oneWay = back.find(({ way }) => way === 'one-way');
  if (oneWay !== undefined)
    throw new CommandProblem(t('cli.migration_one_way', { name: `${oneWay.app}.${oneWay.name}` }));
  const lost = back.flatMap(({ loses }) => loses);
  if (lost.length === 0 || noinput) return;
  terminal.print(t('cli.migrate_loses_data'), ...lost.map((one) => `  - ${one}`));
  if (!(await terminal.confirm(t('cli.migrate_agree')))) throw new CommandProblem(t('cli.migrate_not_done'));
}

/** @throws CommandProblem for a target that is not there */
async function planOf(
  { t }: CommandContext,
  { migrations }: Pick<Stagedoor, 'migrations'>,
  wish: MigrationWish,
): Promise<readonly PlannedMove[]> {
  const plan = await migrations.plan(wish);
  if (plan.kind === 'planned') return plan.steps;
  throw new CommandProblem(explainUnknown(t, plan, wish.target));
}

/** With columns and permissions, where all is meant. */
async function whatIsPlanned(
  context: CommandContext,
  stagedoor: Pick<Stagedoor, 'migrations'>,
  wish: MigrationWish,
): Promise<readonly (PendingStep & Partial<PlannedMove>)[]> {
  const planned = await planOf(context, stagedoor, wish);
  if (wish.target !== undefined) return planned;
  const pending = await pendingSteps(stagedoor);
  return pending.map(
    (step) => planned.find(({ app, name }) => app === step.app && name === step.name) ?? step,
  );
}

function showPlan(
  { t, terminal }: CommandContext,
  steps: readonly (PendingStep & Partial<PlannedMove>)[],
  flags: MigrateFlags,
): void {
  terminal.print(t('cli.planned_operations'));
  for (const { app, name, direction, does = [], locks = [] } of steps) {
    const whole = `${app}.${name}`;
    const line = direction === 'backward' ? t('cli.planned_unapply', { name: whole }) : `  ${whole}`;
    terminal.print(line, ...[...does, ...describeLocks(t, locks)].map((one) => `    ${one}`));
  }
  if (steps.length === 0) terminal.print(t('cli.nothing_planned'));
  else if (flags.check) throw new CommandProblem(t('cli.unapplied', { count: steps.length }));
}
