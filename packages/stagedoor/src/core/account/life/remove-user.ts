import { type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import { guardLastSuperuser } from '../../access/last-superuser.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { requireProofOfOneself } from '../../access/require-proof-of-oneself.ts';
import { operator } from '../../kernel/visitor.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Removed, type RowsLeft, removeAccount } from './remove-account.ts';

export interface RemoveUser extends ActedOnUser {
  /** `remove` unless given. */
  readonly rows?: RowsLeft;
}

/**
 * Deletes somebody else's account with everything that hangs on it, of the site's own features too; the audit rows stay, and its owner is
 * told. With `rows: 'keep'` those of the site's resources stay, as a deleted user's. One's own goes so too, by whoever proved themselves lately.
 *
 * @throws AccountsError as `requireOutranks`, by `auth.delete_user`; `invalid-input` for the last superuser; `reauthentication-required`
 * @example
 * await stagedoor.useCases.user.remove({ by: principal, userId: ben.id });
 */
export async function removeUser(
  deps: Pick<Dependencies, 'transact' | 'featureRecords' | 'clock' | 'settings'>,
  { by, userId, visitor, rows = 'remove' }: RemoveUser,
): Promise<Removed> {
  const now = deps.clock.now();
  requireProofOfOneself(deps, { by, userId });
  return await deps.transact(async (stores) => {
    const refuseLast = await guardLastSuperuser(stores.users, userId);
    const whom = { userId, permission: 'auth.delete_user', fields: deps.settings.extraFields };
    const { user } = await requireOutranks(stores, { by, now }, whom);
    await refuseLast(user);
    await stores.sessions.removeAllOfUser(userId);
    const from = { visitor: visitorOf(by, visitor), told: operator, now, rows };
    return await removeAccount(stores, deps, { user, ...actorDetail(by), ...from });
  });
}
