import { columnFields, type Field, referencesFields } from '../field.ts';
import type { Resource } from '../resource.ts';
import { columnNameOf, linkTableOf, type TableStates, tableNameOf } from '../table-state.ts';
import type { FormerNames } from './former-names.ts';
import { applied, type Operation } from './operation.ts';
import { orderedRenames, type Rename } from './ordered-renames.ts';

/** The resources of a feature. */
export interface Declared {
  readonly feature: string;
  readonly resources: readonly Resource[];
}

/** What was called otherwise, by `was:`: tables first, then columns in tables as they are called by then. */
export function renamesOf(
  before: TableStates,
  { feature, resources }: Declared,
  former: FormerNames,
): readonly Operation[] {
  const wished = resources.flatMap((resource) => tablesOf({ feature, resources }, resource));
  const tables = due(wished, Object.keys(before), former.tables).map(
    ({ from, to }): Operation => ({ kind: 'rename-table', table: from, to }),
  );
  const between = tables.reduce(applied, before);
  const firstOf = (table: string) =>
    tables.toReversed().reduce((name, one) => ('to' in one && one.to === name ? one.table : name), table);
  return [
    ...tables,
    ...wished.flatMap(({ to: table, columnsOf }) => {
      const columns = Object.keys(between[table]?.columns ?? {});
      const once = former.columns.get(firstOf(table)) ?? new Map();
      return due(columnsOf(columns), columns, once).map(
        ({ from, to }): Operation => ({ kind: 'rename-column', table, column: from, to }),
      );
    }),
  ];
}

/** A table, as it may have been called before, and what its columns may have been, of those that it has. */
interface WishedTable extends Rename {
  columnsOf(known: readonly string[]): readonly Rename[];
}

function tablesOf({ feature, resources }: Declared, resource: Resource): readonly WishedTable[] {
  const { name, was = name, fields } = resource;
  const formerOf = (other: string) => resources.find((one) => one.name === other)?.was ?? other;
  // Tables of keys are called after the resource, the field, and what they lead to.
  const links = referencesFields(fields).map(([fieldName, field]): WishedTable => {
    const now = linkTableOf({ feature, resource }, fieldName, field);
    const old = linkTableOf({ feature, resource: { name: was } }, field.was ?? fieldName, {
      to: formerOf(field.to),
    });
    const columns = [
      { from: old.from, to: now.from },
      { from: old.to, to: now.to },
    ];
    return { from: old.table, to: now.table, columnsOf: () => columns };
  });
  const own = {
    from: tableNameOf(feature, { name: was }),
    to: tableNameOf(feature, resource),
    columnsOf: (known: readonly string[]) =>
      columnFields(fields).map(([fieldName, field]) => {
        const to = columnNameOf(fieldName, field);
        return { from: formerColumns(field).find((one) => one !== to && known.includes(one)) ?? to, to };
      }),
  };
  return [own, ...links];
}

/** As the column may have been called: of a reference after its key, which what it becomes or was before is not. */
function formerColumns(field: Field): readonly string[] {
  const { was } = field;
  if (was === undefined) return [];
  return [columnNameOf(was, field), field.type === 'reference' ? was : `${was}_id`];
}

/**
 * Those that are to be done. The word stays after it was: what was called so once, and is beside something that is called so now, is not
 * meant again.
 */
function due(
  wished: readonly Rename[],
  names: readonly string[],
  former: ReadonlyMap<string, readonly string[]>,
): readonly Rename[] {
  const declared = wished.map(({ to }) => to);
  const isDone = ({ from, to }: Rename) => declared.includes(from) && former.get(to)?.includes(from) === true;
  return orderedRenames(
    wished.filter((one) => !isDone(one)),
    names,
  );
}
