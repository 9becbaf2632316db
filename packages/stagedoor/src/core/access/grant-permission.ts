import { securityEvent } from '../audit/security-event.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';

export interface GivenPermission {
  readonly userId: number;
  /** `app_label.codename`. */
  readonly permission: string;
}

/**
 * Gives a user a permission, for an operator; answers whether they had it not. It counts within a second, on every node.
 *
 * @throws AccountsError `invalid-input` at `permission` for one that is not there; `not-found` for a user who is not
 * @example
 * await stagedoor.useCases.permission.grant({ userId: ana.id, permission: 'guestbook.delete_entry' });
 */
export async function grantPermission(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: GivenPermission,
): Promise<boolean> {
  return await deps.transact(async (stores) => {
    await requireBoth(stores, input);
    if (!(await stores.permissions.grant(input.userId, input.permission))) return false;
    await stores.audit.append(eventOf('permission-grant', input, deps.clock.now()));
    return true;
  });
}

/**
 * Takes a permission from a user, for an operator; answers whether they had it. What a group gives them they keep.
 *
 * @throws AccountsError as `grantPermission`
 */
export async function revokePermission(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: GivenPermission,
): Promise<boolean> {
  return await deps.transact(async (stores) => {
    await requireBoth(stores, input);
    if (!(await stores.permissions.revoke(input.userId, input.permission))) return false;
    await stores.audit.append(eventOf('permission-revoke', input, deps.clock.now()));
    return true;
  });
}

async function requireBoth(
  { users, permissions }: Pick<Stores, 'users' | 'permissions'>,
  { userId, permission }: GivenPermission,
): Promise<void> {
  if ((await users.findById(userId)) === null) throw new AccountsError({ code: 'not-found' });
  const known = await permissions.list();
  if (!known.some(({ name }) => name === permission))
    throw fieldRefusal('permission', 'invalid_choice', { input: permission });
}

function eventOf(
  action: 'permission-grant' | 'permission-revoke',
  { userId, permission }: GivenPermission,
  now: Date,
) {
  return securityEvent(action, { userId, visitor: operator, now, detail: { permission } });
}
