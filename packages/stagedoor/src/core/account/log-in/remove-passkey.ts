import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { endOpenedBy } from '../../login/end-opened-by.ts';
import { waysIn } from '../../login/ways-in.ts';
import { hasSecondFactor } from '../../second-factor/has-second-factor.ts';
import { lockProved, requireFactorProof } from '../../second-factor/require-factor-proof.ts';
import { tellOfFactor } from '../../second-factor/tell-of-factor.ts';
import { PASSKEY_BACKEND } from '../../session/is-still-trusted.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Removes one of the user's own passkeys. With the last second factor the recovery codes go; the last way in stays.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `not-found`, `invalid-input`
 *   (`non_field_errors`: `last_passkey`), `not-authenticated`
 */
export async function removePasskey(
  deps: Pick<
    Dependencies,
    'transact' | 'passkeys' | 'totpDevices' | 'authenticationBackends' | 'webAuthn' | 'clock' | 'settings'
  >,
  {
    principal,
    id,
    visitor,
  }: { readonly principal: Principal; readonly id: number; readonly visitor: Visitor },
): Promise<void> {
  await requireFactorProof(deps, principal);
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    // Held: of two that take the last two away, one sees that the other was first.
    const user = await lockProved(stores, deps, principal);
    const userId = user.id;
    const removed = await stores.passkeys.remove(userId, id);
    if (removed === null) throw new AccountsError({ code: 'not-found' });
    const left = await waysIn(stores, deps, user);
    refuseProblems({ non_field_errors: left.length > 0 ? [] : [{ code: 'last_passkey' }] });
    if (!(await hasSecondFactor(stores, userId))) await stores.recoveryCodes.removeAllOfUser(userId);
    // Which passkey opened a session is kept nowhere: what any of them opened ends.
    if (removed.kind === 'passwordless')
      await endOpenedBy(stores, principal, { backend: PASSKEY_BACKEND, now });
    const detail = { kind: removed.kind };
    await stores.audit.append(securityEvent('passkey-remove', { userId, visitor, now, detail }));
    await tellOfFactor(stores, { user, what: 'passkey-removed', visitor, now });
  });
}
