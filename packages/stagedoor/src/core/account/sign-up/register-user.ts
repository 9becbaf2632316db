import { type OpenedAccount, openAccount, type SignUpDependencies } from './open-account.ts';
import type { SignUp } from './sign-up-draft.ts';

/**
 * Opens an account and logs nobody in, whatever the site does after a sign-up (djoser's `users/`). What comes back is
 * the same for a new and for a taken address.
 *
 * @throws AccountsError as `signUp` does
 */
export async function registerUser(
  deps: SignUpDependencies,
  input: Omit<SignUp, 'sessionKey'>,
): Promise<Pick<OpenedAccount, 'userId' | 'username' | 'email'>> {
  const { userId, username, email } = await openAccount(deps, { ...input, sessionKey: null });
  return { userId, username, email };
}
