import type { ActiveOrganizationStore } from '../../../core/organization/organization-store.ts';
import type { StoreContext } from '../store-context.ts';
import { toOrganization } from './organization-store.ts';

export function createActiveOrganizationStore({ db }: StoreContext): ActiveOrganizationStore {
  return {
    find: async (sessionId) => {
      const row = await db
        .selectFrom('stagedoor_active_organization as active')
        .innerJoin('stagedoor_organization as organization', 'organization.id', 'active.organization_id')
        .select(['organization.id', 'organization.name', 'organization.created_at'])
        .where('active.session_id', '=', sessionId)
        .executeTakeFirst();
      return row ? toOrganization(row) : null;
    },
    set: async ({ sessionId, userId }, organizationId) => {
      const columns = { user_id: userId, organization_id: organizationId };
      await db
        .insertInto('stagedoor_active_organization')
        .values({ session_id: sessionId, ...columns })
        .onConflict((conflict) => conflict.column('session_id').doUpdateSet(columns))
        .execute();
    },
    clear: async (sessionId) => {
      await db.deleteFrom('stagedoor_active_organization').where('session_id', '=', sessionId).execute();
    },
  };
}
