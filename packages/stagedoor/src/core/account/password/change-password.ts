import { securityEvent } from '../../audit/security-event.ts';
import { type FieldProblem, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { limitKey, passwordTries } from '../../limit/counters.ts';
import { takeUserAttempt } from '../../limit/take-user-attempt.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { provedPassword } from '../../session/authentication.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { type NewPassword, newPasswordProblems } from './new-password.ts';
import { type OwnPasswordStored, storeOwnPassword } from './store-own-password.ts';

export interface ChangePassword extends NewPassword {
  readonly principal: Principal;
  readonly oldPassword: string;
  readonly visitor: Visitor;
}

type ChangePasswordDependencies = Pick<
  Dependencies,
  'transact' | 'stages' | 'passwordHasher' | 'breachedPasswords' | 'limits' | 'audit' | 'clock' | 'settings'
>;

/**
 * Changes the password of somebody who knows the old one. Every other session ends, and the API token; this one goes on
 * under a new key.
 *
 * @throws AccountsError `invalid-input` at `old_password` or `new_password2`, `throttled`, `busy`, `not-authenticated`
 *   when the session ended, or the password changed elsewhere, while this one was being hashed: then nothing changed.
 */
export async function changePassword(
  deps: ChangePasswordDependencies,
  input: ChangePassword,
): Promise<OwnPasswordStored> {
  const { user } = input.principal;
  const counter = passwordTries(user.id);
  await takeUserAttempt(deps, counter, { visitor: input.visitor, userId: user.id });
  const old = await deps.passwordHasher.verify(input.oldPassword, user.passwordHash);
  // Whoever knows the password is not guessing: bad new ones are not counted against them.
  if (old.matches) await deps.limits.clear([limitKey(counter)]);
  else await recordFailure(deps, input);
  refuseProblems({
    old_password: old.matches ? [] : [{ code: 'password_incorrect' }],
    new_password2: [...newPasswordProblems(deps.settings, user, input), ...unchanged(input)],
  });
  const passwordHash = await hashChosenPassword(deps, {
    field: 'new_password2',
    password: input.newPassword2,
  });
  return await storeOwnPassword(deps, {
    principal: input.principal,
    passwordHash,
    how: 'change',
    action: 'password-change',
    visitor: input.visitor,
    proved: provedPassword(deps.clock.now()),
  });
}

/** Who must change the password may not keep it; everybody else may do as they please. */
function unchanged({ principal, oldPassword, newPassword2 }: ChangePassword): FieldProblem[] {
  const mustDiffer = principal.session?.pendingStage === 'change-password';
  return mustDiffer && oldPassword === newPassword2 ? [{ code: 'password_unchanged' }] : [];
}

async function recordFailure(deps: ChangePasswordDependencies, input: ChangePassword): Promise<void> {
  const facts = {
    userId: input.principal.user.id,
    visitor: input.visitor,
    now: deps.clock.now(),
    success: false,
  };
  await deps.audit.append(securityEvent('password-change', facts));
}
