import { sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { GroupStore } from '../../../core/permission/group-store.ts';
import { touchedAny, touchedCount } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import { unlessTaken } from '../transaction.ts';
import { holdNamesOf } from './hold-names.ts';
import { selectNamed, toNamed } from './permission-rows.ts';
import { rightsColumns, toRights } from './rights.ts';

const MEMBERS_AT_ONCE = 5_000;

export function createGroupStore(context: StoreContext): GroupStore {
  const { db, dialect } = context;
  const groups = () => db.selectFrom('auth_group').select(['id', 'name']);
  const givenTo = (id: number) => db.selectFrom('auth_group_permissions').where('group_id', '=', id);
  return {
    rightsOfUser: async (userId) => {
      const { rows } = await rightsOfUser(context, { userId });
      const [row] = rows;
      if (row === undefined) throw new PlainError('A statement without a table answers one row.');
      return toRights(row);
    },
    findById: async (id) => (await groups().where('id', '=', id).executeTakeFirst()) ?? null,
    findByName: async (name) => (await groups().where('name', '=', name).executeTakeFirst()) ?? null,
    lockById: async (id) => {
      const found = groups().where('id', '=', id);
      // On SQLite the transaction has the database to itself already.
      const locked = dialect === 'postgres' ? found.forUpdate() : found;
      return (await locked.executeTakeFirst()) ?? null;
    },
    list: ({ afterId, limit }) => groups().where('id', '>', afterId).orderBy('id').limit(limit).execute(),
    holdNames: async () => {
      await holdNamesOf('auth_group', context);
      return await groups().execute();
    },
    create: async (name) => {
      const insert = db.insertInto('auth_group').values({ name });
      const made = await insert
        .onConflict((conflict) => conflict.doNothing())
        .returning(['id', 'name'])
        .executeTakeFirst();
      return made ?? null;
    },
    rename: async (id, name) => {
      const update = db.updateTable('auth_group').set({ name }).where('id', '=', id);
      const renamed = await unlessTaken(db, () => update.executeTakeFirstOrThrow());
      return renamed !== null && touchedAny(renamed);
    },
    delete: async (id) => {
      await removeMembers(context, id);
      return touchedAny(await db.deleteFrom('auth_group').where('id', '=', id).executeTakeFirstOrThrow());
    },
    countMembers: async (id) => {
      const members = db.selectFrom('auth_user_groups').where('group_id', '=', id);
      const { count } = await members
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    permissionsOf: async (id) =>
      toNamed(
        await selectNamed(db).where('permission.id', 'in', givenTo(id).select('permission_id')).execute(),
      ),
    grant: async (id, names) => {
      if (names.length === 0) return;
      const given = selectIds(context, names).select(sql<number>`cast(${id} as bigint)`.as('group_id'));
      await db
        .insertInto('auth_group_permissions')
        .columns(['permission_id', 'group_id'])
        .expression(given)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    revoke: async (id, names) => {
      if (names.length === 0) return;
      await db
        .deleteFrom('auth_group_permissions')
        .where('group_id', '=', id)
        .where('permission_id', 'in', selectIds(context, names))
        .execute();
    },
    addMember: async (id, userId) => {
      const membership = db.insertInto('auth_user_groups').values({ group_id: id, user_id: userId });
      const added = membership.onConflict((conflict) => conflict.doNothing());
      return touchedAny(await added.executeTakeFirstOrThrow());
    },
    removeMember: async (id, userId) => {
      const membership = db.deleteFrom('auth_user_groups').where('group_id', '=', id);
      return touchedAny(await membership.where('user_id', '=', userId).executeTakeFirstOrThrow());
    },
  };
}

const rightsOfUser = compileOnce(({ db, dialect }: StoreContext, { userId }: { userId: number }) =>
  db
    .selectFrom(sql<{ id: number }>`(select cast(${userId} as bigint) as id)`.as('asked'))
    .select(({ ref }) => rightsColumns(dialect, ref('asked.id'))),
);

/** In parts: each membership writes the row of its member too, and of any number of them one statement would run out of its time. */
async function removeMembers({ db }: StoreContext, id: number): Promise<void> {
  const members = db.selectFrom('auth_user_groups').select('id').where('group_id', '=', id);
  const part = db.deleteFrom('auth_user_groups').where('id', 'in', members.limit(MEMBERS_AT_ONCE));
  while (touchedCount(await part.executeTakeFirstOrThrow()) === MEMBERS_AT_ONCE);
}

function selectIds({ db }: StoreContext, names: readonly string[]) {
  return selectNamed(db)
    .clearSelect()
    .select('permission.id as permission_id')
    .where(sql<string>`type.app_label || '.' || permission.codename`, 'in', names);
}
