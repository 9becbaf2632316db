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
  return await change(deps, 'grant', input);
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
  return await change(deps, 'revoke', input);
}

async function change(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  how: 'grant' | 'revoke',
  input: GivenPermission,
): Promise<boolean> {
  const { userId, permission } = input;
  return await transact(async (stores) => {
    await requireBoth(stores, input);
    if (!(await stores.permissions[how](userId, permission))) return false;
    const facts = { userId, visitor: operator, now: clock.now(), detail: { permission } };
    await stores.audit.append(securityEvent(`permission-${how}`, facts));
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
