import { type Kysely, sql } from 'kysely';
import { codeOf } from '../describe-fault.ts';
import type { Action } from './migration.ts';
import { quoted } from './resource/sql-words.ts';
import type { Tables } from './tables.ts';

/** Rows that a step cannot go on with, and how somebody finds them. */
interface InTheWay {
  readonly what: string;
  readonly query: string;
}

/**
 * A sentence about the rows that keep a step from being taken, where it failed for what they hold; null otherwise. Asked once all of the step is
 * undone: where it is about what the step itself would have made, there is nothing to look at.
 */
export async function rowsInTheWay(
  db: Kysely<Tables>,
  actions: readonly Action[],
  error: unknown,
): Promise<string | null> {
  const found = readers[codeOf(error) ?? '']?.(error as Failure, actions) ?? null;
  if (found === null) return null;
  const counted = sql.raw<{ count: number | string }>(
    `select count(*) as count from (${found.query}) as found`,
  );
  const count = await counted.execute(db).then(
    ({ rows }) => Number(rows[0]?.count ?? 0),
    () => 0,
  );
  return count === 0 ? null : `${found.what}: ${count}, found by: ${found.query}`;
}

/** As either driver says it. */
interface Failure {
  readonly message: string;
  readonly detail?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

type Reader = (error: Failure, actions: readonly Action[]) => InTheWay | null;

const readers: Readonly<Record<string, Reader>> = {
  '23505': ({ table, detail = '' }, actions) =>
    repeatedIn(table, /^Key \((.+?)\)=/.exec(detail)?.[1]?.split(', ').map(unquoted), actions),
  '23502': ({ table, column }) => emptyIn(table, column),
  '23514': ({ constraint }, actions) => violatedIn(constraint, actions),
  SQLITE_CONSTRAINT_UNIQUE: ({ message }, actions) => {
    const places = placesIn(message);
    return repeatedIn(
      places[0]?.table,
      places.map(({ column }) => column),
      actions,
    );
  },
  SQLITE_CONSTRAINT_NOTNULL: ({ message }) => {
    const [place] = placesIn(message);
    return emptyIn(place?.table, place?.column);
  },
  SQLITE_CONSTRAINT_CHECK: ({ message }, actions) => violatedIn(after(message), actions),
};

/** Of a column that the step itself would have made, all rows have the same. */
function repeatedIn(
  table: string | undefined,
  unique: readonly string[] | undefined,
  actions: readonly Action[],
): InTheWay | null {
  if (table === undefined || unique === undefined) return null;
  const columns = unique.filter((column) => !isMade(table, column, actions));
  if (columns.length === 0)
    return {
      what: `Rows of ${table} that would all have the same ${unique.join(', ')}`,
      query: `select * from ${quoted(table)}`,
    };
  const names = columns.map(quoted).join(', ');
  const some = columns.map((column) => `${quoted(column)} is not null`).join(' and ');
  return {
    what: `Values of ${columns.join(', ')} that are there more than once in ${table}`,
    query: `select ${names}, count(*) as rows from ${quoted(table)} where ${some} group by ${names} having count(*) > 1`,
  };
}

function isMade(table: string, column: string, actions: readonly Action[]): boolean {
  const alter = `alter table ${quoted(table)} add column `;
  return statementsOf(actions).some((one) =>
    [alter, `${alter}if not exists `].some((start) => one.startsWith(`${start}${quoted(column)} `)),
  );
}

function statementsOf(actions: readonly Action[]): readonly string[] {
  return actions.flatMap((one) => (typeof one === 'string' ? [one] : one.shownAs));
}

function emptyIn(table: string | undefined, column: string | undefined): InTheWay | null {
  if (table === undefined || column === undefined) return null;
  return {
    what: `Rows of ${table} without ${column}`,
    query: `select * from ${quoted(table)} where ${quoted(column)} is null`,
  };
}

/** What a check says stands in the statement that would have made it. */
function violatedIn(constraint: string | undefined, actions: readonly Action[]): InTheWay | null {
  if (constraint === undefined) return null;
  const made = `constraint ${quoted(constraint)} check `;
  const statement = statementsOf(actions).find((one) => one.includes(made));
  const table = /table "([^"]+)"/.exec(statement ?? '')?.[1];
  if (statement === undefined || table === undefined) return null;
  const clause = inBrackets(statement.slice(statement.indexOf(made) + made.length));
  const of = withoutNew(table);
  return {
    what: `Rows of ${of} that violate ${constraint}`,
    query: `select * from ${quoted(of)} where not ${clause}`,
  };
}

/** From its first bracket to the one that closes it; those within texts come in pairs of quotes and are no brackets. */
function inBrackets(text: string): string {
  let depth = 0;
  let isText = false;
  for (const [at, sign] of [...text].entries()) {
    if (sign === "'") isText = !isText;
    if (isText) continue;
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0) return [...text].slice(0, at + 1).join('');
  }
  return text;
}

/** `UNIQUE constraint failed: shop_line.order_id, shop_line.place`, of a table that is written anew too. */
function placesIn(message: string): readonly { readonly table: string; readonly column: string }[] {
  return after(message)
    .split(', ')
    .flatMap((place) => {
      const [table, column] = place.split('.');
      return table === undefined || column === undefined ? [] : [{ table: withoutNew(table), column }];
    });
}

function after(message: string): string {
  return message.slice(message.indexOf(': ') + 2);
}

function withoutNew(table: string): string {
  return table.replace(/__new$/, '');
}

function unquoted(name: string): string {
  return name.replaceAll('"', '');
}
