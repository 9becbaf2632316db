import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { requireRecentProof } from '../login/require-recent-proof.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import { type NewPassword, requireGoodPassword } from './new-password.ts';
import { isOutsidePassword } from './outside-password.ts';
import { isUsablePassword } from './password-hasher.ts';
import { type OwnPasswordStored, storeOwnPassword } from './store-own-password.ts';

export interface SetPassword extends NewPassword {
  readonly principal: Principal;
  readonly visitor: Visitor;
}

/**
 * Gives a first password to an account that has none; one that has must change it instead.
 *
 * @throws AccountsError `permission-denied` where there is one already, or where another system keeps it,
 *   `reauthentication-required`, `invalid-input`, `not-authenticated` when the session ended meanwhile.
 */
export async function setPassword(
  deps: Pick<Dependencies, 'transact' | 'sessionData' | 'passwordHasher' | 'clock' | 'settings'>,
  input: SetPassword,
): Promise<OwnPasswordStored> {
  const { user } = input.principal;
  if (isUsablePassword(user.passwordHash) || isOutsidePassword(user.passwordHash))
    throw new AccountsError({ code: 'permission-denied' });
  requireRecentProof(deps, input.principal);
  requireGoodPassword(deps.settings, user, input);
  const passwordHash = await deps.passwordHasher.hash(input.newPassword2);
  return await storeOwnPassword(deps, {
    principal: input.principal,
    passwordHash,
    how: 'set',
    action: 'password-set',
    visitor: input.visitor,
    authenticatedAt: null,
  });
}
