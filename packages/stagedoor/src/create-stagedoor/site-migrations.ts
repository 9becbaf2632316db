import type { Config } from '../config.ts';
import type { OpenDatabase } from '../infrastructure/database/database.ts';
import {
  listMigrations,
  listMissingModels,
  listUnknownMigrations,
  migrate,
} from '../infrastructure/database/migrate.ts';
import { underLabel } from '../infrastructure/database/migration.ts';
import { grantMigrations } from '../infrastructure/database/object-permission/grant-table.ts';
import { migrationSteps } from '../infrastructure/database/resource/step-statements.ts';
import { listExtraFields } from '../infrastructure/database/user/list-extra-fields.ts';
import type { FeatureCore } from './feature.ts';
import { modelsOf } from './feature-models.ts';
import { missingSteps } from './missing-steps.ts';
import { objectTypesOf } from './object-permissions.ts';
import type { Stagedoor } from './stagedoor.ts';

/** Under this application `migrations.list()` names the columns of configured extra fields. */
export const extraFieldApp = 'auth_user';

/** The tables of accounts, those of the site's features, the columns of extra fields, and what people may be allowed, as one list of steps. */
export function migrationsOf(
  database: OpenDatabase,
  { extraFields }: Config,
  features: readonly FeatureCore[],
): Stagedoor['migrations'] {
  const migrations = [
    ...features.flatMap(({ name, migrations: steps }) => underLabel(name, migrationSteps(steps ?? []))),
    ...grantMigrations(objectTypesOf(features).values()),
  ];
  const models = modelsOf(features);
  return {
    apply: () => migrate(database, { extraFields, migrations, models }),
    missing: () => missingSteps(features),
    listUnknown: () => listUnknownMigrations(database, migrations),
    async list() {
      const steps = await listMigrations(database, migrations);
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
