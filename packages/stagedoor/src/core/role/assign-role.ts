import type { Actor } from '../access/actor.ts';
import type { LockedAct } from '../access/lock-actor.ts';
import { nameOfRole } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { requireOutranks } from '../access/require-outranks.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { lockRole } from './lock-role.ts';
import { roleEvent } from './role-event.ts';

export interface AssignRole {
  readonly by: Actor;
  readonly userId: number;
  readonly roleId: number;
  /** Left out for everywhere; else one that the user is a member of. */
  readonly organizationId?: number | undefined;
}

interface AssignmentChange {
  readonly write: 'assign' | 'unassign';
  readonly action: 'role-assign' | 'role-unassign';
  readonly permission: string;
}

type Ports = Pick<Dependencies, 'transact' | 'clock' | 'settings'>;

/**
 * Gives somebody a role, everywhere or in one organization, and answers whether they had it not. Asks for both ends of it: for
 * `auth.change_user`, of who does not stand below the user, and for `stagedoor.add_roleassignment`, of who holds all that the role holds and has
 * it themselves, everywhere or there: its name is a right too. A superuser need not.
 *
 * @throws AccountsError `permission-denied`; `not-found` for no such user or role; `invalid-input` at `organization` (`not_a_member`)
 * @example
 * await stagedoor.useCases.role.assign({ by: principal, userId: ana.id, roleId: editor.id });
 */
export async function assignRole(ports: Ports, input: AssignRole): Promise<boolean> {
  const permission = 'stagedoor.add_roleassignment';
  return await change(ports, input, { write: 'assign', action: 'role-assign', permission });
}

/** Takes a role from somebody, everywhere or in one organization; answers whether they had it. @throws AccountsError as `assignRole` */
export async function unassignRole(ports: Ports, input: AssignRole): Promise<boolean> {
  const permission = 'stagedoor.delete_roleassignment';
  return await change(ports, input, { write: 'unassign', action: 'role-unassign', permission });
}

async function change(
  { transact, clock, settings }: Ports,
  { by, userId, roleId, organizationId }: AssignRole,
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
    if (organizationId !== undefined) await requireMember(stores, userId, organizationId);
    if (!(await hasThere(stores, act, { role: role.name, organizationId })))
      requireNames(act, { names: [nameOfRole(role.name)], fields: settings.extraFields });
    const assignment = { userId, roleId, organizationId: organizationId ?? null };
    if (!(await stores.roles[write](assignment))) return false;
    await stores.sessions.markKeysDue(userId);
    const detail = { organization: organizationId ?? null };
    await stores.audit.append(roleEvent(action, act, { role, userId, detail }));
    return true;
  });
}

async function requireMember(
  { roles }: Pick<Stores, 'roles'>,
  userId: number,
  organizationId: number,
): Promise<void> {
  const { membership } = await roles.rightsIn(userId, organizationId);
  if (membership === null) throw fieldRefusal('organization', 'not_a_member');
}

/** Whether whoever acts has the role in the organization themselves. */
async function hasThere(
  { roles }: Pick<Stores, 'roles'>,
  act: LockedAct,
  { role, organizationId }: { readonly role: string; readonly organizationId: number | undefined },
): Promise<boolean> {
  if (act.by === 'operator' || organizationId === undefined || !act.actor.isWhole) return false;
  return (await roles.rightsIn(act.by.user.id, organizationId)).roles.includes(role);
}
