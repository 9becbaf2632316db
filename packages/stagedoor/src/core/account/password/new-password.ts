import { type FieldProblem, refuseProblems } from '../../kernel/errors.ts';
import { checkPassword } from '../../password/password-policy.ts';
import type { User } from '../../user/user.ts';
import type { Settings } from '../settings.ts';

export interface NewPassword {
  readonly newPassword1: string;
  readonly newPassword2: string;
}

/** What is wrong with a new password typed twice; all of it stands at the second field. */
export function newPasswordProblems(settings: Settings, user: User, typed: NewPassword): FieldProblem[] {
  if (typed.newPassword1 !== typed.newPassword2) return [{ code: 'password_mismatch' }];
  const { firstName, lastName, email } = user;
  return checkPassword(settings.passwordPolicy, typed.newPassword2, {
    username: user.username ?? '',
    firstName,
    lastName,
    email,
  });
}

/** Refuses a bad new password at `new_password2`. */
export function requireGoodPassword(settings: Settings, user: User, typed: NewPassword): void {
  refuseProblems({ new_password2: newPasswordProblems(settings, user, typed) });
}
