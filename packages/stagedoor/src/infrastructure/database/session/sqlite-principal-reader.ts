import type BetterSqlite3 from 'better-sqlite3';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { namingStorageFaults } from '../../storage-fault.ts';
import type { SqliteDatabase } from '../database.ts';
import type { FindPrincipal } from '../store-context.ts';
import { compilePrincipalQuery, type PrincipalRow, toPrincipal, unlessEnded } from './principal.ts';
import { createPrincipalCache, type PrincipalSource, type PrincipalVersions } from './principal-cache.ts';

// `(select ?)` for the reason that `opaqueText` gives.
const VERSIONS_OF_KEY = `
  select s.row_version as session, u.row_version as user,
    (select version from stagedoor_access_version) as access
  from stagedoor_session s join auth_user u on u.id = s.user_id
  where s.key_hash = (select ?)`;

/** The hot read on SQLite: prepared statements on the read-only connection, behind a strict cache. */
export function createSqlitePrincipalReader(
  { db, statementCount, principalReads }: SqliteDatabase,
  { readOnly, extraFields }: { readOnly: BetterSqlite3.Database; extraFields: ExtraFields },
): FindPrincipal {
  const { sql: text } = compilePrincipalQuery(db, 'sqlite', extraFields);
  const cache = createPrincipalCache(
    createSource(readOnly, { text, extraFields, statementCount, principalReads }),
  );
  return async (keyHash, now) => {
    principalReads.asked += 1;
    return await namingStorageFaults(async () => unlessEnded(cache.find(keyHash), now));
  };
}

function createSource(
  readOnly: BetterSqlite3.Database,
  {
    text,
    extraFields,
    statementCount,
    principalReads,
  }: { text: string; extraFields: ExtraFields } & Pick<SqliteDatabase, 'statementCount' | 'principalReads'>,
): PrincipalSource {
  // Prepared at the first read, because the tables may be made after the stores are.
  let statements: ReturnType<typeof prepare> | undefined;
  const prepared = (): ReturnType<typeof prepare> => (statements ??= prepare(readOnly, text));
  return {
    dataVersion: oncePerTurn(() => prepared().dataVersion.get() as number, statementCount),
    versionsOf: (keyHash) => prepared().versions.get(keyHash) ?? null,
    read: (keyHash) => {
      principalReads.read += 1;
      const row = prepared().principal.get(keyHash);
      const principal = row ? toPrincipal(row, extraFields) : null;
      if (!row || !principal) return null;
      const { session_row_version: session, user_row_version: user, access_version: access } = row;
      return { principal, versions: { session, user, access } };
    },
  };
}

/**
 * Asks for the data version once for all requests that one turn of the event loop serves: it takes locks on the file,
 * which cost more than all else of the hot read. What this process itself committed is seen at once, because then the
 * statement count moved; what another process committed, with the next turn.
 */
function oncePerTurn(ask: () => number, statementCount: () => number): () => number {
  let known: { readonly version: number; readonly statements: number } | null = null;
  const forget = (): void => {
    known = null;
  };
  return () => {
    const statements = statementCount();
    if (known?.statements === statements) return known.version;
    if (known === null) setImmediate(forget);
    known = { version: ask(), statements };
    return known.version;
  };
}

function prepare(readOnly: BetterSqlite3.Database, text: string) {
  return {
    dataVersion: readOnly.prepare('pragma data_version').pluck(),
    versions: readOnly.prepare<[string], PrincipalVersions>(VERSIONS_OF_KEY),
    principal: readOnly.prepare<[string], PrincipalRow>(text),
  };
}
