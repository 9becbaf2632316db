import { lockActor } from '../../core/access/lock-actor.ts';
import type { Stores } from '../../core/dependencies.ts';
import { changeRole } from '../../core/role/change-role.ts';
import { createRole } from '../../core/role/create-role.ts';
import { deleteRole } from '../../core/role/delete-role.ts';
import { lockRole } from '../../core/role/lock-role.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import { readNewRow, readPatch, readReplacement, type Values } from '../read/read-row.ts';
import { actorFor, namesIn, onHeldRow, type Writes } from './writing.ts';

/** Writes roles by their use cases, all that one request says in one transaction. */
export function writeRoles(writes: Writes): Pick<GuardedRows, 'create' | 'update' | 'replace' | 'remove'> {
  const { resource, ports, rows } = writes;
  const changeAs =
    (read: typeof readPatch): GuardedRows['update'] =>
    async (by, seen, sent) => {
      await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'change');
      const values = read(resource, sent);
      const act = { actor, now: by.now, roleId: seen.id };
      await onHeldRow(writes, seen, {
        hold: holding({ ...act, permission: 'stagedoor.change_role', isNamed: values.name !== undefined }),
        act: async (within, held) => {
          await changeRole(within, { by: actor, roleId: seen.id, ...saidIn(values, String(held.name)) });
        },
      });
      return await rows.get(by, seen.id);
    };
  return {
    async create(by, sent) {
      const actor = actorFor(writes, by, 'add');
      const values = readNewRow(resource, sent);
      const { id } = await createRole(ports, { by: actor, name: String(values.name), ...saidIn(values) });
      return await rows.get({ ...by, principal: actor }, id);
    },
    update: changeAs(readPatch),
    replace: changeAs(readReplacement),
    async remove(by, seen) {
      await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'delete');
      const act = { actor, now: by.now, roleId: seen.id };
      await onHeldRow(writes, seen, {
        hold: holding({ ...act, permission: 'stagedoor.delete_role', isNamed: false }),
        // Whoever says which version they saw has seen how often it was given.
        act: (within, held) => {
          const assignments = seen.version === null ? 0 : Number(held.assignments);
          return deleteRole(within, { by: actor, roleId: seen.id, assignments });
        },
      });
    },
  };
}

interface Holding {
  readonly actor: Principal;
  readonly now: Date;
  readonly roleId: number;
  readonly permission: string;
  /** Whether it gets another name. */
  readonly isNamed: boolean;
}

/** Whoever acts, then the names where it gets another one, then the role: as everywhere, so that of two such acts nobody waits in a ring. */
function holding({ actor, now, isNamed, ...role }: Holding): (stores: Stores) => Promise<unknown> {
  return async (stores) => {
    const act = await lockActor(stores, { by: actor, now });
    if (isNamed) await stores.roles.holdNames();
    await lockRole(stores, act, role);
  };
}

type Said = Omit<Parameters<typeof changeRole>[1], 'by' | 'roleId'>;

/** What is left out stays, or begins as the use case says; a blank label is the name, the one that it has where none is sent. */
function saidIn({ name, label: given, permissions }: Values, heldName?: string): Said {
  const label = given === '' ? (name ?? heldName) : given;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    ...(permissions === undefined ? {} : { permissions: namesIn(permissions) }),
  };
}
