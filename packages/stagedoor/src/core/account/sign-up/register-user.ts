import type { User } from '../../user/user.ts';
import { openAccount, planAccount, type SignUpDependencies } from './open-account.ts';
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
): Promise<{ readonly userId: number } & Pick<User, 'username' | 'email'>> {
  const account = await planAccount(deps, { ...input, sessionKey: null });
  await openAccount(deps, account);
  const { id: userId, username, email } = account.user;
  return { userId, username, email };
}
