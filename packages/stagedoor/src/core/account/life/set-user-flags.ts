import { type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import { guardLastSuperuser } from '../../access/last-superuser.ts';
import { type Flags, requireFlags } from '../../access/require-flags.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { fieldRefusal } from '../../kernel/errors.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';

/** What is left out stays as it is. */
export interface SetUserFlags extends ActedOnUser, Partial<Flags> {}

/**
 * Makes a user staff or superuser, or no longer; counts within a second, on every node, in sessions that are open too. Superusers
 * are staff. Answers the user as they are now; where nothing changes the log says nothing.
 *
 * @throws AccountsError as `requireOutranks`, by `auth.change_user`; `permission-denied` for who makes somebody what they are not
 *   themselves; `invalid-input` at `is_staff` for a superuser who would be no staff, and for the last superuser
 * @example
 * await stagedoor.useCases.user.setFlags({ by: principal, userId: ben.id, isStaff: true });
 */
export async function setUserFlags(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, userId, visitor, ...asked }: SetUserFlags,
): Promise<User> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const refuseLast =
      asked.isSuperuser === false ? await guardLastSuperuser(stores.users, userId) : undefined;
    const { user, act } = await requireOutranks(
      stores,
      { by, now },
      {
        userId,
        permission: 'auth.change_user',
        fields: deps.settings.extraFields,
      },
    );
    const flags = flagsAfter(user, asked);
    if (flags.isStaff === user.isStaff && flags.isSuperuser === user.isSuperuser) return user;
    requireFlags(act, given(user, flags));
    await refuseLast?.(user);
    await stores.users.update(userId, flags);
    await stores.sessions.markKeysDue(userId);
    const detail = { ...actorDetail(by), staff: flags.isStaff, superuser: flags.isSuperuser };
    const facts = { userId, visitor: visitorOf(by, visitor), now, detail };
    await stores.audit.append(securityEvent('user-flags', facts));
    return { ...user, ...flags };
  });
}

/** Named one by one: callers in plain JavaScript may hand over more than flags. */
function flagsAfter(user: User, { isStaff, isSuperuser }: Partial<Flags>): Flags {
  const flags = { isStaff: isStaff ?? user.isStaff, isSuperuser: isSuperuser ?? user.isSuperuser };
  if (flags.isSuperuser && !flags.isStaff) throw fieldRefusal('is_staff', 'superuser_must_be_staff');
  return flags;
}

function given(before: Flags, after: Flags): Flags {
  return {
    isStaff: after.isStaff && !before.isStaff,
    isSuperuser: after.isSuperuser && !before.isSuperuser,
  };
}
