import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Principal } from '../session/session.ts';
import { countedRecoveryCodes } from './counted-recovery-codes.ts';
import type { Dependencies } from './dependencies.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { lockProved, requireFactorProof } from './require-factor-proof.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/**
 * Makes a new set of recovery codes in the place of the one before. They are in this answer and in no later one.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `not-found` for who has no
 *   authenticator that they could stand in for, `throttled`, `busy`, `not-authenticated`
 */
export async function makeRecoveryCodes(
  deps: Pick<
    Dependencies,
    'transact' | 'totpDevices' | 'passkeys' | 'passwordHasher' | 'limits' | 'audit' | 'clock' | 'settings'
  >,
  { principal, visitor }: { readonly principal: Principal; readonly visitor: Visitor },
): Promise<readonly string[]> {
  await requireFactorProof(deps, principal);
  const userId = principal.user.id;
  if (!(await hasSecondFactor(deps, userId))) throw new AccountsError({ code: 'not-found' });
  const { codes, hashes } = await countedRecoveryCodes(deps, { userId, visitor });
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await lockProved(stores, deps, principal);
    if (!(await hasSecondFactor(stores, userId))) throw new AccountsError({ code: 'not-found' });
    await stores.recoveryCodes.replaceAll(userId, hashes, now);
    await stores.audit.append(securityEvent('recovery-codes-make', { userId, visitor, now }));
    await tellOfFactor(stores, { user, what: 'recovery-codes-made', visitor, now });
  });
  return codes;
}
