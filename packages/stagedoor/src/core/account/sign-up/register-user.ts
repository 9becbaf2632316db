import { openAccount, type PlannedAccount, planAccount, type SignUpDependencies } from './open-account.ts';
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
): Promise<Pick<PlannedAccount, 'userId' | 'username' | 'email'>> {
  const account = await planAccount(deps, { ...input, sessionKey: null });
  await openAccount(deps, account);
  const { userId, username, email } = account;
  return { userId, username, email };
}
