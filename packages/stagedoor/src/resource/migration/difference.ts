import { fieldsInRule, type Rule } from '../check/rule.ts';
import { type ColumnState, type TableState, type TableStates, tableStatesOf } from '../table-state.ts';
import { type FormerNames, noFormerNames } from './former-names.ts';
import { applied, type Operation } from './operation.ts';
import { type Declared, renamesOf } from './renames.ts';

/**
 * What must be done to the tables so that they are as declared. What was called otherwise is renamed and keeps what is in it; what is
 * declared no more is dropped, which is for people to agree to.
 */
export function differenceOf(
  before: TableStates,
  declared: Declared,
  former: FormerNames = noFormerNames,
): readonly Operation[] {
  const { feature } = declared;
  const renames = renamesOf(before, declared, former);
  const between = renames.reduce(applied, before);
  const wanted: TableStates = Object.assign(
    {},
    ...declared.resources.map((resource) => tableStatesOf(feature, resource)),
  );
  const made = inOrderOfReferences(
    Object.keys(wanted).filter((table) => !Object.hasOwn(between, table)),
    wanted,
  );
  const gone = inOrderOfReferences(
    Object.keys(between).filter((table) => !Object.hasOwn(wanted, table)),
    between,
  );
  const kept = Object.entries(wanted).filter(([table]) => Object.hasOwn(between, table));
  return [
    ...renames,
    ...made.map((table): Operation => ({ kind: 'create-table', table, state: stateIn(wanted, table) })),
    ...kept.flatMap(([table, state]) => columnsOf(table, stateIn(between, table), state)),
    ...gone.toReversed().map((table): Operation => ({ kind: 'drop-table', table })),
  ];
}

/** Whether it takes away what people have written. */
export function losesData({ kind }: Operation): boolean {
  return kind === 'drop-table' || kind === 'drop-column';
}

/** A sentence for people: what a step does. */
export function describe(operation: Operation): string {
  switch (operation.kind) {
    case 'create-table':
      return `Create ${operation.table}`;
    case 'drop-table':
      return `Drop ${operation.table}, with all its rows`;
    case 'rename-table':
      return `Rename ${operation.table} to ${operation.to}`;
    case 'add-column':
      return `Add ${operation.column} to ${operation.table}`;
    case 'drop-column':
      return `Drop ${operation.column} of ${operation.table}, with all that is in it`;
    case 'rename-column':
      return `Rename ${operation.column} of ${operation.table} to ${operation.to}`;
    case 'alter-column':
      return `Change ${operation.column} of ${operation.table}`;
    case 'unique-together':
      return `Change what is unique together in ${operation.table}`;
    case 'add-check':
      return `Check ${operation.name} of each row of ${operation.table}`;
    case 'drop-check':
      return `Check ${operation.name} of ${operation.table} no longer`;
  }
}

/** As a file is called that does this: `0002_product_weight`, `0003_rename_product_weight_mass`. Two that do something else have other names. */
export function stepName(operations: readonly Operation[], number: number): string {
  const digits = String(number).padStart(4, '0');
  if (number === 1) return `${digits}_initial`;
  const [first] = operations;
  const what = first === undefined ? 'nothing' : wordsOf(first).join('_');
  return `${digits}_${operations.length > 1 ? `${what}_and_more` : what}`.slice(0, 64);
}

/** As Django calls it. */
function wordsOf(operation: Operation): readonly string[] {
  const { table } = operation;
  switch (operation.kind) {
    case 'create-table':
      return [table];
    case 'drop-table':
      return ['delete', table];
    case 'rename-table':
      return ['rename', table, operation.to];
    case 'add-column':
      return [table, operation.column];
    case 'drop-column':
      return ['remove', table, operation.column];
    case 'rename-column':
      return ['rename', table, operation.column, operation.to];
    case 'alter-column':
      return ['alter', table, operation.column];
    case 'unique-together':
      return ['alter', table, 'unique_together'];
    case 'add-check':
      return [table, operation.name];
    case 'drop-check':
      return ['remove', table, operation.name];
  }
}

function columnsOf(table: string, before: TableState, wanted: TableState): readonly Operation[] {
  const added = Object.entries(wanted.columns).filter(([column]) => !Object.hasOwn(before.columns, column));
  const dropped = Object.keys(before.columns).filter((column) => !Object.hasOwn(wanted.columns, column));
  const altered = Object.entries(wanted.columns).filter(
    ([column, state]) => Object.hasOwn(before.columns, column) && !isSame(state, columnState(before, column)),
  );
  const together = wanted.uniqueTogether ?? [];
  const checks = checksBetween(before, wanted);
  return [
    // What a check names may change its type: without it, and then with it again.
    ...checks.gone.map((name): Operation => ({ kind: 'drop-check', table, name })),
    ...added.map(([column, state]): Operation => ({ kind: 'add-column', table, column, state })),
    ...altered.map(([column, state]): Operation => ({ kind: 'alter-column', table, column, state })),
    ...(isSame(before.uniqueTogether ?? [], together)
      ? []
      : [{ kind: 'unique-together', table, columns: together } as const]),
    ...checks.made.map(([name, holds]): Operation => ({ kind: 'add-check', table, name, holds })),
    ...dropped.map((column): Operation => ({ kind: 'drop-column', table, column })),
  ];
}

function checksBetween(before: TableState, wanted: TableState) {
  const [had, has] = [before.checks ?? {}, wanted.checks ?? {}];
  const stays = ([name, rule]: readonly [string, Rule]) =>
    Object.hasOwn(had, name) &&
    isSame(had[name], rule) &&
    fieldsInRule(rule).every((column) => isSame(typeIn(before, column), typeIn(wanted, column)));
  const made = Object.entries(has).filter((entry) => !stays(entry));
  const gone = Object.keys(had).filter(
    (name) => !Object.hasOwn(has, name) || made.some(([one]) => one === name),
  );
  return { gone, made };
}

function typeIn(state: TableState, column: string) {
  const { type, digits, places } = columnState(state, column) ?? {};
  return { type, digits, places };
}

/** Those that are referred to first; what refers in a ring stands as it was declared. */
function inOrderOfReferences(tables: readonly string[], states: TableStates): readonly string[] {
  const ordered: string[] = [];
  const visit = (table: string, above: readonly string[]) => {
    if (ordered.includes(table) || above.includes(table) || !tables.includes(table)) return;
    for (const { references } of Object.values(stateIn(states, table).columns))
      if (references !== undefined) visit(references.table, [...above, table]);
    ordered.push(table);
  };
  for (const table of tables) visit(table, []);
  return ordered;
}

function stateIn(states: TableStates, table: string): TableState {
  return states[table] ?? { columns: {} };
}

function columnState({ columns }: TableState, column: string): ColumnState | undefined {
  return columns[column];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
