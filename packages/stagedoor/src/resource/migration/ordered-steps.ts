import type { TableState, TableStates } from '../table-state.ts';
import { applied, type Operation } from './operation.ts';

/** What the order needs to know of a step. */
interface Step {
  readonly name: string;
  readonly dependencies?: readonly string[];
  readonly operations?: readonly Operation[];
}

interface Stepping<Any extends Step> {
  readonly name: string;
  readonly migrations?: readonly Any[];
}

/** A step in its place among those of all features. */
export interface OrderedStep<Any extends Step = Step> {
  readonly feature: string;
  readonly step: Any;
  /** `feature.step` of all that come before it because it needs them, its own feature's step before it among them. */
  readonly dependencies: readonly string[];
}

/**
 * The steps of all features in the order in which they are taken: what refers to a table comes after what makes it, what ends a table
 * after what referred to it; otherwise as the features are listed. Of a ring the one that is listed first goes first.
 */
export function orderedSteps<Any extends Step>(
  features: readonly Stepping<Any>[],
): readonly OrderedStep<Any>[] {
  const waiting = withDependencies(features);
  const taken = new Set<string>();
  const known = new Set(waiting.map(keyOf));
  const isReady = ({ dependencies }: OrderedStep) =>
    dependencies.every((one) => taken.has(one) || !known.has(one));
  const ordered: OrderedStep<Any>[] = [];
  while (waiting.length > 0) {
    // Of a ring one must begin; the first of a feature's own steps, so that these stay in their order.
    const next = waiting.find(isReady) ?? waiting[0];
    if (next === undefined) break;
    waiting.splice(waiting.indexOf(next), 1);
    taken.add(keyOf(next));
    ordered.push(next);
  }
  return ordered;
}

/** As steps are named where several features have some: `shop.0001_initial`. */
export function keyOf({ feature, step }: OrderedStep): string {
  return `${feature}.${step.name}`;
}

function withDependencies<Any extends Step>(features: readonly Stepping<Any>[]): OrderedStep<Any>[] {
  const effects = features.flatMap(effectsOf);
  return features.flatMap(({ name: feature, migrations = [] }) =>
    migrations.map((step, index) => {
      const before = migrations[index - 1];
      const own = before === undefined ? [] : [keyOf({ feature, step: before, dependencies: [] })];
      const effect = effects.find((one) => one.feature === feature && one.step === step);
      const derived = effect === undefined ? [] : dependenciesOf(effect, effects);
      return {
        feature,
        step,
        dependencies: [...new Set([...own, ...derived, ...(step.dependencies ?? [])])],
      };
    }),
  );
}

/** What a step does to the names of tables and to what refers to them. */
interface Effect {
  readonly feature: string;
  readonly step: Step;
  readonly makes: readonly string[];
  readonly drops: readonly string[];
  readonly renames: readonly string[];
  readonly refersTo: readonly string[];
  readonly letsGo: readonly string[];
}

function dependenciesOf(effect: Effect, all: readonly Effect[]): readonly string[] {
  const others = all.filter(({ feature }) => feature !== effect.feature);
  const makers = effect.refersTo.flatMap((table) => others.find(({ makes }) => makes.includes(table)) ?? []);
  const ends = [...effect.drops, ...effect.renames];
  const referring = others.filter(
    ({ refersTo, letsGo }) =>
      ends.some((table) => refersTo.includes(table)) || effect.drops.some((table) => letsGo.includes(table)),
  );
  return [...makers, ...referring].map((one) => `${one.feature}.${one.step.name}`);
}

function effectsOf({ name: feature, migrations = [] }: Stepping<Step>): readonly Effect[] {
  let states: TableStates = {};
  return migrations.map((step) => {
    const { operations = [] } = step;
    const before = states;
    states = operations.reduce(applied, before);
    const [had, has] = [referredIn(before), referredIn(states)];
    const renames = operations.flatMap((one) => (one.kind === 'rename-table' ? [one] : []));
    return {
      feature,
      step,
      makes: [
        ...operations.flatMap((one) => (one.kind === 'create-table' ? [one.table] : [])),
        ...renames.map(({ to }) => to),
      ],
      drops: operations.flatMap((one) => (one.kind === 'drop-table' ? [one.table] : [])),
      renames: renames.map(({ table }) => table),
      refersTo: has.filter((table) => !had.includes(table)),
      letsGo: had.filter((table) => !has.includes(table)),
    };
  });
}

/** The tables that others refer to. */
function referredIn(states: TableStates): readonly string[] {
  return Object.values(states).flatMap(({ columns }: TableState) =>
    Object.values(columns).flatMap(({ references }) => (references === undefined ? [] : [references.table])),
  );
}
