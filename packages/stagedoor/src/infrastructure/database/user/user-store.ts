import { type Insertable, type Kysely, sql, type Updateable } from 'kysely';
import { defaultExtraValues } from '../../../core/user/profile-fields.ts';
import type { ExtraValues, NewUser, User, UserChanges } from '../../../core/user/user.ts';
import type { UserStore } from '../../../core/user/user-store.ts';
import { canonicalUsername } from '../../../core/user/username.ts';
import { opaqueId, opaqueText, touchedAny } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction, unlessConstrained, unlessTaken } from '../transaction.ts';
import { unhurried } from '../unhurried.ts';
import { insertDeletedUser, selectSomebody } from './deleted-users.ts';
import { filterUsers } from './filter-users.ts';
import { lockUser } from './lock-user.ts';
import { listNameClashes } from './name-clashes.ts';
import type { UserTable } from './tables.ts';
import { lockUnactivated, selectUnactivated } from './unactivated-users.ts';
import { toUser, type UserRow } from './user-row.ts';

export function createUserStore(context: StoreContext): UserStore {
  const { db, dialect, extraFields } = context;
  const read = ({ rows: [row] }: { rows: UserRow[] }): User | null => (row ? toUser(row, extraFields) : null);
  return {
    findById: async (id) => read(await findById(context, { id })),
    lockById: async (id) => {
      await lockUser(context, id);
      return read(await findById(context, { id }));
    },
    findByUsernameKey: async (key) => read(await findByUsernameKey(context, { key })),
    findByEmailKey: async (emailKey) => read(await findByEmailKey(context, { emailKey })),
    listClaimants: async (emailKey, limit, order) => {
      const find = order === 'oldest-first' ? findOldestClaimants : findYoungestClaimants;
      const { rows } = await find(context, { emailKey, limit });
      return rows.map((row) => toUser(row, extraFields));
    },
    listClaimantsFrom: async (emailKey, limit, fromId) => {
      const { rows } = await findClaimantsFrom(context, { emailKey, limit, fromId });
      return rows.map((row) => toUser(row, extraFields));
    },
    create: (user) => createUser(context, user),
    update: (id, changes) => updateUser(context, id, changes),
    revokeAll: (id) => revokeAll(db, id),
    replacePasswordHash: async (id, expected, password) => {
      const update = db.updateTable('auth_user').set({ password }).where('id', '=', id);
      return touchedAny(await update.where('password', '=', expected).executeTakeFirst());
    },
    takeWelcome: async (id) => {
      const update = db.updateTable('auth_user').set({ awaits_welcome: false }).where('id', '=', id);
      return touchedAny(await update.where('awaits_welcome', '=', true).executeTakeFirst());
    },
    delete: async (id) =>
      inTransaction(db, async (tx) => {
        const removal = tx.deleteFrom('auth_user').where('id', '=', id);
        const removed = await unlessConstrained(tx, () => unhurried({ db: tx as never, dialect }, removal));
        if (removed === null) return 'needed';
        return touchedAny(removed) ? 'deleted' : 'missing';
      }),
    createDeleted: (deleted) => insertDeletedUser(db, extraFields, deleted),
    lockUnactivated: (id, joinedBefore) => lockUnactivated(context, id, joinedBefore),
    countSuperusers: () => countSuperusers(context),
    findUnactivated: async (joinedBefore, limit) => {
      const rows = await selectUnactivated(db, joinedBefore).orderBy('u.date_joined').limit(limit).execute();
      return rows.map((row) => row.id);
    },
    listNameClashes: (limit) => listNameClashes(db, limit),
    list: async ({ afterId, limit, inGroup, ...filter }) => {
      const users = filterUsers(selectSomebody(db, extraFields), filter, dialect).where('u.id', '>', afterId);
      const inOrder =
        inGroup === undefined
          ? users.orderBy('u.id')
          : users
              .innerJoin('auth_user_groups as member', 'member.user_id', 'u.id')
              .where('member.group_id', '=', inGroup)
              .where('member.user_id', '>', afterId)
              .orderBy('member.user_id');
      const rows = await inOrder.limit(limit).execute();
      return rows.map((row) => toUser(row, extraFields));
    },
  };
}

const findById = compileOnce(({ db, extraFields }: StoreContext, { id }: { id: number }) =>
  selectSomebody(db, extraFields).where('u.id', '=', opaqueId(id)),
);

const findByUsernameKey = compileOnce(({ db, extraFields }: StoreContext, { key }: { key: string }) =>
  selectSomebody(db, extraFields).where('u.username_key', '=', opaqueText(key)),
);

const findByEmailKey = compileOnce(
  ({ db, extraFields }: StoreContext, { emailKey }: { emailKey: string }) => {
    const address = db.selectFrom('account_emailaddress').select('user_id').where('email_key', '=', emailKey);
    return selectSomebody(db, extraFields).where('u.id', '=', address.where('verified', '=', sql.lit(true)));
  },
);

/** A copied row may have its key and not be verified: it is a claim like the others. */
const findYoungestClaimants = compileClaimants('desc');
const findOldestClaimants = compileClaimants('asc');

function compileClaimants(byAge: 'asc' | 'desc') {
  return compileOnce((context: StoreContext, { emailKey, limit }: { emailKey: string; limit: number }) => {
    const users = selectClaimants(context, emailKey);
    return users.orderBy('u.date_joined', byAge).orderBy('u.id').limit(sql<number>`${limit}`);
  });
}

const findClaimantsFrom = compileOnce(
  (
    context: StoreContext,
    { emailKey, limit, fromId }: { emailKey: string; limit: number; fromId: number },
  ) => {
    const isPast = sql`case when u.id < ${fromId} then 1 else 0 end`;
    const users = selectClaimants(context, emailKey).orderBy(isPast);
    return users.orderBy('u.id').limit(sql<number>`${limit}`);
  },
);

function selectClaimants({ db, extraFields }: StoreContext, emailKey: string) {
  const claims = db
    .selectFrom('account_emailaddress')
    .select('user_id')
    .where(({ eb, or }) => or([eb('unproved_key', '=', emailKey), eb('email_key', '=', emailKey)]))
    .where('verified', '=', sql.lit(false))
    .where('primary', '=', sql.lit(true));
  return selectSomebody(db, extraFields).where('u.id', 'in', claims);
}

async function createUser(context: StoreContext, user: NewUser): Promise<boolean> {
  const { extraFields } = context;
  const columns = {
    ...onlyConfigured({ ...defaultExtraValues(extraFields), ...user.extra }, extraFields),
    id: user.id,
    password: user.passwordHash,
    managed_by: user.managedBy ?? null,
    is_superuser: user.isSuperuser,
    username: user.username,
    username_key: keyOf(user.username),
    first_name: user.firstName,
    last_name: user.lastName,
    is_staff: user.isStaff,
    is_active: user.isActive,
    date_joined: user.dateJoined,
    must_change_password: user.mustChangePassword ?? false,
    language: user.language,
    time_zone: user.timeZone ?? null,
    awaits_welcome: user.awaitsWelcome ?? false,
  };
  return touchedAny(await insertUser(context, columns));
}

const insertUser = compileOnce(({ db }: StoreContext, columns: Insertable<UserTable>) =>
  db
    .insertInto('auth_user')
    .values(columns)
    .onConflict((conflict) => conflict.doNothing()),
);

async function updateUser(context: StoreContext, id: number, changes: UserChanges): Promise<boolean> {
  const extras = onlyConfigured(changes.extra ?? {}, context.extraFields);
  const given = Object.entries(changedColumns(changes)).filter(([, value]) => value !== undefined);
  const update = () => updateRow(context, { ...extras, ...Object.fromEntries(given), id });
  if (changes.username === undefined) return touchedAny(await update());
  const result = await unlessTaken(context.db, update);
  return result !== null && touchedAny(result);
}

const updateRow = compileOnce(
  ({ db }: StoreContext, { id, ...columns }: { id: number } & Updateable<UserTable>) =>
    db
      .updateTable('auth_user')
      .set(columns)
      .set((eb) => ({ row_version: eb('row_version', '+', 1) }))
      .where('id', '=', id),
);

function changedColumns(changes: UserChanges): Updateable<UserTable> {
  const { username } = changes;
  return {
    username,
    username_key: username === undefined ? undefined : keyOf(username),
    first_name: changes.firstName,
    last_name: changes.lastName,
    password: changes.passwordHash,
    managed_by: changes.managedBy,
    is_active: changes.isActive,
    is_staff: changes.isStaff,
    is_superuser: changes.isSuperuser,
    must_change_password: changes.mustChangePassword,
    language: changes.language,
    time_zone: changes.timeZone,
    last_login: changes.lastLogin,
  };
}

/** Values of configured fields only: their names are columns, everything else is dropped. */
function onlyConfigured(values: ExtraValues, extraFields: StoreContext['extraFields']): object {
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(extraFields, name)));
}

function keyOf(username: string | null): string | null {
  return username === null ? null : canonicalUsername(username);
}

async function revokeAll(db: Kysely<Tables>, id: number): Promise<number> {
  const update = db
    .updateTable('auth_user')
    .set((eb) => ({ security_version: eb('security_version', '+', 1) }))
    .where('id', '=', id);
  const row = await update.returning('security_version').executeTakeFirstOrThrow();
  return row.security_version;
}

/** Locks them, always in the same order: of two last administrators who leave at once, one stays. */
async function countSuperusers({ db, dialect }: StoreContext): Promise<number> {
  const superusers = db
    .selectFrom('auth_user')
    .select('id')
    .where('is_superuser', '=', true)
    .where('is_active', '=', true)
    .orderBy('id');
  return (await (dialect === 'postgres' ? superusers.forUpdate() : superusers).execute()).length;
}
