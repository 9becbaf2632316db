import type { StandingStore } from '../../../core/access/standing-store.ts';
import { standingIn } from '../../../core/organization/standing-in.ts';
import { membershipsWithRoles, rightsOf } from '../role/memberships-with-roles.ts';
import type { StoreContext } from '../store-context.ts';

export function createStandingStore({ db }: StoreContext): StandingStore {
  return {
    ofUser: async (userId) => {
      const rows = await membershipsWithRoles(db, userId).execute();
      return [...Map.groupBy(rows, ({ organizationId }) => organizationId)].flatMap(
        ([organizationId, there]) => standingIn(organizationId, rightsOf(there)) ?? [],
      );
    },
  };
}
