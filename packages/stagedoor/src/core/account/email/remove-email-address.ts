import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError, fieldRefusal } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { notifyOfAddress } from './notify-of-address.ts';
import { ownAddress } from './own-addresses.ts';

/**
 * Removes one of the user's own addresses; the primary one is told. The primary one stays, and so does one to which a
 * change can be taken back: else a thief would change the address and then remove the way back.
 *
 * @throws AccountsError `reauthentication-required`, `not-found`, `invalid-input` at `email`.
 */
export async function removeEmailAddress(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly addressId: number; readonly visitor: Visitor },
): Promise<void> {
  const { principal, addressId, visitor } = input;
  requireRecentProof(deps, principal);
  const now = deps.clock.now();
  const userId = principal.user.id;
  await deps.transact(async (stores) => {
    const user = await stores.users.lockById(userId);
    await requireFullProof(stores, deps, principal);
    const address = await ownAddress(stores, { userId, addressId, now });
    if (address.isPrimary) throw fieldRefusal('email', 'email_primary');
    if (address.keptUntil !== null) throw fieldRefusal('email', 'email_kept');
    if (!user || !(await stores.emailAddresses.remove(userId, addressId)))
      throw new AccountsError({ code: 'not-found' });
    await stores.audit.append(securityEvent('email-remove', { userId, visitor, now }));
    if (!address.isVerified) return;
    await notifyOfAddress(stores, { user, address: address.email, how: 'removed', visitor, now });
  });
}
