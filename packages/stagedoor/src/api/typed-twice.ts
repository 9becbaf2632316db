import type { NewPassword } from '../core/account/password/new-password.ts';

/** A new password where it is optional: nothing when neither field was sent. */
export function typedTwice(
  first: string | undefined,
  again: string | undefined,
): {
  readonly newPassword?: NewPassword;
} {
  if (first === undefined && again === undefined) return {};
  return { newPassword: { newPassword1: first ?? '', newPassword2: again ?? '' } };
}
