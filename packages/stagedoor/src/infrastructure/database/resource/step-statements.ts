import { describe } from '../../../resource/migration/difference.ts';
import { locksIn } from '../../../resource/migration/locks-in.ts';
import { lossIn } from '../../../resource/migration/loss-in.ts';
import type { StepEffects } from '../../../resource/migration/migration-state.ts';
import { applied, type Operation, type ResourceStep } from '../../../resource/migration/operation.ts';
import { reversed } from '../../../resource/migration/reversed.ts';
import type { TableStates } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import type { Action, DataStep, Migration, MigrationStep } from '../migration.ts';
import { besideOthers } from './beside-others.ts';
import { betweenStates } from './operation-statements.ts';
import { possibleStates, referencesBeside, tablesMadeBy } from './possible-references.ts';

/** A step of whatever kind that a site may have. */
export type AnyStep = ResourceStep | MigrationStep | DataStep;

/** What a step does in either direction, on either database. */
export type StepActions = Pick<Migration, 'statements' | 'reverse' | 'effects' | 'makes' | 'atomic'>;

/** What else is to be done where a feature's table or column goes or is called otherwise. */
export type Companions = (
  operation: Operation,
  feature: string,
) => { readonly before: readonly Action[]; readonly after: readonly Action[] };

const alone: Companions = () => ({ before: [], after: [] });

interface PlacedStep {
  readonly feature: string;
  readonly step: AnyStep;
}

/**
 * Steps in the order in which they are taken, as what either database is asked: how a column was before tells how it is changed.
 */
export function migrationSteps(
  steps: readonly PlacedStep[],
  companions: Companions = alone,
): readonly StepActions[] {
  let states: TableStates = {};
  const made = tablesMadeBy(steps.flatMap(({ step }) => ('operations' in step ? step.operations : [])));
  return steps.map(({ feature, step }) => {
    if ('statements' in step) return step;
    if ('up' in step) return ofFunctions(step);
    const { operations, atomic } = step;
    const before = states;
    states = operations.reduce(applied, before);
    const after = states;
    const back = reversed(before, operations);
    const compiled = (some: readonly Operation[], from: TableStates) => (dialect: Dialect) =>
      actionsOf(some, from, { dialect, companions: (one) => companions(one, feature), made, atomic });
    const isFirst = steps.find((one) => one.feature === feature)?.step === step;
    const isMaking = isFirst && operations.every(({ kind }) => kind === 'create-table');
    return {
      ...(isMaking ? { makes: tablesOf(operations, after) } : {}),
      ...(atomic === false ? { atomic } : {}),
      statements: compiled(operations, before),
      reverse: compiled(back, after),
      effects: {
        forward: effectsOf({ operations, atomic }, before),
        backward: effectsOf({ operations: back, atomic }, after),
      },
    };
  });
}

function tablesOf(operations: readonly Operation[], after: TableStates): TableStates {
  const names = operations.map(({ table }) => table);
  return Object.fromEntries(Object.entries(after).filter(([table]) => names.includes(table)));
}

function effectsOf(
  { operations, atomic }: Pick<ResourceStep, 'operations'> & { readonly atomic: false | undefined },
  from: TableStates,
): StepEffects {
  let states = from;
  const told = operations.map((operation) => {
    const loss = lossIn(states, operation);
    states = applied(states, operation);
    return { does: loss ?? describe(operation), loss };
  });
  return {
    does: told.map(({ does }) => does),
    loses: told.flatMap(({ loss }) => (loss === null ? [] : [loss])),
    locks: atomic === false ? [] : locksIn(from, operations),
  };
}

function ofFunctions({ name, atomic, up, down }: DataStep): StepActions {
  const work = (run: DataStep['up'], direction: string): readonly Action[] => [
    { shownAs: [`-- The function ${direction} of ${name}`], run },
  ];
  return {
    ...(atomic === false ? { atomic } : {}),
    statements: () => work(up, 'up'),
    ...(down ? { reverse: () => work(down, 'down') } : {}),
  };
}

interface Compiling {
  readonly dialect: Dialect;
  readonly companions: (operation: Operation) => ReturnType<Companions>;
  readonly made: ReadonlySet<string>;
  readonly atomic: false | undefined;
}

function actionsOf(
  operations: readonly Operation[],
  from: TableStates,
  { dialect, companions, made, atomic }: Compiling,
): readonly Action[] {
  // SQLite takes what refers to a table that is not there yet.
  const possible = (states: TableStates) => (dialect === 'sqlite' ? states : possibleStates(states, made));
  const compiled = atomic === false && dialect === 'postgres' ? besideOthers : betweenStates;
  let states = from;
  return operations.flatMap((operation) => {
    const before = states;
    states = applied(before, operation);
    const between = { before: possible(before), after: possible(states) };
    const beside = companions(operation);
    const references = referencesBeside(operation, between);
    return [
      ...beside.before,
      ...(dialect === 'sqlite' ? [] : references.gone),
      ...compiled(operation, between, dialect),
      ...(dialect === 'sqlite' ? [] : references.made),
      ...beside.after,
    ];
  });
}
