import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { isUsablePassword } from '../../password/password-hasher.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { type NewPassword, requireGoodPassword } from './new-password.ts';
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
  deps: Pick<
    Dependencies,
    'transact' | 'stages' | 'passwordHasher' | 'breachedPasswords' | 'clock' | 'settings'
  >,
  input: SetPassword,
): Promise<OwnPasswordStored> {
  const { user } = input.principal;
  if (isUsablePassword(user.passwordHash) || user.managedBy !== null)
    throw new AccountsError({ code: 'permission-denied' });
  requireRecentProof(deps, input.principal);
  requireGoodPassword(deps.settings, user, input);
  const passwordHash = await hashChosenPassword(deps, {
    field: 'new_password2',
    password: input.newPassword2,
  });
  return await storeOwnPassword(deps, {
    principal: input.principal,
    passwordHash,
    how: 'set',
    action: 'password-set',
    visitor: input.visitor,
    proved: null,
  });
}
