import type { Actor } from '../access/actor.ts';
import { lockActor } from '../access/lock-actor.ts';
import { requireHeld } from '../access/require-held.ts';
import { requireKnown } from '../access/require-known.ts';
import { isTakenName } from '../access/visible-name-problems.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';
import type { Role } from './role.ts';
import { roleEvent } from './role-event.ts';
import { readRole } from './role-input.ts';

export interface CreateRole {
  readonly by: Actor;
  readonly name: string;
  /** The name, where it is left out. */
  readonly label?: string | undefined;
  /** `app_label.codename`; none where it is left out. */
  readonly permissions?: readonly string[] | undefined;
}

/**
 * Makes a role that nobody has yet. Asks for `stagedoor.add_role`, and for all that the role is to hold.
 *
 * @throws AccountsError `permission-denied`; `invalid-input` at `name` for one that is taken, reserved (`owner`, `admin`, `member`), blank or longer than 20 characters, at
 *   `permissions` for one that is not there
 * @example
 * const editor = await stagedoor.useCases.role.create({ by: 'operator', name: 'editor', label: 'Editor' });
 */
export async function createRole(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { by, name, label = name, permissions = [] }: CreateRole,
): Promise<Role> {
  const now = clock.now();
  return await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    requireHeld(act, ['stagedoor.add_role']);
    await requireKnown(stores, 'permissions', permissions);
    requireHeld(act, permissions);
    const read = readRole({ name, label, permissions });
    if (isTakenName(await stores.roles.holdNames(), read)) throw roleNameTaken();
    const role = await stores.roles.create(read);
    if (role === null) throw roleNameTaken();
    await stores.audit.append(
      roleEvent('role-create', act, { role, detail: { permissions: role.permissions.join() } }),
    );
    return role;
  });
}

export function roleNameTaken() {
  return fieldRefusal('name', 'role_name_taken');
}
