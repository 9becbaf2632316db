import { AccountsError, type FieldProblem, refuseProblems } from '../../kernel/errors.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { isUsablePassword } from '../../password/password-hasher.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Dependencies } from '../dependencies.ts';
import { newPasswordProblems } from './new-password.ts';
import type { SetPassword } from './set-password.ts';
import { type OwnPasswordStored, storeOwnPassword } from './store-own-password.ts';

type ReplaceDependencies = Pick<
  Dependencies,
  'transact' | 'stages' | 'passwordHasher' | 'breachedPasswords' | 'clock' | 'settings'
>;

/**
 * Changes the password without the old one, for somebody who proved it lately: for front ends that never ask for it.
 * Weaker than `changePassword`: whoever finds a browser open within the window takes the account.
 *
 * @throws AccountsError `permission-denied` where another system keeps the password, `reauthentication-required`,
 *   `invalid-input` at `new_password2`, `busy`, `not-authenticated` when the session ended meanwhile.
 */
export async function replacePassword(
  deps: ReplaceDependencies,
  input: SetPassword,
): Promise<OwnPasswordStored> {
  const { principal, visitor, newPassword2 } = input;
  const { passwordHash: old } = principal.user;
  if (principal.user.managedBy !== null) throw new AccountsError({ code: 'permission-denied' });
  requireRecentProof(deps, principal);
  refuseProblems({ new_password2: newPasswordProblems(deps.settings, principal.user, input) });
  refuseProblems({ new_password2: await unchanged(deps, input) });
  const passwordHash = await hashChosenPassword(deps, { field: 'new_password2', password: newPassword2 });
  const what = isUsablePassword(old)
    ? ({ how: 'change', action: 'password-change' } as const)
    : ({ how: 'set', action: 'password-set' } as const);
  return await storeOwnPassword(deps, { principal, passwordHash, ...what, visitor, proved: null });
}

/** Who must change the password may not keep it; nobody has typed the old one to compare with. */
async function unchanged(
  { passwordHasher }: ReplaceDependencies,
  { principal, newPassword2 }: SetPassword,
): Promise<FieldProblem[]> {
  if (principal.session?.pendingStage !== 'change-password') return [];
  const { matches } = await passwordHasher.verify(newPassword2, principal.user.passwordHash);
  return matches ? [{ code: 'password_unchanged' }] : [];
}
