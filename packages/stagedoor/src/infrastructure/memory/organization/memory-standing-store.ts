import type { StandingStore } from '../../../core/access/standing-store.ts';
import { standingIn } from '../../../core/organization/standing-in.ts';
import type { Access } from '../memory-state.ts';
import { rightsIn } from '../role/memory-role-store.ts';

export function createMemoryStandingStore(access: Access): StandingStore {
  return {
    ofUser: (userId) =>
      access((state) =>
        [...state.organizationMembers.values()]
          .filter((member) => member.userId === userId)
          .flatMap((member) => standingIn(member.organizationId, rightsIn(state, member)) ?? []),
      ),
  };
}
