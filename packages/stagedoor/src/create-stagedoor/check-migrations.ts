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
import { describe } from '../resource/migration/difference.ts';
import { locksIn } from '../resource/migration/locks-in.ts';
import { applied, type Operation, stateAfter } from '../resource/migration/operation.ts';
import type { TableStates } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';

/** What a step does: one of them. */
const DOES = ['statements', 'operations', 'up'] as const;

type Said = 'name' | 'atomic' | 'dependencies' | 'reverse' | 'down' | (typeof DOES)[number];

const migrationShape: RecordShape<Said> = {
  name: required(textLike('a number of four digits and a name, such as 0001_initial', /^\d{4}_\w{1,60}$/)),
  atomic: holding('false, or left out', (value) => value === false),
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
  checkInPieces({ name, migrations });
  const steps = migrations.map((step) => step.name);
  checkRecord(`The feature ${name}`, { migrations: steps }, { migrations: inOrder });
}

const inOrder = holding(
  'steps in the order of their names, each once',
  (steps) => Array.isArray(steps) && steps.every((step, index) => index === 0 || steps[index - 1] < step),
);

/** What is done beside others goes on where it was broken off, which what is done to a column bears, and a change of its type does not. */
function checkInPieces({ name, migrations }: Required<Pick<FeatureCore, 'name' | 'migrations'>>): void {
  const steps = migrations.filter((step) => 'operations' in step);
  for (const [index, { name: step, atomic, operations }] of steps.entries()) {
    if (atomic !== false) continue;
    const before = stateAfter(steps.slice(0, index));
    const other = operations.find(
      (one, at) =>
        !IN_PIECES.has(one.kind) || isRewriting(operations.slice(0, at).reduce(applied, before), one),
    );
    if (other === undefined) continue;
    throw new RecordProblem(`The step ${step} of ${name}`, [
      `it must not say atomic: false, or add, change and drop columns and checks alone, and no types: ${describe(other)} belongs in another step`,
    ]);
  }
}

const IN_PIECES: ReadonlySet<Operation['kind']> = new Set([
  'add-column',
  'alter-column',
  'drop-column',
  'unique-together',
  'add-check',
  'drop-check',
]);

function isRewriting(before: TableStates, operation: Operation): boolean {
  return locksIn(before, [operation]).some(({ why }) => why === 'rewritten');
}
