import {
  anyFunction,
  checkRecord,
  holding,
  type RecordShape,
  required,
  textLike,
} from '../core/kernel/record-shape.ts';
import type { FeatureCore, FeatureMigration } from './feature.ts';

const migrationShape: RecordShape<keyof FeatureMigration> = {
  name: required(textLike('a number of four digits and a name, such as 0001_initial', /^\d{4}_\w{1,60}$/)),
  statements: required(anyFunction),
};

/** @throws RecordProblem for a step that is none, and for steps that are not in the order in which they would be run */
export function checkMigrations({ name, migrations = [] }: Pick<FeatureCore, 'name' | 'migrations'>): void {
  for (const migration of migrations) checkRecord(`A migration of ${name}`, migration, migrationShape);
  const steps = migrations.map((step) => step.name);
  checkRecord(`The feature ${name}`, { migrations: steps }, { migrations: inOrder });
}

const inOrder = holding(
  'steps in the order of their names, each once',
  (steps) => Array.isArray(steps) && steps.every((step, index) => index === 0 || steps[index - 1] < step),
);
