import { AccountsError } from '../kernel/errors.ts';
import type { Group } from '../permission/group.ts';
import type { NamedPermission } from '../permission/permission-store.ts';
import type { Dependencies } from './dependencies.ts';

export interface GroupDetails extends Group {
  /** What its members have by it, ascending by name. */
  readonly permissions: readonly NamedPermission[];
  /** How many people are in it. */
  readonly members: number;
}

/**
 * A group with what it holds, for whoever may see it.
 *
 * @throws AccountsError `not-found`
 */
export async function showGroup(
  { groups }: Pick<Dependencies, 'groups'>,
  { groupId }: { readonly groupId: number },
): Promise<GroupDetails> {
  const group = await groups.findById(groupId);
  if (group === null) throw new AccountsError({ code: 'not-found' });
  return {
    ...group,
    permissions: await groups.permissionsOf(groupId),
    members: await groups.countMembers(groupId),
  };
}

/** The group of this name, as it is written; null where there is none. */
export async function findGroup(
  { groups }: Pick<Dependencies, 'groups'>,
  { name }: { readonly name: string },
): Promise<Group | null> {
  return await groups.findByName(name.trim());
}
