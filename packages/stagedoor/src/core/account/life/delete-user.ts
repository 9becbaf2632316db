import { refuseLastSuperuser } from '../../access/last-superuser.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { type BrowserCredentials, logOutBrowser } from '../../session/log-out-session.ts';
import { ownKeyHash } from '../../session/own-session.ts';
import { sessionEnded } from '../../session/renew-session.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { removeAccount } from './remove-account.ts';

/**
 * Deletes the logged-in user's own account with everything that hangs on it, of the site's own features too; the audit
 * rows stay. The last superuser stays too. Whatever else the `browser` is logged in with ends as well.
 *
 * @throws AccountsError `reauthentication-required`, `invalid-input` for the last superuser, `not-authenticated` when the
 *   session ended meanwhile: then nothing was deleted.
 */
export async function deleteUser(
  deps: Pick<Dependencies, 'transact' | 'featureRecords' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly browser?: BrowserCredentials; readonly visitor: Visitor },
): Promise<void> {
  const { principal, browser, visitor } = input;
  requireRecentProof(deps, principal);
  const { user } = principal;
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const superusers = await stores.users.countSuperusers();
    refuseLastSuperuser(superusers, await lockPrincipal(stores, principal));
    const keyHashes = await stores.sessions.removeAllOfUser(user.id);
    if (!keyHashes.includes(ownKeyHash(principal))) throw sessionEnded();
    await removeAccount(stores, deps, { user, detail: {}, visitor, told: visitor, now });
    if (browser !== undefined) await logOutBrowser(stores, { browser, visitor, now });
  });
}
