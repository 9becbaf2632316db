import { type Kysely, sql } from 'kysely';
import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import { columnTypes } from './column-types.ts';
import { toDate, touchedAny } from './column-values.ts';
import type { OpenDatabase } from './database.ts';
import { DatabaseProblem } from './database-problem.ts';
import type { Dialect } from './dialect.ts';
import type { DatabaseFeature } from './feature.ts';
import { databaseFeatures } from './features.ts';
import { type Migration, underLabel } from './migration.ts';
import type { MigrationState } from './migration-state.ts';
import { publishedMigrations } from './migrations/published-migrations.ts';
import { type Model, modelOf } from './model.ts';
import { addModels, findMissing } from './permission/add-models.ts';
import { refusingStrayRows } from './sqlite/stray-rows.ts';
import type { Tables } from './tables.ts';
import { addExtraFieldColumns, checkExtraFields } from './user/extra-field-columns.ts';

/** Those of accounts: what was published under one label, and then each feature's own. */
const ownMigrations: readonly Migration[] = [...publishedMigrations, ...stepsOf(databaseFeatures)];

const ownModels: readonly Model[] = databaseFeatures.flatMap(({ models = [] }: DatabaseFeature) =>
  models.map((model) => modelOf(model)),
);

/** The models of accounts that are missing and are told of. In a new database all are: they come with the tables, and no line of theirs. */
function toldOf(missing: readonly Model[]): readonly Model[] {
  return missing.length === ownModels.length ? [] : missing;
}

/** The models that a migrated database lacks: ours as they are told of, and those of the site's features. */
export async function listMissingModels(
  { db }: OpenDatabase,
  models: readonly Model[],
): Promise<readonly Model[]> {
  return [...toldOf(await findMissing(db, ownModels)), ...(await findMissing(db, models))];
}

// Any number will do, as long as every node takes the same one.
const LOCK_NUMBER = 7_236_412_905;

/** The steps that features of accounts carry themselves, each under its own label. */
export function stepsOf(features: readonly DatabaseFeature[]): readonly Migration[] {
  return features.flatMap(({ name, migrations }) => underLabel(`stagedoor_${name}`, migrations));
}

export interface MigrateOptions {
  readonly extraFields?: ExtraFields;
  /** The site's own steps; they run after ours. */
  readonly migrations?: readonly Migration[];
  /** What the site's features keep and permit: rows that come after all steps. */
  readonly models?: readonly Model[];
}

/**
 * Brings the schema up to date and answers what this call did: `stagedoor.0001_initial`, `auth_user.phone`. Each step
 * is one transaction, so a killed run leaves whole steps and the next one goes on; nodes that start at once take turns.
 *
 * @throws DatabaseProblem where a configured extra field does not fit the column it has, or tables of our names are there that we did not make
 */
export async function migrate(
  database: OpenDatabase,
  options: MigrateOptions = {},
): Promise<readonly string[]> {
  const { extraFields = {}, migrations = [], models = [] } = options;
  checkExtraFields(extraFields);
  const { dialect } = database;
  return database.forMigration(async (db) => {
    await alone(db, dialect, refuseTablesOfOthers);
    const done: string[] = [];
    const applyAll = async (steps: readonly Migration[]) => {
      for (const step of steps) if (await applyNamed(db, dialect, step)) done.push(nameOf(step));
    };
    const add = async (wanted: readonly Model[]) => alone(db, dialect, (tx) => addModels(tx, wanted));
    await applyAll(ownMigrations);
    const ours = toldOf(await add(ownModels));
    await applyAll(migrations);
    const columns = await alone(db, dialect, (tx) => addExtraFieldColumns(tx, dialect, extraFields));
    const made = [...ours, ...(await add(models))];
    return [
      ...done,
      ...columns.map((column) => `auth_user.${column}`),
      ...made.map(({ listedAs }) => nameOf(listedAs)),
    ];
  });
}

const djangoTables: ReadonlySet<string> = new Set(
  databaseFeatures.flatMap(({ djangoTables = [] }: DatabaseFeature) => djangoTables),
);

/** Where no step of ours was taken, a table by one of our names is a site's of Django, which moves and is not migrated. */
async function refuseTablesOfOthers(tx: Kysely<Tables>): Promise<void> {
  const step = await tx.selectFrom('stagedoor_migration').select('name').limit(1).executeTakeFirst();
  if (step !== undefined) return;
  const tables = await tx.introspection.getTables();
  // The ledger was made where our tables would be: whatever else the database has, under other schemas, is in nobody's way.
  const schema = tables.find(({ name }) => name === 'stagedoor_migration')?.schema;
  const taken = tables.filter((table) => table.schema === schema && djangoTables.has(table.name));
  if (taken.length === 0) return;
  const names = taken.map(({ name }) => name).join(', ');
  throw new DatabaseProblem(
    `The database has tables by our names that we did not make: ${names}. If they are Django's, give them other names first, as the guide "Move from Django" says (docs/guides/move-from-django.md); otherwise name another database in DATABASE_URL.`,
  );
}

/** Every known step in order, with the moment it was applied. */
export async function listMigrations(
  database: OpenDatabase,
  migrations: readonly Migration[] = [],
): Promise<readonly MigrationState[]> {
  const applied = new Map((await readLedger(database)).map((step) => [nameOf(step), step.appliedAt]));
  return [...ownMigrations, ...migrations].map(({ app, name }) => ({
    app,
    name,
    appliedAt: applied.get(nameOf({ app, name })) ?? null,
  }));
}

/** Steps that the database has and this code does not know: of a feature that the site has no more, or of a later version. */
export async function listUnknownMigrations(
  database: OpenDatabase,
  migrations: readonly Migration[] = [],
): Promise<readonly MigrationState[]> {
  const known = new Set([...ownMigrations, ...migrations].map(nameOf));
  return (await readLedger(database)).filter((step) => !known.has(nameOf(step)));
}

/** A step that a database refuses is named: of several features it may be any one's. */
async function applyNamed(db: Kysely<Tables>, dialect: Dialect, migration: Migration): Promise<boolean> {
  try {
    return await apply(db, dialect, migration);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof StorageUnavailable) throw error;
    throw new DatabaseProblem(`The migration ${nameOf(migration)} failed: ${error.message}`, {
      cause: error,
    });
  }
}

async function apply(db: Kysely<Tables>, dialect: Dialect, migration: Migration): Promise<boolean> {
  return alone(db, dialect, async (tx) => {
    const { app, name } = migration;
    const entry = await tx
      .insertInto('stagedoor_migration')
      .values({ app, name, applied_at: new Date() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!touchedAny(entry)) return false;
    const run = () => runStatements(tx, migration.statements(dialect));
    await (dialect === 'sqlite' ? refusingStrayRows(tx, run) : run());
    return true;
  });
}

async function runStatements(tx: Kysely<Tables>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(tx);
}

/** Runs one step in a transaction that no other node can enter meanwhile; SQLite has one writer anyway. */
async function alone<Result>(
  db: Kysely<Tables>,
  dialect: Dialect,
  step: (tx: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_NUMBER)})`.execute(tx);
    await createLedger(tx, columnTypes[dialect].moment);
    return step(tx);
  });
}

async function createLedger(db: Kysely<Tables>, moment: string): Promise<void> {
  await sql
    .raw(
      `create table if not exists stagedoor_migration (
        app text not null,
        name text not null,
        applied_at ${moment} not null,
        primary key (app, name)
      )`,
    )
    .execute(db);
}

function nameOf({ app, name }: Pick<Migration, 'app' | 'name'>): string {
  return `${app}.${name}`;
}

/** The steps that were taken. */
async function readLedger({ db }: OpenDatabase): Promise<readonly MigrationState[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === 'stagedoor_migration')) return [];
  const rows = await db
    .selectFrom('stagedoor_migration')
    .selectAll()
    .orderBy('app')
    .orderBy('name')
    .execute();
  return rows.map(({ app, name, applied_at }) => ({ app, name, appliedAt: toDate(applied_at) }));
}
