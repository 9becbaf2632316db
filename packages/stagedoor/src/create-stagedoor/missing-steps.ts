import { differenceOf } from '../resource/migration/difference.ts';
import { type Operation, stateAfter } from '../resource/migration/operation.ts';
import type { FeatureCore } from './feature.ts';

/** What a feature's declarations have that its steps do not make yet. */
export interface MissingStep {
  readonly feature: string;
  /** Where its steps are written; null where the feature does not say. */
  readonly folder: string | null;
  /** The number of the step that is missing: 1 for the first. */
  readonly number: number;
  readonly operations: readonly Operation[];
}

/** The steps that `makemigrations` would write. Asks no database: steps and declarations are compared. */
export function missingSteps(features: readonly FeatureCore[]): readonly MissingStep[] {
  return features.flatMap(({ name: feature, resources = [], migrations = [], migrationsFolder = null }) => {
    const written = migrations.flatMap((step) => ('operations' in step ? [step] : []));
    const operations = differenceOf(stateAfter(written), { feature, resources });
    if (operations.length === 0) return [];
    return [{ feature, folder: migrationsFolder, number: migrations.length + 1, operations }];
  });
}
