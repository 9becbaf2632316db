import {
  anyFunction,
  anyRecord,
  checkRecord,
  holding,
  listOf,
  RecordProblem,
  type RecordShape,
  required,
  textLike,
} from '../core/kernel/record-shape.ts';
import type { FeatureCore } from './feature.ts';

const migrationShape: RecordShape<'name' | 'statements' | 'operations'> = {
  name: required(textLike('a number of four digits and a name, such as 0001_initial', /^\d{4}_\w{1,60}$/)),
  statements: anyFunction,
  operations: listOf(anyRecord, 'a list of what makemigrations wrote'),
};

/** @throws RecordProblem for a step that is none, and for steps that are not in the order in which they would be run */
export function checkMigrations({ name, migrations = [] }: Pick<FeatureCore, 'name' | 'migrations'>): void {
  for (const migration of migrations) {
    checkRecord(`A migration of ${name}`, migration, migrationShape);
    if ('statements' in migration === 'operations' in migration)
      throw new RecordProblem(`A migration of ${name}`, ['it must say either statements or operations']);
  }
  const steps = migrations.map((step) => step.name);
  checkRecord(`The feature ${name}`, { migrations: steps }, { migrations: inOrder });
}

const inOrder = holding(
  'steps in the order of their names, each once',
  (steps) => Array.isArray(steps) && steps.every((step, index) => index === 0 || steps[index - 1] < step),
);
