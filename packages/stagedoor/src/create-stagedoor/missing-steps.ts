import { differenceOf } from '../resource/migration/difference.ts';
import { formerNamesIn } from '../resource/migration/former-names.ts';
import { type Lock, locksIn } from '../resource/migration/locks-in.ts';
import { applied, type Operation, type ResourceStep, stateAfter } from '../resource/migration/operation.ts';
import { orderedSteps } from '../resource/migration/ordered-steps.ts';
import { type RefusedOperation, refusedOf } from '../resource/migration/refused.ts';
import { renamesOf } from '../resource/migration/renames.ts';
import type { TableStates } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';

/** What a feature's declarations have that its steps do not make yet. */
export interface MissingStep {
  readonly feature: string;
  /** Where its steps are written; null where the feature does not say. */
  readonly folder: string | null;
  /** The names of the steps that the feature has. */
  readonly names: readonly string[];
  readonly operations: readonly Operation[];
  /** Those that no step is written for. */
  readonly refused: readonly RefusedOperation[];
  /** Whom it would hold up on PostgreSQL. */
  readonly locks: readonly Lock[];
}

/** The steps that `makemigrations` would write. Asks no database: steps and declarations are compared. */
export function missingSteps(features: readonly FeatureCore[]): readonly MissingStep[] {
  const ordered = orderedSteps(features);
  const all = stateAfter(ordered.flatMap(({ step }) => ('operations' in step ? [step] : [])));
  const keeping = features.map((core) => {
    const steps = operationsOf(core);
    const own = tablesIn(all, Object.keys(stateAfter(steps)));
    const former = formerNamesIn(steps);
    const declared = { feature: core.name, resources: core.resources ?? [] };
    return { core, own, former, declared, renames: renamesOf(own, declared, former) };
  });
  return keeping.flatMap(({ core, own, former, declared, renames }) => {
    // What another feature calls otherwise is referred to by its new name without a step of one's own.
    const others = keeping.flatMap((one) => (one.renames === renames ? [] : one.renames));
    const before = tablesIn(others.reduce(applied, all), Object.keys(own));
    const operations = differenceOf(before, declared, former);
    if (operations.length === 0) return [];
    const { name: feature, migrations = [], migrationsFolder: folder = null } = core;
    const refused = refusedOf(before, operations, core.objectPermissions ?? []);
    const names = migrations.map(({ name }) => name);
    return [{ feature, folder, names, operations, refused, locks: locksIn(before, operations) }];
  });
}

function operationsOf({ migrations = [] }: FeatureCore): readonly ResourceStep[] {
  return migrations.flatMap((step) => ('operations' in step ? [step] : []));
}

function tablesIn(states: TableStates, names: readonly string[]): TableStates {
  return Object.fromEntries(Object.entries(states).filter(([table]) => names.includes(table)));
}
