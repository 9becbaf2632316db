import type { AuditDetail } from '../../audit/audit-event.ts';
import { securityEvent } from '../../audit/security-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { notifyOwner } from '../../outbox/notify-owner.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import { removeUserRow } from '../../user/remove-user-row.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

/** Who goes, and where that comes from, as the audit log and as the owner's e-mail says it. */
export interface Removal {
  readonly user: User;
  readonly detail: AuditDetail;
  readonly visitor: Visitor;
  /** What the owner is told of it: nobody else's address. */
  readonly told: Visitor;
  readonly now: Date;
}

/**
 * Removes an account with everything that hangs on it, of the site's own features too; the audit rows stay, and its owner is told.
 * Comes after its sessions, for whoever judges by them.
 *
 * @throws AccountsError as `removeUserRow`
 */
export async function removeAccount(
  stores: Stores,
  { featureRecords }: Pick<Dependencies, 'featureRecords'>,
  { user, detail, visitor, told, now }: Removal,
): Promise<void> {
  const { id: userId } = user;
  await featureRecords.forget(stores, userId);
  await removeUserRow(stores, userId);
  await stores.audit.append(securityEvent('user-delete', { userId, visitor, now, detail }));
  await notifyOwner(stores, {
    user,
    visitor: told,
    mail: {
      mail: 'account-deleted',
      username: userName(user),
      requestDetails: requestDetailsOf(told, now),
    },
  });
}
