import { createHash } from 'node:crypto';
import type { Dependencies } from '../../core/dependencies.ts';
import { setGroupPermissions } from '../../core/group/change-group-permissions.ts';
import { createGroup } from '../../core/group/create-group.ts';
import { deleteGroup } from '../../core/group/delete-group.ts';
import { renameGroup } from '../../core/group/rename-group.ts';
import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import { readPatch, readReplacement, type Values } from '../read/read-row.ts';
import type { Resource } from '../resource.ts';
import type { StoredRow } from '../resource-store.ts';
import { actorFor, inside, type ReadRows, requireVersion } from './writing.ts';

/** What groups are written through. */
export interface GroupWrites {
  readonly resource: Resource;
  readonly ports: Dependencies;
  readonly rows: ReadRows;
}

/** Groups as they are read, each with a version made of what it says: Django's table has none. */
export function versioned(rows: GuardedRows): GuardedRows {
  return {
    ...rows,
    list: async (by, query) => (await rows.list(by, query)).map(withVersion),
    get: async (by, id) => withVersion(await rows.get(by, id)),
  };
}

function withVersion(row: StoredRow): StoredRow {
  const said = createHash('sha256').update(JSON.stringify(row)).digest();
  return { ...row, version: said.readUIntBE(0, 6) };
}

/** Writes groups and what they hold by the use cases, all that one request says in one transaction. */
export function writeGroups({
  resource,
  ports,
  rows,
}: GroupWrites): Pick<GuardedRows, 'create' | 'update' | 'replace' | 'remove'> {
  const changeAs =
    (read: typeof readPatch): GuardedRows['update'] =>
    async (by, { id, version }, sent) => {
      const before = await rows.get(by, id);
      const actor = actorFor(resource, by, 'change');
      requireVersion(before, version);
      await apply(ports, { by: actor, groupId: id }, read(resource, sent));
      return await rows.get(by, id);
    };
  return {
    async create(by, sent) {
      const actor = actorFor(resource, by, 'add');
      const { name, permissions } = readReplacement(resource, sent);
      const { id } = await ports.transact(async (stores) => {
        const group = await createGroup(inside(ports, stores), { by: actor, name: String(name) });
        const held = permissions === undefined ? [] : namesIn(permissions);
        if (held.length > 0)
          await apply(inside(ports, stores), { by: actor, groupId: group.id }, { permissions });
        return group;
      });
      return await rows.get({ ...by, principal: actor }, id);
    },
    update: changeAs(readPatch),
    replace: changeAs(readReplacement),
    async remove(by, { id, version }) {
      const before = await rows.get(by, id);
      const actor = actorFor(resource, by, 'delete');
      requireVersion(before, version);
      await deleteGroup(ports, { by: actor, groupId: id });
    },
  };
}

async function apply(
  ports: Dependencies,
  { by, groupId }: { readonly by: Principal; readonly groupId: number },
  { name, permissions }: Values,
): Promise<void> {
  await ports.transact(async (stores) => {
    const within = inside(ports, stores);
    if (typeof name === 'string') await renameGroup(within, { by, groupId, name });
    if (permissions === undefined) return;
    await setGroupPermissions(within, { by, groupId, permissions: namesIn(permissions) });
  });
}

/** @throws AccountsError `invalid-input` at `permissions` for what is no list of names */
function namesIn(permissions: unknown): readonly string[] {
  if (!Array.isArray(permissions))
    throw fieldRefusal('permissions', 'not_a_list', { input_type: typeof permissions });
  if (!permissions.every((name): name is string => typeof name === 'string'))
    throw fieldRefusal('permissions', 'invalid_string');
  return [...new Set(permissions)];
}
