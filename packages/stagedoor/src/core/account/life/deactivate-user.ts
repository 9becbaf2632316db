import { type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import { guardLastSuperuser } from '../../access/last-superuser.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { discardStaleLinks } from '../../link/issue-link.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Shuts an account: it stays with all it has, and nobody can log in to it. Every session and token ends, and unused links die.
 * Answers the user as they are now; one who is inactive already stays so, without a word in the log.
 *
 * @throws AccountsError as `requireOutranks`, by `auth.change_user`; `invalid-input` for the last superuser
 * @example
 * await stagedoor.useCases.user.deactivate({ by: principal, userId: user.id });
 */
export async function deactivateUser(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, userId, visitor }: ActedOnUser,
): Promise<User> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const refuseLast = await guardLastSuperuser(stores.users, userId);
    const { user } = await requireOutranks(
      stores,
      { by, now },
      {
        userId,
        permission: 'auth.change_user',
        fields: deps.settings.extraFields,
      },
    );
    if (!user.isActive) return user;
    await refuseLast(user);
    await stores.users.update(userId, { isActive: false });
    const securityVersion = await stores.users.revokeAll(userId);
    await stores.sessions.removeAllOfUser(userId);
    await discardStaleLinks(stores, userId);
    const facts = { userId, visitor: visitorOf(by, visitor), now, detail: actorDetail(by) };
    await stores.audit.append(securityEvent('user-deactivate', facts));
    return { ...user, isActive: false, securityVersion };
  });
}
