import type { Selectable } from 'kysely';
import type { Organization } from '../../../core/organization/organization.ts';
import type { OrganizationStore } from '../../../core/organization/organization-store.ts';
import { toDate, touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

type Row = Selectable<Tables['stagedoor_organization']>;

export function createOrganizationStore({ db, dialect }: StoreContext): OrganizationStore {
  const all = () => db.selectFrom('stagedoor_organization').select(['id', 'name', 'created_at']);
  const one = async (found: ReturnType<typeof all>) => {
    const row = await found.executeTakeFirst();
    return row === undefined ? null : toOrganization(row);
  };
  return {
    add: async ({ id, name, createdAt }) => {
      await db.insertInto('stagedoor_organization').values({ id, name, created_at: createdAt }).execute();
    },
    find: (id) => one(all().where('id', '=', id)),
    lock: (id) => {
      const found = all().where('id', '=', id);
      // On SQLite the transaction has the database to itself already.
      return one(dialect === 'postgres' ? found.forUpdate() : found);
    },
    lockOfUser: async (userId) => {
      const own = db
        .selectFrom('stagedoor_membership')
        .select('organization_id')
        .where('user_id', '=', userId);
      const found = all().where('id', 'in', own).orderBy('id');
      const rows = await (dialect === 'postgres' ? found.forUpdate() : found).execute();
      return rows.map(toOrganization);
    },
    rename: async (id, name) => {
      const update = db.updateTable('stagedoor_organization').set({ name }).where('id', '=', id);
      return touchedAny(await update.executeTakeFirstOrThrow());
    },
    remove: async (id) => {
      const removal = db.deleteFrom('stagedoor_organization').where('id', '=', id);
      return touchedAny(await removal.executeTakeFirstOrThrow());
    },
    list: async ({ afterId, limit }) => {
      const rows = await all().where('id', '>', afterId).orderBy('id').limit(limit).execute();
      return rows.map(toOrganization);
    },
    listNamed: async (name, limit) => {
      const rows = await all().where('name', '=', name).orderBy('id').limit(limit).execute();
      return rows.map(toOrganization);
    },
    listOfUser: async (userId, { afterId, limit }) => {
      const rows = await db
        .selectFrom('stagedoor_membership as member')
        .innerJoin('stagedoor_organization as organization', 'organization.id', 'member.organization_id')
        .select(['organization.id', 'organization.name', 'organization.created_at', 'member.role'])
        .where('member.user_id', '=', userId)
        .where('member.organization_id', '>', afterId)
        .orderBy('member.organization_id')
        .limit(limit)
        .execute();
      return rows.map(({ role, ...row }) => ({ ...toOrganization(row), role }));
    },
  };
}

export function toOrganization({ id, name, created_at }: Row): Organization {
  return { id, name, createdAt: toDate(created_at) };
}
