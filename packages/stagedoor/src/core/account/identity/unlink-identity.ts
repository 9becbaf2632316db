import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError, fieldRefusal } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { endOpenedBy } from '../../login/end-opened-by.ts';
import { waysIn } from '../../login/ways-in.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Takes from an outside system that it logs the logged-in user in. What it opened before ends, but for the session that asks.
 * The last way in stays, and so does the system that looks after the user: that is an operator's to end.
 *
 * @throws AccountsError `reauthentication-required`, `not-authenticated` when the session ended meanwhile, `not-found` for an
 *   identity that is not theirs, `permission-denied` for that of the system that looks after them, `invalid-input` for the last
 *   way in.
 */
export async function unlinkIdentity(
  deps: Pick<
    Dependencies,
    'transact' | 'authenticationBackends' | 'webAuthn' | 'stages' | 'clock' | 'settings'
  >,
  input: { readonly principal: Principal; readonly identityId: number; readonly visitor: Visitor },
): Promise<void> {
  const { principal, identityId, visitor } = input;
  requireRecentProof(deps, principal);
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    // Held: of two that take the last two away, one sees that the other was first.
    const user = await lockPrincipal(stores, principal);
    await requireFullProof(stores, deps, principal);
    const ways = await waysIn(stores, deps, user);
    const own = await stores.identities.listOfUser(user.id);
    const identity = own.find(({ id }) => id === identityId);
    if (identity === undefined) throw new AccountsError({ code: 'not-found' });
    if (identity.provider === user.managedBy) throw new AccountsError({ code: 'permission-denied' });
    const others = ways.filter((way) => way.kind !== 'identity' || way.identity.id !== identityId);
    if (others.length === 0) throw fieldRefusal('non_field_errors', 'last_way_in');
    await stores.identities.remove(user.id, identityId);
    await endOpenedBy(stores, principal, { backend: identity.provider, now });
    const detail = { provider: identity.provider };
    await stores.audit.append(securityEvent('identity-unlink', { userId: user.id, visitor, now, detail }));
  });
}
