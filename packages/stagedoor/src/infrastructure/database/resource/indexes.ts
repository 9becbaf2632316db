import type { TableState } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import { searchIndex } from './search-index.ts';
import { quoted, shortName } from './sql-words.ts';
import type { Index } from './table-index.ts';

/** All that a table has. What is unique is so by an index: it comes and goes without the table being written anew. */
export function indexesOf(
  table: string,
  { columns, uniqueTogether = [] }: TableState,
  dialect: Dialect,
): readonly Index[] {
  const entries = Object.entries(columns);
  const alone = entries.filter(([, { unique }]) => unique).map(([column]) => [column]);
  const looked = entries.filter(([, { index, unique }]) => index && !unique).map(([column]) => column);
  const searched = entries.filter(([, { search }]) => search).map(([column]) => column);
  const unique = [...alone, ...uniqueTogether];
  return [
    ...unique.map((names, place) =>
      indexOf(
        table,
        names,
        'unique',
        hasNameOf(unique.slice(0, place), names) ? `unique_${place}` : 'unique',
      ),
    ),
    ...looked.map((column) => indexOf(table, [column], 'plain', 'index')),
    ...searched.map((column) => searchIndex(table, column, dialect)),
  ];
}

/** No declaration does so; between two operations of a step what comes may stand beside what goes. */
function hasNameOf(others: readonly (readonly string[])[], columns: readonly string[]): boolean {
  return others.some((one) => one.join('_') === columns.join('_'));
}

function indexOf(table: string, columns: readonly string[], kind: 'unique' | 'plain', ending: string): Index {
  const name = shortName([table, ...columns, ending].join('_'));
  const on = `${quoted(name)} on ${quoted(table)} (${columns.map(quoted).join(', ')})`;
  const index = `create ${kind === 'unique' ? 'unique ' : ''}index`;
  return {
    name,
    kind,
    table,
    columns,
    foundAs: name,
    create: [`${index} ${on}`],
    createBeside: `${index} concurrently ${on}`,
    drop: [`drop index ${quoted(name)}`],
  };
}
