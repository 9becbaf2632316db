import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { lockProved, requireFactorProof } from './require-factor-proof.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/**
 * Removes one of the user's own authenticator apps. With the last second factor the recovery codes go: they stand in for it, and for
 * nothing else.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `not-found`, `not-authenticated`
 */
export async function removeTotp(
  deps: Pick<Dependencies, 'transact' | 'totpDevices' | 'passkeys' | 'clock' | 'settings'>,
  {
    principal,
    id,
    visitor,
  }: { readonly principal: Principal; readonly id: number; readonly visitor: Visitor },
): Promise<void> {
  await requireFactorProof(deps, principal);
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await lockProved(stores, deps, principal);
    const userId = user.id;
    const own = await stores.totpDevices.listOfUser(userId);
    const isInUse = own.some((device) => device.id === id && device.confirmedAt !== null);
    if (!(await stores.totpDevices.remove(userId, id))) throw new AccountsError({ code: 'not-found' });
    // What was only begun was no factor: nothing changed that its owner would be told of.
    if (!isInUse) return;
    if (!(await hasSecondFactor(stores, userId))) await stores.recoveryCodes.removeAllOfUser(userId);
    const detail = { kind: 'totp' };
    await stores.audit.append(securityEvent('second-factor-remove', { userId, visitor, now, detail }));
    await tellOfFactor(stores, { user, what: 'totp-removed', visitor, now });
  });
}
