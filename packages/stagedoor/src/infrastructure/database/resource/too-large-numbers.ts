import { sql } from 'kysely';
import type { Connection } from '../connection.ts';
import type { FoundTable } from './existing-columns.ts';
import { quoted } from './sql-words.ts';

const MOST = Number.MAX_SAFE_INTEGER;

/** What is too large to be read without being rounded, column by column: a 64-bit number holds more than one of JavaScript. */
export async function tooLargeNumbers(
  { db }: Connection,
  { table, state }: FoundTable,
): Promise<readonly string[]> {
  const whole = Object.entries(state.columns).filter(([, { type }]) =>
    ['integer', 'reference'].includes(type),
  );
  const names = ['id', ...whole.map(([name]) => name)];
  const problems: string[] = [];
  for (const name of names) {
    const column = quoted(name);
    const { rows } = await sql<{
      count: number | string;
      id: number | string;
    }>`select count(*) as count, min(id) as id
      from ${sql.table(table)} where ${sql.raw(`${column} > ${MOST} or ${column} < -${MOST}`)}`.execute(db);
    const [{ count, id } = { count: 0, id: 0 }] = rows;
    if (Number(count) > 0)
      problems.push(
        `${table}.${name} holds numbers beyond ${MOST}, which cannot be read exactly, in ${count} of its rows, such as that with the id ${id}`,
      );
  }
  return problems;
}
