import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { openScope } from '../../../core/session/authority.ts';
import { principalOf } from '../../../core/session/principal-of.ts';
import type { SessionHolder } from '../../../core/session/session.ts';
import { standsAlone } from '../../../core/session/session-kind.ts';
import { withRights } from '../../../core/session/with-rights.ts';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { opaqueText, toBoolean } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { Dialect } from '../dialect.ts';
import { type RightsRow, rightsColumns, toRights } from '../permission/rights.ts';
import type { FindPrincipal, StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { selectUsers, toUser, type UserRow } from '../user/user-row.ts';
import { type SessionRow, sessionColumns, toSession } from './session-row.ts';

/** One row with everything a request needs to know of who sends it, and the versions that caches compare. */
export type PrincipalRow = SessionRow &
  UserRow &
  RightsRow & {
    readonly session_row_version: number;
    readonly user_row_version: number;
    readonly access_version: number | null;
  };

/**
 * The hot read of every request as one statement with one parameter, the key hash. Whether it is still valid is left
 * to `toPrincipal`, because a cached row needs the same verdict.
 */
export function compilePrincipalQuery(
  db: Kysely<Tables>,
  dialect: Dialect,
  extraFields: ExtraFields,
): CompiledQuery<PrincipalRow> {
  return selectPrincipal({ db, dialect, extraFields }, { keyHash: '' }).compile();
}

function selectPrincipal(
  { db, dialect, extraFields }: Pick<StoreContext, 'db' | 'dialect' | 'extraFields'>,
  { keyHash }: { readonly keyHash: string },
): Compilable<PrincipalRow> {
  return selectUsers(db, extraFields)
    .innerJoin('stagedoor_session as s', 's.user_id', 'u.id')
    .select(sessionColumns)
    .select(['s.row_version as session_row_version', 'u.row_version as user_row_version'])
    .select(({ ref }) => rightsColumns(dialect, ref('u.id')))
    .select(({ selectFrom }) => selectFrom('stagedoor_access_version').select('version').as('access_version'))
    .where('s.key_hash', '=', opaqueText(keyHash));
}

const readPrincipal = compileOnce(selectPrincipal);

/** The principal of a row, or null when its user is inactive or ended all sessions since. */
export function toPrincipal(row: PrincipalRow, extraFields: ExtraFields): SessionHolder | null {
  const isOfVersion = row.security_version === row.session_security_version;
  // Personal access tokens outlive a change of password; what ends them removes their session.
  if (!toBoolean(row.is_active) || !(isOfVersion || standsAlone(row))) return null;
  const session = toSession(row);
  const user = toUser(row, extraFields);
  return principalOf(session, withRights(user, toRights(row), openScope(session)));
}

/** The principal while its session runs, or null. */
export function unlessEnded(principal: SessionHolder | null, now: Date): SessionHolder | null {
  if (principal === null) return null;
  const { expiresAt, endsAt } = principal.session;
  return expiresAt > now && endsAt > now ? principal : null;
}

/** Reads through a connection of the query builder: inside transactions, and where nothing faster is at hand. */
export function createPrincipalReader(context: StoreContext): FindPrincipal {
  return async (keyHash, now) => {
    const { rows } = await readPrincipal(context, { keyHash });
    const [row] = rows;
    return row ? unlessEnded(toPrincipal(row, context.extraFields), now) : null;
  };
}
