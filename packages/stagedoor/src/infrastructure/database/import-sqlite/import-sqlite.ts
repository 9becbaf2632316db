import type { ImportOutcome } from '../../../resource/migration/import-outcome.ts';
import type { OpenDatabase } from '../database.ts';
import { type Migration, nameOf } from '../migration.ts';
import { alone, readLedger } from '../migration-ledger.ts';
import { copyAll } from './copy-all.ts';
import { ImportRefused, refuseAny } from './import-refused.ts';
import { openSource, type SqliteSource } from './sqlite-source.ts';
import { emptyTables, refuseRows } from './target-rows.ts';

export interface SqliteImport {
  /** The file. */
  readonly path: string;
  /** Tables of the file, or columns as `table.column`, that stay behind. */
  readonly without: readonly string[];
  /** The steps that this code knows. */
  readonly steps: readonly Pick<Migration, 'app' | 'name'>[];
  /** Takes them on the database. */
  migrate(): Promise<unknown>;
}

/**
 * Copies every row of a site's SQLite file into an empty PostgreSQL database, in one transaction: broken off, it leaves the database empty. The
 * file is nobody else's meanwhile, and stays as it is.
 */
export async function importSqlite(
  database: OpenDatabase,
  { path, without, steps, migrate }: SqliteImport,
): Promise<ImportOutcome> {
  if (database.dialect !== 'postgres') return { kind: 'refused', why: 'no-target' };
  const source = openSource(path);
  if ('kind' in source) return source;
  try {
    compareSteps(source, steps);
    await makeTables(database, migrate);
    return await inOneTransaction(database, async (tx) => ({
      kind: 'imported',
      tables: await copyAll(tx, source, without),
    }));
  } catch (error) {
    if (error instanceof ImportRefused) return error.refusal;
    throw error;
  } finally {
    source.close();
  }
}

function compareSteps(source: SqliteSource, steps: SqliteImport['steps']): void {
  const [known, taken] = [steps.map(nameOf), source.steps()];
  refuseAny(
    'steps-unknown',
    taken.filter((step) => !known.includes(step)),
  );
  refuseAny(
    'steps-missing',
    known.filter((step) => !taken.includes(step)),
  );
}

/** What steps of the site put into tables that are new is in the file too, as it is by now. */
async function makeTables(database: OpenDatabase, migrate: () => Promise<unknown>): Promise<void> {
  await refuseRows(database.db);
  const areNew = (await readLedger(database)).length === 0;
  await migrate();
  if (areNew) await inOneTransaction(database, emptyTables);
}

/** With no step of another node's meanwhile. */
function inOneTransaction<Result>(
  database: OpenDatabase,
  work: (tx: OpenDatabase['db']) => Promise<Result>,
): Promise<Result> {
  return database.forMigration((db) => alone(db, database.dialect, work));
}
