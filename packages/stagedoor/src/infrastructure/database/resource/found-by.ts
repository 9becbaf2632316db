import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Fields } from '../../../resource/field.ts';
import { fieldNamed } from '../../../resource/field-named.ts';
import { columnOf } from '../../../resource/table-state.ts';
import { searchIndexName } from './search-index.ts';

/** An index of SQLite by which parts of a text are looked for, and what the key of its rows is called in the statement. */
export interface SearchedBy {
  readonly index: string;
  readonly id: string;
}

/** That of a field; null where it has none. */
export function searchedBy(
  {
    table,
    alias = table,
    fields,
  }: { readonly table: string; readonly alias?: string; readonly fields: Fields },
  name: string,
): SearchedBy | null {
  const field = fieldNamed(fields, name);
  const isIndexed = field !== undefined && 'searchIndex' in field && field.searchIndex === true;
  return isIndexed ? { index: searchIndexName(table, columnOf(fields, name)), id: `${alias}.id` } : null;
}

/** More narrow the rows down no further than they cost. */
const MOST_RUNS = 24;

/**
 * The rows that have all runs of three signs of a text, in whatever order: those that have the text are among them, and it is asked of each.
 * Null where a text is too short to have one, or has none that the index and we put in small letters alike.
 */
export function foundBy(
  { index, id }: SearchedBy,
  text: string,
  capitals: 'exact' | 'folded',
): RawBuilder<SqlBool> | null {
  const runs = runsIn(text, capitals);
  if (runs.length === 0) return null;
  const written = (run: string) => `"${run.replaceAll('"', '""')}"`;
  const asked = runs
    .map((run) => (capitals === 'exact' ? written(run) : `(${withDots(run).map(written).join(' OR ')})`))
    .join(' AND ');
  return sql<SqlBool>`${sql.ref(id)} in (select rowid from ${sql.table(index)} where ${sql.ref(index)} match ${asked})`;
}

function runsIn(text: string, capitals: 'exact' | 'folded'): readonly string[] {
  const isFolded = capitals === 'folded' && BEYOND_ASCII.test(text);
  const parts = text.split(isFolded ? OTHERWISE_FOLDED : NUL);
  const runs = parts.flatMap((part) => {
    const signs = [...part];
    return signs.slice(2).map((_, at) => signs.slice(at, at + 3).join(''));
  });
  return [...new Set(runs)].slice(0, MOST_RUNS);
}

/** The index keeps a capital I with a dot as it is, which is an `i` to everybody else. */
function withDots(run: string): readonly string[] {
  return [...run].reduce<readonly string[]>(
    (begun, sign) =>
      begun.flatMap((one) => (/i/i.test(sign) ? [`${one}${sign}`, `${one}\u0130`] : [`${one}${sign}`])),
    [''],
  );
}

const NUL = '\0';
/** What capitals of SQLite's own do not reach. */
export const BEYOND_ASCII = /[\u0080-\u{10FFFF}]/u;

/**
 * What the index may put in small letters otherwise than `foldCase`: it knows an older Unicode, and no capital I with a dot. All else is left
 * out of what it is asked, scripts among it that have no capitals and are rare.
 */
const OTHERWISE_FOLDED =
  /[^ -\u024F\u0370-\u0527\u0590-\u0FFF\u1E00-\u20FF\u3000-\uA48F\uAC00-\uD7A3\u{1F300}-\u{1FAFF}]|[Ii\u0130\u019B\u037F\u03F3]/u;

/** Whether the index and `foldCase` agree on a sign. */
export function isFoldedAlike(sign: string): boolean {
  return !OTHERWISE_FOLDED.test(sign);
}
