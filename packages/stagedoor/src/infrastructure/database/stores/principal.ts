import { type Compilable, type CompiledQuery, type Kysely, sql } from 'kysely';
import { principalOf } from '../../../core/session/principal-of.ts';
import type { SessionHolder } from '../../../core/session/session.ts';
import type { SessionStore } from '../../../core/session/session-store.ts';
import { withinScope } from '../../../core/session/token-scope.ts';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { toBoolean, unplanned } from '../column-values.ts';
import type { Dialect } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { compileOnce } from './compile-once.ts';
import { type SessionRow, sessionColumns, toSession } from './session-row.ts';
import type { StoreContext } from './store-context.ts';
import { selectUsers, toUser, type UserRow } from './user-row.ts';

export type FindPrincipal = SessionStore['findPrincipal'];
type Json<Value> = string | readonly Value[] | null;

/** One row with everything a request needs to know of who sends it, and the versions that caches compare. */
export type PrincipalRow = SessionRow &
  UserRow & {
    readonly groups: Json<{ id: number; name: string }>;
    readonly permissions: Json<string>;
    readonly session_row_version: number;
    readonly user_row_version: number;
  };

const aggregates = {
  sqlite: {
    groups: sql<
      Json<{ id: number; name: string }>
    >`json_group_array(json_object('id', g.id, 'name', g.name))`,
    codenames: sql<Json<string>>`json_group_array(permission.codename)`,
  },
  postgres: {
    groups: sql<Json<{ id: number; name: string }>>`json_agg(json_build_object('id', g.id, 'name', g.name))`,
    codenames: sql<Json<string>>`json_agg(permission.codename)`,
  },
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
    .select((eb) => [
      eb
        .selectFrom('auth_user_groups as membership')
        .innerJoin('auth_group as g', 'g.id', 'membership.group_id')
        .select(aggregates[dialect].groups.as('groups'))
        .whereRef('membership.user_id', '=', 'u.id')
        .as('groups'),
      eb
        .selectFrom('auth_user_user_permissions as grant')
        .innerJoin('auth_permission as permission', 'permission.id', 'grant.permission_id')
        .select(aggregates[dialect].codenames.as('codenames'))
        .whereRef('grant.user_id', '=', 'u.id')
        .as('permissions'),
    ])
    .where('s.key_hash', '=', unplanned(keyHash));
}

const readPrincipal = compileOnce(selectPrincipal);

/** The principal of a row, or null when its user is inactive or ended all sessions since. */
export function toPrincipal(row: PrincipalRow, extraFields: ExtraFields): SessionHolder | null {
  const isOfVersion = row.security_version === row.session_security_version;
  // Personal access tokens outlive a change of password; what ends them removes their session.
  if (!toBoolean(row.is_active) || !(isOfVersion || row.kind === 'personal-token')) return null;
  const session = toSession(row);
  return principalOf(session, {
    user: toUser(row, extraFields),
    groups: parseList(row.groups).toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    permissions: withinScope(parseList(row.permissions).toSorted(), session.scope),
  });
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

function parseList<Value>(stored: Json<Value>): readonly Value[] {
  // Aggregated by our own query, so of the shape that the type says.
  return typeof stored === 'string' ? (JSON.parse(stored) as Value[]) : (stored ?? []);
}
