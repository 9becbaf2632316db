import { forgetDevices } from '../../activity/forget-devices.ts';
import type { AuditAction, AuditDetail } from '../../audit/audit-event.ts';
import { securityEvent } from '../../audit/security-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { discardStaleLinks } from '../../link/issue-link.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { notifyOwner } from '../../outbox/notify-owner.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import { takeBackFactors } from '../../second-factor/take-back-factors.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Stores } from '../dependencies.ts';

/**
 * Writes a new password and all that follows from it: everything issued before ends, unused links die, the event is
 * audited, and the owner is told (ASVS V6.3.7, V7.4.3). Answers the user's new security version and the key hashes
 * of the ended sessions. Only inside a transaction.
 */
export async function storeNewPassword(
  stores: Stores,
  change: {
    user: User;
    passwordHash: string;
    how: 'change' | 'reset' | 'set' | 'operator';
    action: AuditAction;
    detail?: AuditDetail;
    visitor: Visitor;
    /** What the owner is told of where it comes from, if not that: nobody else's address. */
    told?: Visitor;
    now: Date;
    keepKeyHash?: string;
    /** Whether it is a password for one log-in: the next thing its owner does is to choose another. */
    mustChange?: boolean;
  },
): Promise<{ securityVersion: number; ended: readonly string[] }> {
  const { user, detail = {}, visitor, told = visitor, now } = change;
  await stores.users.update(user.id, {
    passwordHash: change.passwordHash,
    mustChangePassword: change.mustChange ?? false,
  });
  const securityVersion = await stores.users.revokeAll(user.id);
  const ended = await stores.sessions.removeAllOfUser(user.id, {
    keyHash: change.keepKeyHash,
    // Whoever changes the password knows it; whoever resets it may be shutting a thief out.
    personalTokens: change.how === 'change',
  });
  // The way to undo an e-mail change outlives this: a thief who changed the address changes the password next.
  await discardStaleLinks(stores, user.id);
  if (change.how === 'reset' || change.how === 'operator') await forgetDevices(stores, user.id);
  if (change.how === 'reset') await takeBackFactors(stores, { user, visitor: told, now });
  await stores.audit.append(securityEvent(change.action, { userId: user.id, visitor, now, detail }));
  await notifyOwner(stores, {
    user,
    visitor: told,
    mail: {
      mail: 'password-changed',
      username: userName(user),
      how: change.how,
      resetPath: linkPaths.requestReset,
      requestDetails: requestDetailsOf(told, now),
    },
  });
  return { securityVersion, ended };
}
