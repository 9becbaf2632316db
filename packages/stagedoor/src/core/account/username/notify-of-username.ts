import type { Visitor } from '../../kernel/visitor.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { notifyOwner } from '../../outbox/notify-owner.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Stores } from '../dependencies.ts';

/** Tells the primary address that the account is logged in to by another username now (ASVS V6.3.7). */
export async function notifyOfUsername(
  stores: Pick<Stores, 'jobs'>,
  facts: {
    /** As it was before. */
    readonly user: User;
    readonly username: string;
    readonly visitor: Visitor;
    readonly now: Date;
  },
): Promise<void> {
  const { user, username, visitor, now } = facts;
  await notifyOwner(stores, {
    user,
    visitor,
    mail: {
      mail: 'username-changed',
      username: userName(user),
      newUsername: username,
      resetPath: linkPaths.requestReset,
      requestDetails: requestDetailsOf(visitor, now),
    },
  });
}
