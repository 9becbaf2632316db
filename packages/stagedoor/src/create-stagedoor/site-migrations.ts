import type { Config } from '../config.ts';
import type { OpenDatabase } from '../infrastructure/database/database.ts';
import {
  listMigrations,
  listMissingModels,
  listUnknownMigrations,
} from '../infrastructure/database/list-migrations.ts';
import {
  type MigrateOptions,
  migrate,
  moveMigrations,
  planFor,
  sqlOf,
} from '../infrastructure/database/migrate.ts';
import type { Migration } from '../infrastructure/database/migration.ts';
import type { MigrationPlan } from '../infrastructure/database/migration-plan.ts';
import { grantMigrations } from '../infrastructure/database/object-permission/grant-table.ts';
import { migrationSteps } from '../infrastructure/database/resource/step-statements.ts';
import { withLargeLocks } from '../infrastructure/database/resource/with-large-locks.ts';
import { listExtraFields } from '../infrastructure/database/user/list-extra-fields.ts';
import type { PlannedMove } from '../resource/migration/migration-state.ts';
import { orderedSteps } from '../resource/migration/ordered-steps.ts';
import type { FeatureCore } from './feature.ts';
import { modelsOf } from './feature-models.ts';
import type { Migrations } from './migrations.ts';
import { missingSteps } from './missing-steps.ts';
import { objectTypesOf } from './object-permissions.ts';
import { rightsFollow } from './step-companions.ts';

/** Under this application `migrations.list()` names the columns of configured extra fields. */
export const extraFieldApp = 'auth_user';

/** The tables of accounts, those of the site's features, the columns of extra fields, and what people may be allowed, as one list of steps. */
export function migrationsOf(
  database: OpenDatabase,
  { extraFields }: Config,
  features: readonly FeatureCore[],
): Migrations {
  const migrations = stepsOfFeatures(features);
  const following = grantMigrations(objectTypesOf(features).values());
  const models = modelsOf(features);
  const all: MigrateOptions = { extraFields, migrations, following, models };
  const known = [...migrations, ...following];
  const apply = () => migrate(database, all);
  return {
    apply,
    move: (wanted) => moveMigrations(database, { ...all, ...wanted }),
    async plan(wanted = {}) {
      const plan = planned(await planFor(database, { ...all, ...wanted }));
      return plan.kind === 'unknown' ? plan : { ...plan, steps: await withLargeLocks(database, plan.steps) };
    },
    sqlOf: (target, direction) => sqlOf(database, { ...all, target }, direction),
    missing: () => missingSteps(features),
    listUnknown: () => listUnknownMigrations(database, known),
    async importSqlite(path, without) {
      // Loaded only now: a site on PostgreSQL has no other use for SQLite.
      const { importSqlite } = await import('../infrastructure/database/import-sqlite/import-sqlite.ts');
      const steps = await listMigrations(database, known);
      return await importSqlite(database, { path, without, steps, migrate: apply });
    },
    async list() {
      const steps = await listMigrations(database, known);
      const fields = await listExtraFields(database, extraFields);
      // The moment a column was added is not kept; that of the schema it stands in says enough.
      const since = steps.find(({ appliedAt }) => appliedAt !== null)?.appliedAt ?? null;
      const columns = fields.map(({ name, isThere }) => ({
        app: extraFieldApp,
        name,
        appliedAt: isThere ? since : null,
      }));
      const missing = since === null ? models : await listMissingModels(database, models);
      const ofOurs = missing.filter((model) => !models.includes(model));
      const permitted = [...ofOurs, ...models].map((model) => ({
        ...model.listedAs,
        appliedAt: missing.includes(model) ? null : since,
      }));
      return [...steps, ...columns, ...permitted];
    },
  };
}

/** Those of all features in the order in which they are taken. */
function stepsOfFeatures(features: readonly FeatureCore[]): readonly Migration[] {
  const ordered = orderedSteps(features);
  const actions = migrationSteps(ordered, rightsFollow);
  return ordered.flatMap(({ feature, step, dependencies }, index): readonly Migration[] => {
    const does = actions[index];
    return does === undefined ? [] : [{ app: feature, name: step.name, dependencies, ...does }];
  });
}

function planned(plan: MigrationPlan): Awaited<ReturnType<Migrations['plan']>> {
  if (plan.kind === 'unknown') return plan;
  const steps = plan.steps.map(({ migration, direction }): PlannedMove => {
    const { app, name, reverse, effects } = migration;
    const way = direction === 'backward' && reverse === undefined ? 'one-way' : 'open';
    return { app, name, direction, way, ...(effects?.[direction] ?? { does: [], loses: [], locks: [] }) };
  });
  return { kind: 'planned', steps };
}
