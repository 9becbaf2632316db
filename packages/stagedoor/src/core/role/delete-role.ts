import type { Actor } from '../access/actor.ts';
import { lockActor } from '../access/lock-actor.ts';
import { nameOfRole } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';
import { lockRole } from './lock-role.ts';
import { roleEvent } from './role-event.ts';

export interface DeleteRole {
  readonly by: Actor;
  readonly roleId: number;
  /** How often it was given, to be said for one that was: so nobody takes from many what they thought was nobody's. */
  readonly assignments?: number | undefined;
}

/**
 * Removes a role; who has it loses what it gave them, within a second. Asks for `stagedoor.delete_role` and all that the role holds;
 * and while somebody has it, of who has it everywhere: it is taken from each of them, whom they may not act on one by one.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `invalid-input` at `assignments` (`role_in_use` with `count`) where it was
 *   given another number of times
 */
export async function deleteRole(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, roleId, assignments = 0 }: DeleteRole,
): Promise<void> {
  const now = clock.now();
  await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    const role = await lockRole(stores, act, { roleId, permission: 'stagedoor.delete_role' });
    const count = await stores.roles.countAssignments(roleId);
    if (count !== assignments) throw fieldRefusal('assignments', 'role_in_use', { count });
    if (count > 0) requireNames(act, { names: [nameOfRole(role.name)], fields: settings.extraFields });
    await stores.roles.delete(roleId);
    await stores.audit.append(roleEvent('role-delete', act, { role, detail: { assignments: count } }));
  });
}
