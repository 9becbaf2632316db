import { type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { securityEvent } from '../../audit/security-event.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Opens an account that `deactivateUser` shut. What ended then stays ended: its owner logs in anew. It says nothing about the
 * address: that its owner proves by the link of the activation e-mail.
 *
 * @throws AccountsError as `requireOutranks`, by `auth.change_user`
 * @example
 * await stagedoor.useCases.user.activate({ by: principal, userId: user.id });
 */
export async function activateUser(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, userId, visitor }: ActedOnUser,
): Promise<User> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const { user } = await requireOutranks(
      stores,
      { by, now },
      {
        userId,
        permission: 'auth.change_user',
        fields: deps.settings.extraFields,
      },
    );
    if (user.isActive) return user;
    await stores.users.update(userId, { isActive: true });
    const facts = { userId, visitor: visitorOf(by, visitor), now, detail: actorDetail(by) };
    await stores.audit.append(securityEvent('user-activate', facts));
    return { ...user, isActive: true };
  });
}
