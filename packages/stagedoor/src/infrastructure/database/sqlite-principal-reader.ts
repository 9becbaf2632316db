import type BetterSqlite3 from 'better-sqlite3';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { SqliteDatabase } from './database.ts';
import {
  compilePrincipalQuery,
  type FindPrincipal,
  type PrincipalRow,
  toPrincipal,
  unlessEnded,
} from './principal.ts';
import { createPrincipalCache, type PrincipalSource, type PrincipalVersions } from './principal-cache.ts';

// `(select ?)` for the reason that `unplanned` gives.
const VERSIONS_OF_KEY = `
  select s.row_version as session, u.row_version as user
  from stagedoor_session s join auth_user u on u.id = s.user_id
  where s.key_hash = (select ?)`;

/** The hot read on SQLite: prepared statements on the read-only connection, behind a strict cache. */
export function createSqlitePrincipalReader(
  { db }: SqliteDatabase,
  { readOnly, extraFields }: { readOnly: BetterSqlite3.Database; extraFields: ExtraFields },
): FindPrincipal {
  const { sql: text } = compilePrincipalQuery(db, 'sqlite', { extraFields });
  const cache = createPrincipalCache(createSource(readOnly, { text, extraFields }));
  return async (keyHash, now) => unlessEnded(cache.find(keyHash), now);
}

function createSource(
  readOnly: BetterSqlite3.Database,
  { text, extraFields }: { text: string; extraFields: ExtraFields },
): PrincipalSource {
  // Prepared at the first read, because the tables may be made after the stores are.
  let statements: ReturnType<typeof prepare> | undefined;
  const prepared = (): ReturnType<typeof prepare> => (statements ??= prepare(readOnly, text));
  return {
    dataVersion: () => prepared().dataVersion.get() as number,
    versionsOf: (keyHash) => prepared().versions.get(keyHash) ?? null,
    read: (keyHash) => {
      const row = prepared().principal.get(keyHash);
      const principal = row ? toPrincipal(row, extraFields) : null;
      if (!row || !principal) return null;
      return { principal, versions: { session: row.session_row_version, user: row.user_row_version } };
    },
  };
}

function prepare(readOnly: BetterSqlite3.Database, text: string) {
  return {
    dataVersion: readOnly.prepare('pragma data_version').pluck(),
    versions: readOnly.prepare<[string], PrincipalVersions>(VERSIONS_OF_KEY),
    principal: readOnly.prepare<[string], PrincipalRow>(text),
  };
}
