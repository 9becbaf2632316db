import type { Group } from './group.ts';
import type { PermissionSet } from './permission-set.ts';
import type { NamedPermission } from './permission-store.ts';

/** What the database says of somebody's rights. */
export interface Rights {
  /** Groups by name, ascending. */
  readonly groups: readonly Group[];
  /** Codenames assigned directly to the user, without app label, ascending, each once however many apps have it. */
  readonly permissions: readonly string[];
  /** Names of the roles that they have everywhere, ascending; of those in an organization none. */
  readonly roles: readonly string[];
  /** All that they hold, directly, by a group or by a role that they have everywhere, whoever they are: of a superuser no more than that. */
  readonly held: PermissionSet;
}

/** Groups, who is in them, and what they hold. */
export interface GroupStore {
  rightsOfUser(userId: number): Promise<Rights>;
  findById(id: number): Promise<Group | null>;
  findByName(name: string): Promise<Group | null>;
  /** `findById` that keeps others from changing the group, what it holds and who comes into it, until the transaction ends. */
  lockById(id: number): Promise<Group | null>;
  /** Ascending by id. */
  list(page: { readonly afterId: number; readonly limit: number }): Promise<readonly Group[]>;
  /** What all are called; no other is made or called otherwise until the transaction ends. */
  holdNames(): Promise<readonly Group[]>;
  /** Answers null, and writes nothing, where the name is taken. */
  create(name: string): Promise<Group | null>;
  /** Answers false where the name is taken. */
  rename(id: number, name: string): Promise<boolean>;
  /** With its memberships and what it holds. */
  delete(id: number): Promise<boolean>;
  countMembers(id: number): Promise<number>;
  /** What it holds, ascending by name, each once. */
  permissionsOf(id: number): Promise<readonly NamedPermission[]>;
  /** Names, `app_label.codename`, that are not there give nothing. */
  grant(id: number, names: readonly string[]): Promise<void>;
  revoke(id: number, names: readonly string[]): Promise<void>;
  /** Answers whether they were in it not. */
  addMember(id: number, userId: number): Promise<boolean>;
  /** Answers whether they were in it. */
  removeMember(id: number, userId: number): Promise<boolean>;
}
