import type { Actor } from '../access/actor.ts';
import { nameOfRole } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { requireOutranks } from '../access/require-outranks.ts';
import type { Dependencies } from './dependencies.ts';
import { lockRole } from './lock-role.ts';
import { roleEvent } from './role-event.ts';

export interface AssignRole {
  readonly by: Actor;
  readonly userId: number;
  readonly roleId: number;
}

interface AssignmentChange {
  readonly write: 'assign' | 'unassign';
  readonly action: 'role-assign' | 'role-unassign';
  readonly permission: string;
}

type Ports = Pick<Dependencies, 'transact' | 'clock' | 'settings'>;

/**
 * Gives somebody a role everywhere, and answers whether they had it not; in an organization it is `organization.assignRole` that does. Asks for
 * both ends of it: for `auth.change_user`, of who does not stand below the user, and for `stagedoor.add_roleassignment`, of who holds all that the
 * role holds and has it themselves: its name is a right too. A superuser need not.
 *
 * @throws AccountsError `permission-denied`; `not-found` for no such user or role
 * @example
 * await stagedoor.useCases.role.assign({ by: principal, userId: ana.id, roleId: editor.id });
 */
export async function assignRole(ports: Ports, input: AssignRole): Promise<boolean> {
  const permission = 'stagedoor.add_roleassignment';
  return await change(ports, input, { write: 'assign', action: 'role-assign', permission });
}

/** Takes a role that somebody has everywhere; answers whether they had it. @throws AccountsError as `assignRole` */
export async function unassignRole(ports: Ports, input: AssignRole): Promise<boolean> {
  const permission = 'stagedoor.delete_roleassignment';
  return await change(ports, input, { write: 'unassign', action: 'role-unassign', permission });
}

async function change(
  { transact, clock, settings }: Ports,
  { by, userId, roleId }: AssignRole,
  { write, action, permission }: AssignmentChange,
): Promise<boolean> {
  const now = clock.now();
  return await transact(async (stores) => {
    const { act } = await requireOutranks(
      stores,
      { by, now },
      {
        userId,
        permission: 'auth.change_user',
        fields: settings.extraFields,
      },
    );
    const role = await lockRole(stores, act, { roleId, permission });
    requireNames(act, { names: [nameOfRole(role.name)], fields: settings.extraFields });
    if (!(await stores.roles[write]({ userId, roleId, organizationId: null }))) return false;
    await stores.sessions.markKeysDue(userId);
    const detail = { organization: null };
    await stores.audit.append(roleEvent(action, act, { role, userId, detail }));
    return true;
  });
}
