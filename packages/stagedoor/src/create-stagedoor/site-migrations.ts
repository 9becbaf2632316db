import type { Config } from '../config.ts';
import type { OpenDatabase } from '../infrastructure/database/database.ts';
import { listMigrations, listUnknownMigrations, migrate } from '../infrastructure/database/migrate.ts';
import { underLabel } from '../infrastructure/database/migration.ts';
import { grantMigrations } from '../infrastructure/database/object-permission/grant-table.ts';
import { listPermissions } from '../infrastructure/database/permission/permission-rows.ts';
import { listExtraFields } from '../infrastructure/database/user/list-extra-fields.ts';
import { permissionRowsOf } from './define-permission.ts';
import type { FeatureCore } from './feature.ts';
import { objectTypesOf } from './object-permissions.ts';
import type { Stagedoor } from './stagedoor.ts';

/** Under this application `migrations.list()` names the columns of configured extra fields. */
export const extraFieldApp = 'auth_user';

/** Under this application it names the permissions of features. */
export const permissionApp = 'auth_permission';

/** The tables of accounts, those of the site's features, the columns of extra fields, and what features permit, as one list of steps. */
export function migrationsOf(
  database: OpenDatabase,
  { extraFields }: Config,
  features: readonly FeatureCore[],
): Stagedoor['migrations'] {
  const migrations = [
    ...features.flatMap(({ name, migrations: steps }) => underLabel(name, steps)),
    ...grantMigrations(objectTypesOf(features).values()),
  ];
  const permissions = permissionRowsOf(features);
  return {
    apply: () => migrate(database, { extraFields, migrations, permissions }),
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
      const isMigrated = since !== null;
      const rows = isMigrated
        ? await listPermissions(database.db, permissions)
        : permissions.map(({ app, codename }) => ({ name: `${app}.${codename}`, isThere: false }));
      const permitted = rows.map(({ name, isThere }) => ({
        app: permissionApp,
        name,
        appliedAt: isThere ? since : null,
      }));
      return [...steps, ...columns, ...permitted];
    },
  };
}
