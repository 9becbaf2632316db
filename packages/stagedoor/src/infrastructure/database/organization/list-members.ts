import type { Kysely } from 'kysely';
import type { Member } from '../../../core/organization/organization.ts';
import { toBoolean, toDate } from '../column-values.ts';
import type { Tables } from '../tables.ts';

/** Members of an organization: all, or those who are in one of its teams, or are not. */
interface Members {
  readonly organizationId: number;
  readonly teamId?: number;
  readonly outsideTeamId?: number;
}

/** Ascending by the ids of the users. */
export async function listMembers(
  db: Kysely<Tables>,
  members: Members,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<readonly Member[]> {
  const { organizationId } = members;
  const rows = await selectMembers(db, members).where('member.user_id', '>', afterId).limit(limit).execute();
  const siteRoles = await siteRolesOf(db, { organizationId, userIds: rows.map(({ id }) => id) });
  return rows.map((row) => ({
    organizationId,
    userId: row.id,
    role: row.role,
    joinedAt: toDate(row.joined_at),
    user: {
      id: row.id,
      username: row.username,
      email: row.email,
      firstName: row.first_name,
      lastName: row.last_name,
      isActive: toBoolean(row.is_active),
    },
    siteRoles: siteRoles.get(row.id) ?? [],
  }));
}

function selectMembers(db: Kysely<Tables>, { organizationId, teamId, outsideTeamId }: Members) {
  const all = db
    .selectFrom('stagedoor_membership as member')
    .innerJoin('auth_user as u', 'u.id', 'member.user_id')
    .select(['u.id', 'u.username', 'u.email', 'u.first_name', 'u.last_name', 'u.is_active'])
    .select(['member.role', 'member.joined_at'])
    .where('member.organization_id', '=', organizationId)
    .orderBy('member.user_id');
  const inTeam = (id: number) =>
    db
      .selectFrom('stagedoor_team_member as inside')
      .where('inside.team_id', '=', id)
      .select('inside.user_id');
  if (teamId !== undefined) return all.where('member.user_id', 'in', inTeam(teamId));
  return outsideTeamId === undefined ? all : all.where('member.user_id', 'not in', inTeam(outsideTeamId));
}

/** The names of roles by the ids of the members of one page. */
async function siteRolesOf(
  db: Kysely<Tables>,
  { organizationId, userIds }: { readonly organizationId: number; readonly userIds: readonly number[] },
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('stagedoor_role_assignment as assigned')
    .innerJoin('stagedoor_role as role', 'role.id', 'assigned.role_id')
    .select(['assigned.user_id', 'role.name'])
    .where('assigned.organization_id', '=', organizationId)
    .where('assigned.user_id', 'in', userIds)
    .execute();
  const byUser = new Map<number, string[]>();
  for (const { user_id, name } of rows)
    byUser.set(user_id, [...(byUser.get(user_id) ?? []), name].toSorted());
  return byUser;
}
