import { columnFields, referencesFields } from '../field.ts';
import type { Resource } from '../resource.ts';
import {
  type ColumnState,
  columnNameOf,
  linkTableOf,
  type TableState,
  type TableStates,
  tableNameOf,
  tableStatesOf,
} from '../table-state.ts';
import { applied, type Operation } from './operation.ts';

/** The resources of a feature. */
export interface Declared {
  readonly feature: string;
  readonly resources: readonly Resource[];
}

/**
 * What must be done to the tables so that they are as declared. What was called otherwise is renamed and keeps what is in it; what is
 * declared no more is dropped, which is for people to agree to.
 */
export function differenceOf(before: TableStates, declared: Declared): readonly Operation[] {
  const { feature } = declared;
  const renames = declared.resources.flatMap((resource) => [
    ...renamesOf(before, feature, resource),
    ...linkRenamesOf(before, declared, resource),
  ]);
  const between = renames.reduce(applied, before);
  const wanted: TableStates = Object.assign(
    {},
    ...declared.resources.map((resource) => tableStatesOf(feature, resource)),
  );
  const made = inOrderOfReferences(
    Object.keys(wanted).filter((table) => !Object.hasOwn(between, table)),
    wanted,
  );
  const gone = Object.keys(between).filter((table) => !Object.hasOwn(wanted, table));
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
  }
}

/** As a file is called that does this: `0002_product_weight`. */
export function stepName(operations: readonly Operation[], number: number): string {
  const digits = String(number).padStart(4, '0');
  if (number === 1) return `${digits}_initial`;
  const [first] = operations;
  const what =
    first === undefined ? 'nothing' : 'column' in first ? `${first.table}_${first.column}` : first.table;
  return `${digits}_${operations.length > 1 ? `${what}_and_more` : what}`.slice(0, 64);
}

function renamesOf(
  before: TableStates,
  feature: string,
  { fields, was, name }: Resource,
): readonly Operation[] {
  const table = tableNameOf(feature, { name });
  const old = was === undefined ? table : tableNameOf(feature, { name: was });
  const isRenamed = old !== table && Object.hasOwn(before, old) && !Object.hasOwn(before, table);
  const known = Object.hasOwn(before, isRenamed ? old : table)
    ? stateIn(before, isRenamed ? old : table)
    : null;
  const columns = columnFields(fields).flatMap(([fieldName, field]): readonly Operation[] => {
    const to = columnNameOf(fieldName, field);
    const column = field.was === undefined ? to : columnNameOf(field.was, field);
    const moves = known !== null && Object.hasOwn(known.columns, column) && !Object.hasOwn(known.columns, to);
    return moves && column !== to ? [{ kind: 'rename-column', table, column, to }] : [];
  });
  return [...(isRenamed ? [{ kind: 'rename-table', table: old, to: table } as const] : []), ...columns];
}

/** Tables of keys are called after the resource, the field, and what they lead to: each may have been called otherwise. */
function linkRenamesOf(
  before: TableStates,
  { feature, resources }: Declared,
  resource: Resource,
): readonly Operation[] {
  const oldName = (name: string) => resources.find((one) => one.name === name)?.was ?? name;
  return referencesFields(resource.fields).flatMap(([name, field]): readonly Operation[] => {
    const now = linkTableOf({ feature, resource }, name, field);
    const { was = resource.name } = resource;
    const old = linkTableOf({ feature, resource: { name: was } }, field.was ?? name, {
      to: oldName(field.to),
    });
    const there = [old.table, now.table].find((table) => Object.hasOwn(before, table));
    if (there === undefined) return [];
    const columns = Object.keys(stateIn(before, there).columns);
    const moves = [
      [old.from, now.from],
      [old.to, now.to],
    ] as const;
    return [
      ...(there === now.table ? [] : [{ kind: 'rename-table', table: there, to: now.table } as const]),
      ...moves.flatMap(([column, to]): readonly Operation[] =>
        column !== to && columns.includes(column)
          ? [{ kind: 'rename-column', table: now.table, column, to }]
          : [],
      ),
    ];
  });
}

function columnsOf(table: string, before: TableState, wanted: TableState): readonly Operation[] {
  const added = Object.entries(wanted.columns).filter(([column]) => !Object.hasOwn(before.columns, column));
  const dropped = Object.keys(before.columns).filter((column) => !Object.hasOwn(wanted.columns, column));
  const altered = Object.entries(wanted.columns).filter(
    ([column, state]) => Object.hasOwn(before.columns, column) && !isSame(state, columnState(before, column)),
  );
  const together = wanted.uniqueTogether ?? [];
  return [
    ...added.map(([column, state]): Operation => ({ kind: 'add-column', table, column, state })),
    ...altered.map(([column, state]): Operation => ({ kind: 'alter-column', table, column, state })),
    ...(isSame(before.uniqueTogether ?? [], together)
      ? []
      : [{ kind: 'unique-together', table, columns: together } as const]),
    ...dropped.map((column): Operation => ({ kind: 'drop-column', table, column })),
  ];
}

/** Those that are referred to first; what refers in a ring stands as it was declared, which SQLite takes and PostgreSQL refuses. */
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
