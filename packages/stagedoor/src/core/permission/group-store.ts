import type { PermissionSet } from './permission-set.ts';

/** What the database says of somebody's rights. */
export interface Rights {
  /** Groups by name, ascending. */
  readonly groups: readonly { readonly id: number; readonly name: string }[];
  /** Codenames assigned directly to the user, without app label, ascending, each once however many apps have it. */
  readonly permissions: readonly string[];
  /** All that they hold, directly or by a group, whoever they are: of a superuser no more than that. */
  readonly held: PermissionSet;
}

/** Groups and permissions. Writing them comes with the access feature. */
export interface GroupStore {
  rightsOfUser(userId: number): Promise<Rights>;
}
