import type { NamedPermission } from '../permission/permission-store.ts';
import type { Dependencies } from './dependencies.ts';

/** The permissions that can be given, for an operator; of `userId`, those that the user was given themselves. */
export async function listPermissions(
  deps: Pick<Dependencies, 'permissions'>,
  { userId }: { readonly userId?: number } = {},
): Promise<readonly NamedPermission[]> {
  return await (userId === undefined ? deps.permissions.list() : deps.permissions.listOfUser(userId));
}
