import { sql } from 'kysely';
import type { MembershipStore } from '../../../core/organization/organization-store.ts';
import { toDate, touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import { listMembers } from './list-members.ts';

export function createMembershipStore({ db }: StoreContext): MembershipStore {
  const ownersOf = () => db.selectFrom('stagedoor_membership').where('role', '=', 'owner');
  return {
    find: async (organizationId, userId) => {
      const row = await db
        .selectFrom('stagedoor_membership')
        .select(['role', 'joined_at'])
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row ? { organizationId, userId, role: row.role, joinedAt: toDate(row.joined_at) } : null;
    },
    listOfUser: async (userId, organizationIds) => {
      if (organizationIds.length === 0) return [];
      const rows = await db
        .selectFrom('stagedoor_membership')
        .select(['organization_id', 'role', 'joined_at'])
        .where('user_id', '=', userId)
        .where('organization_id', 'in', [...organizationIds])
        .orderBy('organization_id')
        .execute();
      return rows.map(({ organization_id: organizationId, role, joined_at }) => ({
        organizationId,
        userId,
        role,
        joinedAt: toDate(joined_at),
      }));
    },
    list: (organizationId, page) => listMembers(db, { organizationId }, page),
    add: async ({ organizationId, userId, role, joinedAt }) => {
      const insert = db
        .insertInto('stagedoor_membership')
        .values({ organization_id: organizationId, user_id: userId, role, joined_at: joinedAt });
      const added = insert.onConflict((conflict) => conflict.doNothing());
      return touchedAny(await added.executeTakeFirstOrThrow());
    },
    setRole: async (organizationId, userId, role) => {
      const update = db
        .updateTable('stagedoor_membership')
        .set({ role })
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId);
      return touchedAny(await update.executeTakeFirstOrThrow());
    },
    remove: async (organizationId, userId) => {
      const removal = db
        .deleteFrom('stagedoor_membership')
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId);
      return touchedAny(await removal.executeTakeFirstOrThrow());
    },
    hasOwnerBeside: async (organizationId, userId) => {
      // Each column by its table: an extra field of users may be called as one of these.
      const owner = await db
        .selectFrom('stagedoor_membership as member')
        .innerJoin('auth_user as u', 'u.id', 'member.user_id')
        .select('member.user_id')
        .where('member.role', '=', 'owner')
        .where('member.organization_id', '=', organizationId)
        .where('member.user_id', '<>', userId)
        .where('u.is_active', '=', sql.lit(true))
        .limit(1)
        .executeTakeFirst();
      return owner !== undefined;
    },
    listOwned: async (userId) => {
      const owned = ownersOf().select('organization_id').where('user_id', '=', userId);
      const rows = await owned.orderBy('organization_id').execute();
      return rows.map((row) => row.organization_id);
    },
    listNext: async (ownerId) => {
      const next = await db
        .selectFrom(inLine(db, ownerId).as('next'))
        .selectAll()
        .where('place', '=', 1)
        .execute();
      return next.map(({ organization_id: organizationId, role, id, username, email }) => ({
        organizationId,
        role,
        user: { id, username, email },
      }));
    },
  };
}

/** The others in all that somebody owns, each with their place in it. */
function inLine(db: StoreContext['db'], ownerId: number) {
  const own = db
    .selectFrom('stagedoor_membership')
    .where('user_id', '=', ownerId)
    .where('role', '=', 'owner');
  return db
    .selectFrom('stagedoor_membership as member')
    .innerJoin('auth_user as u', 'u.id', 'member.user_id')
    .select(['member.organization_id', 'member.role', 'u.id', 'u.username', 'u.email'])
    .select(
      sql<number>`row_number() over (partition by member.organization_id order by u.is_active desc, case member.role when 'owner' then 0 when 'admin' then 1 else 2 end, member.joined_at, member.user_id)`.as(
        'place',
      ),
    )
    .where('member.user_id', '<>', ownerId)
    .where('member.organization_id', 'in', own.select('organization_id'));
}
