import { lockActor } from '../../core/access/lock-actor.ts';
import type { Dependencies, Stores } from '../../core/dependencies.ts';
import { setGroupPermissions } from '../../core/group/change-group-permissions.ts';
import { createGroup } from '../../core/group/create-group.ts';
import { deleteGroup } from '../../core/group/delete-group.ts';
import { type ActOnGroup, lockGroup } from '../../core/group/lock-group.ts';
import { renameGroup } from '../../core/group/rename-group.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import type { OnBehalf } from '../on-behalf.ts';
import { readNewRow, readPatch, readReplacement, type Values } from '../read/read-row.ts';
import { actorFor, inside, namesIn, onHeldRow, type Writes } from './writing.ts';

/** Writes groups and what they hold by the use cases, all that one request says in one transaction. */
export function writeGroups(writes: Writes): Pick<GuardedRows, 'create' | 'update' | 'replace' | 'remove'> {
  const { resource, ports, rows } = writes;
  const changeAs =
    (read: typeof readPatch): GuardedRows['update'] =>
    async (by, seen, sent) => {
      await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'change');
      const values = read(resource, sent);
      await onHeldRow(writes, seen, {
        hold: holding(by, { actor, groupId: seen.id, permission: 'auth.change_group', values }),
        act: (within) => apply(within, { by: actor, groupId: seen.id }, values),
      });
      return await rows.get(by, seen.id);
    };
  return {
    async create(by, sent) {
      const actor = actorFor(writes, by, 'add');
      const { name, permissions } = readNewRow(resource, sent);
      const { id } = await ports.transact(async (stores) => {
        const within = inside(ports, stores);
        const group = await createGroup(within, { by: actor, name: String(name) });
        const held = permissions === undefined ? [] : namesIn(permissions);
        if (held.length > 0) await apply(within, { by: actor, groupId: group.id }, { permissions });
        return group;
      });
      return await rows.get({ ...by, principal: actor }, id);
    },
    update: changeAs(readPatch),
    replace: changeAs(readReplacement),
    async remove(by, seen) {
      await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'delete');
      await onHeldRow(writes, seen, {
        hold: holding(by, { actor, groupId: seen.id, permission: 'auth.delete_group', values: {} }),
        act: (within) => deleteGroup(within, { by: actor, groupId: seen.id }),
      });
    },
  };
}

/** Whoever acts, then the names where it gets another one, then the group: as everywhere, so that of two such acts nobody waits in a ring. */
function holding(
  { now }: OnBehalf,
  { actor, values, ...group }: ActOnGroup & { readonly actor: Principal; readonly values: Values },
): (stores: Stores) => Promise<unknown> {
  return async (stores) => {
    const act = await lockActor(stores, { by: actor, now });
    if (values.name !== undefined) await stores.groups.holdNames();
    await lockGroup(stores, act, group);
  };
}

async function apply(
  within: Dependencies,
  { by, groupId }: { readonly by: Principal; readonly groupId: number },
  { name, permissions }: Values,
): Promise<void> {
  if (typeof name === 'string') await renameGroup(within, { by, groupId, name });
  if (permissions === undefined) return;
  await setGroupPermissions(within, { by, groupId, permissions: namesIn(permissions) });
}
