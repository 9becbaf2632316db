import { guardLastSuperuser } from '../../access/last-superuser.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { type BrowserCredentials, logOutBrowser } from '../../session/log-out-session.ts';
import { ownKeyHash } from '../../session/own-session.ts';
import { sessionEnded } from '../../session/renew-session.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Removed, type RowsLeft, removeAccount } from './remove-account.ts';

export interface DeleteUser {
  readonly principal: Principal;
  readonly browser?: BrowserCredentials;
  readonly visitor: Visitor;
  /** `remove` unless given. */
  readonly rows?: RowsLeft;
}

/**
 * Deletes the logged-in user's own account with everything that hangs on it, of the site's own features too; the audit
 * rows stay, and with `rows: 'keep'` those of the site's resources, as a deleted user's. The last superuser stays too. Whatever else the `browser` is logged in with ends as well.
 *
 * @throws AccountsError `reauthentication-required`, `invalid-input` for the last superuser, `not-authenticated` when the
 *   session ended meanwhile: then nothing was deleted.
 */
export async function deleteUser(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'featureRecords' | 'clock' | 'settings'>,
  input: DeleteUser,
): Promise<Removed> {
  const { principal, browser, visitor, rows = 'remove' } = input;
  requireRecentProof(deps, principal);
  const { user } = principal;
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const refuseLast = await guardLastSuperuser(stores.users, user.id);
    await refuseLast(await lockPrincipal(stores, principal));
    await requireFullProof(stores, deps, principal);
    const keyHashes = await stores.sessions.removeAllOfUser(user.id);
    if (!keyHashes.includes(ownKeyHash(principal))) throw sessionEnded();
    const removed = await removeAccount(stores, deps, {
      user,
      by: user.id,
      visitor,
      told: visitor,
      now,
      rows,
    });
    if (browser !== undefined) await logOutBrowser(stores, { browser, visitor, now });
    return removed;
  });
}
