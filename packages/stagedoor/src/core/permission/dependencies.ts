import type { GroupStore } from './group-store.ts';

/** What permission reads in SQL, all of it in one transaction if need be. */
export interface Stores {
  readonly groups: GroupStore;
}
