import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { requireFactorProof } from './require-factor-proof.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/**
 * Makes a new set of recovery codes in the place of the one before. They are in this answer and in no later one.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `not-found` for who has no
 *   authenticator that they could stand in for, `not-authenticated`
 */
export async function makeRecoveryCodes(
  deps: Pick<Dependencies, 'transact' | 'totpDevices' | 'passkeys' | 'clock' | 'settings'>,
  { principal, visitor }: { readonly principal: Principal; readonly visitor: Visitor },
): Promise<readonly string[]> {
  await requireFactorProof(deps, principal);
  const userId = principal.user.id;
  const { codes, hashes } = await newRecoveryCodes(userId);
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await lockPrincipal(stores, principal);
    if (!(await hasSecondFactor(stores, userId))) throw new AccountsError({ code: 'not-found' });
    await stores.recoveryCodes.replaceAll(userId, hashes, now);
    await stores.audit.append(securityEvent('recovery-codes-make', { userId, visitor, now }));
    await tellOfFactor(stores, { user, what: 'recovery-codes-made', visitor, now });
  });
  return codes;
}
