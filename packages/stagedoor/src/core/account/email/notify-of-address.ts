import type { Visitor } from '../../kernel/visitor.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { notifyOwner } from '../../outbox/notify-owner.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Stores } from '../dependencies.ts';

/** Tells a user's primary address of another one that came or went (ASVS V6.3.7). */
export async function notifyOfAddress(
  stores: Pick<Stores, 'jobs'>,
  facts: { user: User; address: string; how: 'added' | 'removed'; visitor: Visitor; now: Date },
): Promise<void> {
  const { user, address, how, visitor, now } = facts;
  await notifyOwner(stores, {
    user,
    visitor,
    mail: {
      mail: 'email-list-changed',
      username: userName(user),
      address,
      how,
      resetPath: linkPaths.requestReset,
      requestDetails: requestDetailsOf(visitor, now),
    },
  });
}
