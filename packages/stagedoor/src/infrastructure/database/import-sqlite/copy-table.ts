import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import type { SqliteSource, SqliteValue } from './sqlite-source.ts';
import type { TargetColumn, TargetTable } from './target-tables.ts';

/** A statement holds so many rows, or fewer that are long. */
const MOST_ROWS = 1_000;
const MOST_CHARACTERS = 4_000_000;

type Row = readonly (string | null)[];

/** Copies the rows of one table, and sets what gives out its numbers. */
export async function copyTable(db: Kysely<Tables>, source: SqliteSource, table: TargetTable): Promise<void> {
  const { name, columns } = table;
  const rows = source.rows(
    name,
    columns.map((column) => column.name),
  );
  for (const part of partsOf(rows)) await insert(db, table, part);
  const highest = source.highest(name);
  for (const column of columns) await setSequence(db, { table: name, ...column, highest });
}

function* partsOf(rows: Iterable<readonly SqliteValue[]>): Generator<readonly Row[]> {
  let part: Row[] = [];
  let characters = 0;
  for (const row of rows) {
    const written = row.map(asText);
    const length = written.reduce((sum, value) => sum + (value?.length ?? 0), 0);
    if (part.length === MOST_ROWS || (part.length > 0 && characters + length > MOST_CHARACTERS)) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(written);
    characters += length;
  }
  if (part.length > 0) yield part;
}

/** As PostgreSQL reads every type: 1 and 0 are truths, moments and JSON are texts in the file. */
function asText(value: SqliteValue): string | null {
  if (value === null) return null;
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value);
}

/** A list for each column, so that a statement has as many parameters as there are columns. */
async function insert(
  db: Kysely<Tables>,
  { name, columns }: TargetTable,
  rows: readonly Row[],
): Promise<void> {
  const into = sql.join(columns.map((column) => sql.ref(column.name)));
  const lists = sql.join(columns.map((_, at) => sql`${rows.map((row) => row[at])}::text[]`));
  const aliases = columns.map((_, at) => sql.ref(`c${at}`));
  const values = sql.join(columns.map(({ type }, at) => sql`part.${aliases[at]}::${sql.raw(type)}`));
  await sql`insert into ${sql.table(name)} (${into}) overriding system value
    select ${values} from unnest(${lists}) as part (${sql.join(aliases)})`.execute(db);
}

/** Past what was ever given out: the number of a row that is gone is nobody else's. */
async function setSequence(
  db: Kysely<Tables>,
  { table, name, sequence, highest }: TargetColumn & { readonly table: string; readonly highest: number },
): Promise<void> {
  if (sequence === null) return;
  await sql`select setval(${sequence}::text::regclass, given, true)
    from (select greatest(max(${sql.ref(name)}), ${highest}::bigint) as given from ${sql.table(table)}) as numbers
    where given > 0`.execute(db);
}
