import type { NewPassword } from '../core/password/new-password.ts';

/** A new password where it is optional: nothing when neither field was sent. */
export function typedTwice(body: { readonly new_password1?: string; readonly new_password2?: string }): {
  readonly newPassword?: NewPassword;
} {
  const { new_password1, new_password2 } = body;
  if (new_password1 === undefined && new_password2 === undefined) return {};
  return { newPassword: { newPassword1: new_password1 ?? '', newPassword2: new_password2 ?? '' } };
}
