import type { MigrationState } from '../../resource/migration/migration-state.ts';
import type { OpenDatabase } from './database.ts';
import { type Migration, nameOf } from './migration.ts';
import { readLedger } from './migration-ledger.ts';
import type { Model } from './model.ts';
import { ownMigrations, ownModels, toldOf } from './own-migrations.ts';
import { findMissing } from './permission/add-models.ts';

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

/** The models that a migrated database lacks: ours as they are told of, and those of the site's features. */
export async function listMissingModels(
  { db }: OpenDatabase,
  models: readonly Model[],
): Promise<readonly Model[]> {
  return [...toldOf(await findMissing(db, ownModels)), ...(await findMissing(db, models))];
}
