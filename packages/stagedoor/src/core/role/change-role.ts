import type { Actor } from '../access/actor.ts';
import { lockActor } from '../access/lock-actor.ts';
import { requireHeld } from '../access/require-held.ts';
import { requireKnown } from '../access/require-known.ts';
import { requireSuperuser } from '../access/require-superuser.ts';
import { isTakenName } from '../access/visible-name-problems.ts';
import { visibleName } from '../kernel/visible-name.ts';
import { roleNameTaken } from './create-role.ts';
import type { Dependencies } from './dependencies.ts';
import { lockRole } from './lock-role.ts';
import type { Role } from './role.ts';
import { roleEvent } from './role-event.ts';
import { readRole } from './role-input.ts';

export interface ChangeRole {
  readonly by: Actor;
  readonly roleId: number;
  /** What is left out stays. */
  readonly name?: string | undefined;
  readonly label?: string | undefined;
  /** All that it holds from now on. */
  readonly permissions?: readonly string[] | undefined;
}

/**
 * Calls a role something else, or changes what it holds: within a second for all who have it, and no row of theirs is written. Asks for
 * `stagedoor.change_role`, for all that the role holds, and for what it is given; for another name while somebody has it, of a superuser: who has it
 * has the new name, which a rule may ask for.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `invalid-input` as `createRole`
 */
export async function changeRole(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { by, roleId, name, label, permissions }: ChangeRole,
): Promise<Role> {
  const now = clock.now();
  return await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    // Whoever acts, then names, then rows, as everywhere: of two such acts nobody waits in a ring.
    const names = name === undefined ? [] : await stores.roles.holdNames();
    const before = await lockRole(stores, act, { roleId, permission: 'stagedoor.change_role' });
    await requireKnown(stores, 'permissions', permissions ?? []);
    requireHeld(act, permissions ?? []);
    const isCalledOtherwise = name !== undefined && visibleName(name) !== before.name;
    if (isCalledOtherwise && (await stores.roles.countAssignments(roleId)) > 0) requireSuperuser(act);
    const wanted = readRole({
      name: name ?? before.name,
      label: label ?? before.label,
      permissions: permissions ?? before.permissions,
    });
    const role = { id: roleId, ...wanted };
    // Nobody is told of it, and no node looks at who has it anew.
    if (isSameRole(before, role)) return before;
    if (isCalledOtherwise && isTakenName(names, role)) throw roleNameTaken();
    if (!(await stores.roles.update(role))) throw roleNameTaken();
    const detail = { before: before.name, permissions: role.permissions.join() };
    await stores.audit.append(roleEvent('role-change', act, { role, detail }));
    return role;
  });
}

function isSameRole(one: Role, other: Role): boolean {
  return (
    one.name === other.name &&
    one.label === other.label &&
    [...one.permissions].sort().join() === [...other.permissions].sort().join()
  );
}
