import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { refuseAny } from './import-refused.ts';
import { readTables, withoutGuards } from './target-tables.ts';

/** What `migrate` writes itself: the rows of the file, which are these and more, come in their place. */
const MADE_BY_STEPS = ['django_content_type', 'auth_permission', 'stagedoor_access_version'] as const;

/** Which steps were taken when is each database's own. */
export const LEDGER = 'stagedoor_migration';

/** @throws ImportRefused where any table has rows that somebody wrote */
export async function refuseRows(db: Kysely<Tables>): Promise<void> {
  const names = (await readTables(db)).map(({ name }) => name);
  const expected = new Set<string>([LEDGER, ...MADE_BY_STEPS]);
  const found: string[] = [];
  for (const name of names.filter((one) => !expected.has(one))) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    if (rows.length > 0) found.push(name);
  }
  refuseAny('not-empty', found);
}

/** Of tables that were made this moment. */
export async function emptyTables(tx: Kysely<Tables>): Promise<void> {
  const names = (await readTables(tx)).map(({ name }) => name).filter((name) => name !== LEDGER);
  await withoutGuards(tx, names, () => deleteRows(tx, names));
}

export async function deleteMadeRows(tx: Kysely<Tables>): Promise<void> {
  await deleteRows(tx, MADE_BY_STEPS);
}

async function deleteRows(tx: Kysely<Tables>, names: readonly string[]): Promise<void> {
  for (const name of names) await sql`delete from ${sql.table(name)}`.execute(tx);
}
