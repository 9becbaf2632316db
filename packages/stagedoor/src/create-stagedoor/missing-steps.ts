import { differenceOf } from '../resource/migration/difference.ts';
import { type Operation, stateAfter } from '../resource/migration/operation.ts';
import { type RefusedOperation, refusedOf } from '../resource/migration/refused.ts';
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
}

/** The steps that `makemigrations` would write. Asks no database: steps and declarations are compared. */
export function missingSteps(features: readonly FeatureCore[]): readonly MissingStep[] {
  return features.flatMap((core) => {
    const { name: feature, resources = [], migrations = [], migrationsFolder: folder = null } = core;
    const before = stateAfter(migrations.flatMap((step) => ('operations' in step ? [step] : [])));
    const operations = differenceOf(before, { feature, resources });
    if (operations.length === 0) return [];
    const refused = refusedOf(before, operations, core.objectPermissions ?? []);
    return [{ feature, folder, names: migrations.map(({ name }) => name), operations, refused }];
  });
}
