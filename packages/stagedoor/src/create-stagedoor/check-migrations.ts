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

/** What a step does: one of them. */
const DOES = ['statements', 'operations', 'up'] as const;

type Said = 'name' | 'dependencies' | 'reverse' | 'down' | (typeof DOES)[number];

const migrationShape: RecordShape<Said> = {
  name: required(textLike('a number of four digits and a name, such as 0001_initial', /^\d{4}_\w{1,60}$/)),
  statements: anyFunction,
  reverse: anyFunction,
  operations: listOf(anyRecord, 'a list of what makemigrations wrote'),
  up: anyFunction,
  down: anyFunction,
  dependencies: listOf(
    textLike('a step of another feature, such as stock.0002_counts', /^[a-z][a-z0-9_]*\.\d{4}_\w{1,60}$/),
    'a list of steps of other features',
  ),
};

/** @throws RecordProblem for a step that is none, and for steps that are not in the order in which they would be run */
export function checkMigrations({ name, migrations = [] }: Pick<FeatureCore, 'name' | 'migrations'>): void {
  for (const migration of migrations) {
    checkRecord(`A migration of ${name}`, migration, migrationShape);
    if (DOES.filter((one) => one in migration).length !== 1)
      throw new RecordProblem(`A migration of ${name}`, ['it must say one of statements, operations and up']);
  }
  const steps = migrations.map((step) => step.name);
  checkRecord(`The feature ${name}`, { migrations: steps }, { migrations: inOrder });
}

const inOrder = holding(
  'steps in the order of their names, each once',
  (steps) => Array.isArray(steps) && steps.every((step, index) => index === 0 || steps[index - 1] < step),
);
