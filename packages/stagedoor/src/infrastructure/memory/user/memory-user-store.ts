import { isUnactivated } from '../../../core/account/activation/until-activated.ts';
import { canonicalEmail } from '../../../core/kernel/email.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { defaultExtraValues } from '../../../core/user/profile-fields.ts';
import type { User, UserChanges } from '../../../core/user/user.ts';
import type { HeldPermission, NameClash, UserFilter, UserStore } from '../../../core/user/user-store.ts';
import { canonicalUsername } from '../../../core/user/username.ts';
import { type Access, type MemoryState, removeWhere } from '../memory-state.ts';
import { removeMemberships } from '../remove-memberships.ts';
import { findByEmailKey } from './find-by-email-key.ts';
import type { UserRow } from './rows.ts';

/** Users in memory; `extraFields` gives new users the defaults that columns would. */
export function createMemoryUserStore(access: Access, extraFields: ExtraFields): UserStore {
  return {
    findById: (id) => access((state) => readUser(state, id)),
    lockById: (id) => access((state) => readUser(state, id)),
    findByUsernameKey: (usernameKey) =>
      access((state) => findUser(state, (row) => row.usernameKey === usernameKey)),
    findByEmailKey: (emailKey) =>
      access((state) => {
        const address = findByEmailKey(state, emailKey);
        return readUser(state, address?.isVerified ? address.userId : null);
      }),
    listClaimants: (emailKey, limit, order) =>
      access((state) =>
        claimants(state, emailKey)
          .sort((one, other) => {
            const [first, second] = order === 'oldest-first' ? [one, other] : [other, one];
            return first.dateJoined.getTime() - second.dateJoined.getTime() || one.id - other.id;
          })
          .slice(0, limit),
      ),
    listClaimantsFrom: (emailKey, limit, fromId) =>
      access((state) =>
        claimants(state, emailKey)
          .sort((one, other) => Number(one.id < fromId) - Number(other.id < fromId) || one.id - other.id)
          .slice(0, limit),
      ),
    create: ({ awaitsWelcome = false, ...user }) =>
      access((state) => {
        const usernameKey = keyOf(user.username);
        if (state.users.has(user.id) || isTaken(state, usernameKey, user.id)) return false;
        const extra = { ...defaultExtraValues(extraFields), ...user.extra };
        const row = {
          mustChangePassword: false,
          managedBy: null,
          timeZone: null,
          ...user,
          extra,
          usernameKey,
          lastLogin: null,
          securityVersion: 1,
        };
        state.users.set(user.id, row);
        if (awaitsWelcome) state.awaitingWelcome.set(user.id, true);
        return true;
      }),
    update: (id, changes) => access((state) => updateUser(state, id, changes)),
    revokeAll: (id) =>
      access((state) => {
        const row = state.users.get(id);
        if (!row) throw new PlainError(`There is no user ${id}.`);
        const securityVersion = row.securityVersion + 1;
        state.users.set(id, { ...row, securityVersion });
        return securityVersion;
      }),
    replacePasswordHash: (id, expected, passwordHash) =>
      access((state) => {
        const row = state.users.get(id);
        if (row?.passwordHash !== expected) return false;
        state.users.set(id, { ...row, passwordHash });
        return true;
      }),
    listNameClashes: (limit) =>
      access((state) => {
        const clashes = nameClashesOf(state).sort((one, other) => one.namedId - other.namedId);
        return { count: clashes.length, first: clashes.slice(0, limit) };
      }),
    takeWelcome: (id) => access((state) => state.awaitingWelcome.delete(id)),
    delete: (id) => access((state) => (deleteUser(state, id, extraFields) ? 'deleted' : 'missing')),
    // Nothing finds it, and no rows of a site are in memory.
    createDeleted: () => access(() => undefined),
    lockUnactivated: (id, joinedBefore) =>
      access((state) => {
        const row = state.users.get(id);
        return row !== undefined && isRemovable(state, row, joinedBefore);
      }),
    countSuperusers: () =>
      access((state) => [...state.users.values()].filter((row) => row.isSuperuser && row.isActive).length),
    findUnactivated: (joinedBefore, limit) =>
      access((state) =>
        [...state.users.values()]
          .filter((row) => isRemovable(state, row, joinedBefore))
          .map((row) => row.id)
          .slice(0, limit),
      ),
    list: ({ afterId, limit, ...filter }) =>
      access((state) =>
        [...state.users.values()]
          .filter((row) => row.id > afterId && isOfFilter(state, row, filter))
          .sort((one, other) => one.id - other.id)
          .slice(0, limit)
          .map((row) => toUser(state, row)),
      ),
  };
}

function claimants(state: MemoryState, emailKey: string): User[] {
  const users = [...state.users.values()].map((row) => toUser(state, row));
  return users.filter((user) => !user.isEmailVerified && canonicalEmail(user.email) === emailKey);
}

/** The user with what belongs to it in the other tables, or null. */
export function readUser(state: MemoryState, id: number | null): User | null {
  const row = id === null ? undefined : state.users.get(id);
  return row ? toUser(state, row) : null;
}

function toUser(state: MemoryState, { usernameKey: _, ...row }: UserRow): User {
  const primary = [...state.emailAddresses.values()].find(
    (address) => address.userId === row.id && address.isPrimary,
  );
  return { ...row, email: primary?.email ?? '', isEmailVerified: primary?.isVerified ?? false };
}

function findUser(state: MemoryState, matches: (row: UserRow) => boolean): User | null {
  const row = [...state.users.values()].find(matches);
  return row ? toUser(state, row) : null;
}

function keyOf(username: string | null): string | null {
  return username === null ? null : canonicalUsername(username);
}

function isTaken(state: MemoryState, usernameKey: string | null, exceptId: number): boolean {
  if (usernameKey === null) return false;
  return [...state.users.values()].some((row) => row.usernameKey === usernameKey && row.id !== exceptId);
}

function nameClashesOf(state: MemoryState): NameClash[] {
  const proved = [...state.emailAddresses.values()].filter((own) => own.isVerified && own.isPrimary);
  return proved.flatMap(({ email, emailKey, userId: ownerId }) => {
    const words = [emailKey, email.toLowerCase()];
    return [...state.users.values()]
      .filter(({ id, usernameKey }) => id !== ownerId && words.includes(usernameKey))
      .map(({ id: namedId }) => ({ namedId, ownerId }));
  });
}

function updateUser(state: MemoryState, id: number, changes: UserChanges): boolean {
  const row = state.users.get(id);
  if (!row) return false;
  const usernameKey = changes.username === undefined ? row.usernameKey : keyOf(changes.username);
  if (isTaken(state, usernameKey, id)) return false;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const extra = { ...row.extra, ...changes.extra };
  state.users.set(id, { ...row, ...given, extra, usernameKey });
  return true;
}

function isRemovable(state: MemoryState, row: UserRow, joinedBefore: Date): boolean {
  const addresses = [...state.emailAddresses.values()].filter((address) => address.userId === row.id);
  return row.dateJoined < joinedBefore && isUnactivated(row, addresses);
}

function deleteUser(state: MemoryState, id: number, extraFields: ExtraFields): boolean {
  const isOwned = (row: { userId: number | null }): boolean => row.userId === id;
  removeWhere(state.emailAddresses, isOwned);
  removeWhere(state.identities, isOwned);
  removeWhere(state.oneTimeLinks, isOwned);
  removeWhere(state.sessions, isOwned);
  removeWhere(state.flows, isOwned);
  removeWhere(state.devices, isOwned);
  removeWhere(state.visits, isOwned);
  removeWhere(state.roleAssignments, isOwned);
  removeMemberships(state, isOwned);
  removeWhere(state.invitations, ({ invitedBy }) => invitedBy === id);
  state.awaitingWelcome.delete(id);
  state.memberships.delete(id);
  state.permissions.delete(id);
  forgetIn(state, id, extraFields);
  return state.users.delete(id);
}

/** Where others name them, as a column does that is set null. */
function forgetIn(state: MemoryState, id: number, extraFields: ExtraFields): void {
  const names = Object.keys(extraFields).filter((name) => extraFields[name]?.type === 'user');
  for (const [other, row] of state.users) {
    const gone = names.filter((name) => row.extra[name] === id).map((name) => [name, null]);
    if (gone.length > 0)
      state.users.set(other, { ...row, extra: { ...row.extra, ...Object.fromEntries(gone) } });
  }
}

function isOfFilter(state: MemoryState, row: UserRow, filter: UserFilter): boolean {
  const { isActive, isStaff, isSuperuser, inGroup, holds, ids } = filter;
  return (
    row.isActive === (isActive ?? row.isActive) &&
    row.isStaff === (isStaff ?? row.isStaff) &&
    (ids === undefined || ids.includes(row.id)) &&
    row.isSuperuser === (isSuperuser ?? row.isSuperuser) &&
    (inGroup === undefined || groupsOf(state, row).includes(inGroup)) &&
    (holds === undefined || isHolder(state, row, holds))
  );
}

function isHolder(
  state: MemoryState,
  row: UserRow,
  { permission, includeSuperusers }: HeldPermission,
): boolean {
  const ofGroups = groupsOf(state, row).flatMap((id) => state.groupPermissions.get(id) ?? []);
  const ofRoles = [...state.roleAssignments.values()].flatMap(({ userId, organizationId, roleId }) =>
    userId === row.id && organizationId === null ? (state.roles.get(roleId)?.permissions ?? []) : [],
  );
  const given = [...(state.permissions.get(row.id) ?? []), ...ofGroups, ...ofRoles];
  return (includeSuperusers && row.isSuperuser) || given.includes(permission);
}

function groupsOf(state: MemoryState, { id }: UserRow): readonly number[] {
  return state.memberships.get(id) ?? [];
}
