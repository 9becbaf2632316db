import type { AuditDetail } from '../../audit/audit-event.ts';
import { securityEvent } from '../../audit/security-event.ts';
import type { Fate } from '../../kernel/feature-records.ts';
import { randomPublicId } from '../../kernel/secret-value.ts';
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
  readonly by: number | 'operator';
  readonly visitor: Visitor;
  /** What the owner is told of it: nobody else's address. */
  readonly told: Visitor;
  readonly now: Date;
  readonly rows: RowsLeft;
}

/** What becomes of a user's rows in a site's tables: they go with the account, but for those that must not, or stay as those of nobody. */
export type RowsLeft = 'remove' | 'keep';

/** What a deleted account left behind. */
export interface Removed {
  /** How many rows of the site's resources are a deleted user's now. */
  readonly rowsKept: number;
  /** What became of the organizations that nobody else owned. */
  readonly organizations: readonly Fate[];
}

/**
 * Removes an account with everything that hangs on it, of the site's own features too; the audit rows stay, and its owner is told. Rows that are
 * kept, or that the site must not lose, become those of a deleted user, who is nobody. Comes after its sessions, for whoever judges by them.
 *
 * @throws AccountsError as `removeUserRow`
 */
export async function removeAccount(
  stores: Stores,
  { featureRecords }: Pick<Dependencies, 'featureRecords'>,
  { user, by, visitor, told, now, rows }: Removal,
): Promise<Removed> {
  const { id: userId } = user;
  const organizations = await featureRecords.forget(stores, { userId, by, visitor, now });
  const kept = await removeLeavingRows(stores, featureRecords, { userId, rows, now });
  // Whoever deletes their own account is named by it.
  const detail: AuditDetail = { ...(by === userId ? {} : { by }), ...(kept === 0 ? {} : { rowsKept: kept }) };
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
  return { rowsKept: kept, organizations };
}

/** Whoever the rows become is new, so that nothing joins what several deleted users left, or stands for two where one may have one. */
async function removeLeavingRows(
  stores: Stores,
  featureRecords: Dependencies['featureRecords'],
  { userId, rows, now }: { readonly userId: number } & Pick<Removal, 'rows' | 'now'>,
): Promise<number> {
  const { go, stay } = featureRecords.rowsOfUsers;
  if (go.length + stay.length === 0) {
    await removeUserRow(stores, userId);
    return 0;
  }
  const nobody = randomPublicId();
  await stores.users.createDeleted({ id: nobody, at: now });
  const move = { from: userId, to: nobody };
  let kept = await featureRecords.passOn(stores, { ...move, which: rows === 'keep' ? 'all' : 'protected' });
  if ((await stores.users.delete(userId)) === 'needed') {
    // What would go is needed by rows that stay.
    kept += await featureRecords.passOn(stores, { ...move, which: 'all' });
    await removeUserRow(stores, userId);
  }
  if (kept === 0) await stores.users.delete(nobody);
  return kept;
}
