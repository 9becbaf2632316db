import type { Role } from '../../../core/role/role.ts';
import type { RoleAssignment, RoleStore } from '../../../core/role/role-store.ts';
import { touchedAny } from '../column-values.ts';
import { holdNamesOf } from '../permission/hold-names.ts';
import { rolePermissionsColumn, rolePermissionsIn } from '../permission/role-permissions.ts';
import type { StoreContext } from '../store-context.ts';
import { unlessTaken } from '../transaction.ts';
import { listHeld, rightsIn } from './held-roles.ts';

export function createRoleStore(context: StoreContext): RoleStore {
  const { db, dialect } = context;
  const roles = () => db.selectFrom('stagedoor_role').select(['id', 'name', 'label', 'permissions']);
  const one = async (found: ReturnType<typeof roles>) => toMaybeRole(await found.executeTakeFirst());
  return {
    findById: (id) => one(roles().where('id', '=', id)),
    findByName: (name) => one(roles().where('name', '=', name)),
    lockById: (id) => {
      const found = roles().where('id', '=', id);
      // On SQLite the transaction has the database to itself already.
      return one(dialect === 'postgres' ? found.forUpdate() : found);
    },
    list: async ({ afterId, limit }) =>
      (await roles().where('id', '>', afterId).orderBy('id').limit(limit).execute()).map(toRole),
    holdNames: async () => {
      await holdNamesOf('stagedoor_role', context);
      return await db.selectFrom('stagedoor_role').select(['id', 'name']).execute();
    },
    create: async (role) => {
      const insert = db.insertInto('stagedoor_role').values(toColumns(role));
      const made = await insert
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return made ? { ...role, id: made.id } : null;
    },
    update: async ({ id, ...role }) => {
      const update = db.updateTable('stagedoor_role').set(toColumns(role)).where('id', '=', id);
      const updated = await unlessTaken(db, () => update.executeTakeFirstOrThrow());
      return updated !== null && touchedAny(updated);
    },
    delete: async (id) =>
      touchedAny(await db.deleteFrom('stagedoor_role').where('id', '=', id).executeTakeFirstOrThrow()),
    countAssignments: async (id) => {
      const assigned = db.selectFrom('stagedoor_role_assignment').where('role_id', '=', id);
      const { count } = await assigned
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    assign: async (assignment) => {
      const insert = db.insertInto('stagedoor_role_assignment').values(assignmentColumns(assignment));
      const given = insert.onConflict((conflict) => conflict.doNothing());
      return touchedAny(await given.executeTakeFirstOrThrow());
    },
    unassign: async ({ userId, roleId, organizationId }) => {
      const removal = db
        .deleteFrom('stagedoor_role_assignment')
        .where('user_id', '=', userId)
        .where('role_id', '=', roleId)
        .where('organization_id', organizationId === null ? 'is' : '=', organizationId);
      return touchedAny(await removal.executeTakeFirstOrThrow());
    },
    listHeld: (userId) => listHeld(context, userId),
    rightsIn: (userId, organizationId) => rightsIn(context, { userId, organizationId }),
  };
}

interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly label: string;
  readonly permissions: string;
}

function toMaybeRole(row: RoleRow | undefined): Role | null {
  return row === undefined ? null : toRole(row);
}

function toRole({ permissions, ...row }: RoleRow): Role {
  return { ...row, permissions: rolePermissionsIn(permissions) };
}

function toColumns({ permissions, name, label }: Omit<Role, 'id'>) {
  return { name, label, permissions: rolePermissionsColumn(permissions) };
}

function assignmentColumns({ userId, roleId, organizationId }: RoleAssignment) {
  return { user_id: userId, role_id: roleId, organization_id: organizationId };
}
