import type { DatabaseFeature } from './feature.ts';
import { databaseFeatures } from './features.ts';
import { type Migration, underLabel } from './migration.ts';
import { publishedMigrations } from './migrations/published-migrations.ts';
import { type Model, modelOf } from './model.ts';

/** Those of accounts: what was published under one label, and then each feature's own. */
export const ownMigrations: readonly Migration[] = [...publishedMigrations, ...stepsOf(databaseFeatures)];

export const ownModels: readonly Model[] = databaseFeatures.flatMap(({ models = [] }: DatabaseFeature) =>
  models.map((model) => modelOf(model)),
);

/** The models of accounts that are missing and are told of. In a new database all are: they come with the tables, and no line of theirs. */
export function toldOf(missing: readonly Model[]): readonly Model[] {
  return missing.length === ownModels.length ? [] : missing;
}

/** The steps that features of accounts carry themselves, each under its own label. */
export function stepsOf(features: readonly DatabaseFeature[]): readonly Migration[] {
  return features.flatMap(({ name, migrations }) =>
    underLabel(`stagedoor_${name.replaceAll('-', '_')}`, migrations),
  );
}
