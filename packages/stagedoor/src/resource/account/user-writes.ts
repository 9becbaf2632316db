import { guardLastSuperuser } from '../../core/access/last-superuser.ts';
import { requireOutranks } from '../../core/access/require-outranks.ts';
import { activateUser } from '../../core/account/life/activate-user.ts';
import { deactivateUser } from '../../core/account/life/deactivate-user.ts';
import { removeUser } from '../../core/account/life/remove-user.ts';
import { setUserFlags } from '../../core/account/life/set-user-flags.ts';
import { changeUser } from '../../core/account/profile/change-user.ts';
import type { GivenProfile } from '../../core/account/profile/read-profile.ts';
import { createUser } from '../../core/account/sign-up/create-user.ts';
import type { Dependencies, Stores } from '../../core/dependencies.ts';
import { setGroupsOf } from '../../core/group/change-membership.ts';
import { AccountsError, fieldRefusal, refuseProblems } from '../../core/kernel/errors.ts';
import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import { readNewRow, readPatch, readReplacement, type Values } from '../read/read-row.ts';
import type { StoredRow } from '../resource-store.ts';
import { actorFor, onHeldRow, type Writes } from './writing.ts';

/** What is known of a user by another name than here. */
interface Change {
  readonly by: Principal;
  readonly userId: number;
  readonly values: Values;
}

type WrittenRows = Pick<GuardedRows, 'create' | 'update' | 'replace' | 'remove'>;

/**
 * Writes users by the use cases of accounts, all that one request says in one transaction. What has an address of its own, the e-mail address
 * and the password, is said where a user is made, and refused afterwards.
 */
export function writeUsers(writes: Writes): WrittenRows {
  const { resource, ports, rows } = writes;
  const changeAs =
    (read: typeof readPatch): GuardedRows['update'] =>
    async (by, seen, sent) => {
      const before = await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'change');
      const values = read(resource, sent);
      refuseElsewhere(before, sent);
      const change = { by: actor, userId: seen.id, values };
      await onHeldRow(writes, seen, {
        hold: holding(ports, { ...change, now: by.now, permission: 'auth.change_user' }),
        act: (within) => applyChange(within, change),
      });
      return await rows.get(by, seen.id);
    };
  return {
    async create(by, sent) {
      const actor = actorFor(writes, by, 'add');
      const { email, is_staff, is_superuser, ...values } = readNewRow(resource, sent);
      if ((keysIn(values.groups) ?? []).length > 0) throw notHere('groups');
      if (values.is_active === false) throw notHere('is_active');
      const user = await createUser(ports, {
        by: actor,
        username: textOf(values.username),
        email: textOf(email) ?? '',
        isEmailVerified: values.email_verified === true,
        // As it was typed: the blanks of a password count.
        password: textOf(sent.password),
        isStaff: is_staff === true,
        isSuperuser: is_superuser === true,
        ...namesIn(values),
        ...localeIn(values),
        extra: extraIn(ports, sent),
      });
      const made = await writes.findIn(ports, user.id);
      // Somebody was quicker to delete them.
      if (made === null) throw new AccountsError({ code: 'not-found' });
      return made;
    },
    update: changeAs(readPatch),
    replace: changeAs(readReplacement),
    async remove(by, seen) {
      await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'delete');
      const act = { by: actor, userId: seen.id, rows: seen.rows ?? 'remove' };
      await onHeldRow(writes, seen, {
        hold: holding(ports, { ...act, now: by.now, permission: 'auth.delete_user', values: {} }),
        act: async (within) => {
          await removeUser(within, act);
        },
      });
    },
  };
}

/** Who acts and on whom is held first, and the superusers before them where one may be lost: of two such acts nobody waits in a ring. */
function holding(
  { settings }: Dependencies,
  { by, userId, values, now, permission }: Change & { readonly now: Date; readonly permission: string },
): (stores: Stores) => Promise<unknown> {
  const mayLoseOne =
    permission === 'auth.delete_user' || values.is_superuser === false || values.is_active === false;
  return async (stores) => {
    if (mayLoseOne) await guardLastSuperuser(stores.users, userId);
    await requireOutranks(stores, { by, now }, { userId, permission, fields: settings.extraFields });
  };
}

async function applyChange(within: Dependencies, { by, userId, values }: Change): Promise<void> {
  const flags = flagsIn(values);
  await changeUser(within, { by, userId, ...profileIn(within, values) });
  if (Object.keys(flags).length > 0) await setUserFlags(within, { by, userId, ...flags });
  if (values.is_active === true) await activateUser(within, { by, userId });
  if (values.is_active === false) await deactivateUser(within, { by, userId });
  const groupIds = keysIn(values.groups);
  if (groupIds !== undefined) await setGroupsOf(within, { by, userId, groupIds });
}

/** The reader has seen that they are keys; undefined where nothing was said. */
function keysIn(groups: unknown): readonly number[] | undefined {
  return Array.isArray(groups) ? groups.filter((key): key is number => typeof key === 'number') : undefined;
}

function flagsIn({ is_staff, is_superuser }: Values): { isStaff?: boolean; isSuperuser?: boolean } {
  return {
    ...(typeof is_staff === 'boolean' ? { isStaff: is_staff } : {}),
    ...(typeof is_superuser === 'boolean' ? { isSuperuser: is_superuser } : {}),
  };
}

function profileIn(ports: Dependencies, values: Values): GivenProfile {
  const { username } = values;
  return {
    ...(typeof username === 'string' ? { username } : {}),
    ...namesIn(values),
    ...localeIn(values),
    extra: extraIn(ports, values),
  };
}

function namesIn({ first_name, last_name }: Values): Pick<GivenProfile, 'firstName' | 'lastName'> {
  return {
    ...(typeof first_name === 'string' ? { firstName: first_name } : {}),
    ...(typeof last_name === 'string' ? { lastName: last_name } : {}),
  };
}

function localeIn({ language, time_zone }: Values): Pick<GivenProfile, 'language' | 'timeZone'> {
  return {
    // Whether there is such a language is asked by who writes it.
    ...(language === undefined ? {} : { language: language as LanguageTag | null }),
    ...(time_zone === undefined ? {} : { timeZone: textOf(time_zone) }),
  };
}

function extraIn({ settings }: Pick<Dependencies, 'settings'>, values: Values): Values {
  const names = Object.keys(settings.extraFields).filter((name) => Object.hasOwn(values, name));
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

/** What is as it was may be said; what is said otherwise is not passed over. */
function refuseElsewhere(before: StoredRow, sent: Values): void {
  const elsewhere = ['email', 'email_verified', 'password'].filter(
    (name) => sent[name] !== undefined && sent[name] !== before[name],
  );
  refuseProblems(Object.fromEntries(elsewhere.map((name) => [name, [{ code: 'not_here' }]])));
}

function notHere(field: string): AccountsError {
  return fieldRefusal(field, 'not_here');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
