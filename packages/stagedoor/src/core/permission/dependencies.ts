import type { GroupStore } from './group-store.ts';
import type { PermissionStore } from './permission-store.ts';

/** What permission reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores {
  readonly groups: GroupStore;
  readonly permissions: PermissionStore;
}
