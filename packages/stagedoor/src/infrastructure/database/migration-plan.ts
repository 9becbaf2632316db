import type { MigrationTarget, UnknownMigration } from '../../resource/migration/migration-state.ts';
import { type Migration, nameOf } from './migration.ts';

export interface PlannedStep {
  readonly migration: Migration;
  readonly direction: 'forward' | 'backward';
}

export type MigrationPlan =
  | { readonly kind: 'planned'; readonly steps: readonly PlannedStep[] }
  | UnknownMigration;

/** Of all steps in their order those that lead to the target from what was applied; without one, whatever was not. */
export function planMigrations(
  migrations: readonly Migration[],
  applied: ReadonlySet<string>,
  target?: MigrationTarget,
): MigrationPlan {
  const isApplied = (migration: Migration) => applied.has(nameOf(migration));
  const forward = (some: readonly Migration[]) =>
    planned(
      some.filter((one) => !isApplied(one)),
      'forward',
    );
  if (target === undefined) return forward(migrations);
  const own = migrations.filter(({ app }) => app === target.app);
  const goal = findMigration(migrations, target);
  if (goal !== null && 'kind' in goal) return goal;
  if (goal !== null && (target.name === undefined || !isApplied(goal)))
    return forward(neededBy(migrations, goal));
  const after = own.slice(goal === null ? 0 : own.indexOf(goal) + 1);
  return planned(withDependents(migrations, after).filter(isApplied).toReversed(), 'backward');
}

function planned(migrations: readonly Migration[], direction: PlannedStep['direction']): MigrationPlan {
  return { kind: 'planned', steps: migrations.map((migration) => ({ migration, direction })) };
}

/** By its whole name, or by how it begins, as Django takes it; the last one where nobody says. Null before them all, at `zero`. */
export function findMigration(
  migrations: readonly Migration[],
  { app, name }: MigrationTarget,
): Migration | UnknownMigration | null {
  const own = migrations.filter((one) => one.app === app);
  const unknown = (why: UnknownMigration['why'], known: readonly string[]) =>
    ({ kind: 'unknown', why, known }) as const;
  if (own.length === 0) return unknown('app', [...new Set(migrations.map((one) => one.app))]);
  if (name === 'zero') return null;
  const exact = own.filter((one) => one.name === name);
  const found = name === undefined ? own.slice(-1) : own.filter((one) => one.name.startsWith(name));
  const [goal, ...others] = exact.length > 0 ? exact : found;
  if (goal === undefined) return unknown('name', namesOf(own));
  return others.length === 0 ? goal : unknown('several', namesOf(found));
}

function namesOf(migrations: readonly Migration[]): readonly string[] {
  return migrations.map(({ name }) => name);
}

/** What must be there for a step, and itself. */
function neededBy(migrations: readonly Migration[], goal: Migration): readonly Migration[] {
  const needed = new Set([goal]);
  for (const migration of migrations.slice(0, migrations.indexOf(goal)).toReversed())
    if ([...needed].some((one) => needs(one, migration))) needed.add(migration);
  return migrations.filter((migration) => needed.has(migration));
}

/** Steps, and all that would miss them. */
function withDependents(migrations: readonly Migration[], some: readonly Migration[]): readonly Migration[] {
  const gone = new Set(some);
  for (const [index, migration] of migrations.entries())
    if (migrations.slice(0, index).some((before) => gone.has(before) && needs(migration, before)))
      gone.add(migration);
  return migrations.filter((migration) => gone.has(migration));
}

/** Of two of which the second is before the first. A step of accounts says no dependencies: it needs all before it, and all after it need it. */
function needs({ dependencies }: Migration, before: Migration): boolean {
  return (
    dependencies === undefined || before.dependencies === undefined || dependencies.includes(nameOf(before))
  );
}
