import type { Operation, ResourceStep } from './operation.ts';

type Names = ReadonlyMap<string, readonly string[]>;

/** What tables and columns were called before: a rename that is declared with `was:` is done once, though the word stays. */
export interface FormerNames {
  readonly tables: Names;
  readonly columns: ReadonlyMap<string, Names>;
}

export const noFormerNames: FormerNames = { tables: new Map(), columns: new Map() };

export function formerNamesIn(steps: readonly ResourceStep[]): FormerNames {
  return steps.flatMap(({ operations }) => operations).reduce(after, noFormerNames);
}

function after(former: FormerNames, operation: Operation): FormerNames {
  const { table } = operation;
  const own = former.columns.get(table) ?? new Map();
  switch (operation.kind) {
    case 'create-table':
    case 'drop-table':
      return { tables: without(former.tables, table), columns: without(former.columns, table) };
    case 'rename-table':
      return {
        tables: moved(former.tables, table, operation.to),
        columns: new Map(without(former.columns, table)).set(operation.to, own),
      };
    case 'add-column':
    case 'drop-column':
      return { ...former, columns: new Map(former.columns).set(table, without(own, operation.column)) };
    case 'rename-column':
      return {
        ...former,
        columns: new Map(former.columns).set(table, moved(own, operation.column, operation.to)),
      };
    default:
      return former;
  }
}

function moved(names: Names, from: string, to: string): Names {
  return new Map(without(names, from)).set(to, [...(names.get(from) ?? []), from]);
}

function without<Value>(names: ReadonlyMap<string, Value>, name: string): ReadonlyMap<string, Value> {
  const left = new Map(names);
  left.delete(name);
  return left;
}
