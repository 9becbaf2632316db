import { browserSession } from '../../login/session-request.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import { openAccount, openAccountAndLogIn, planAccount, type SignUpDependencies } from './open-account.ts';
import type { SignUp } from './sign-up-draft.ts';

export type SignUpOutcome =
  /** The same for a new and for a taken address: look into the mailbox. */
  | { readonly outcome: 'activation-pending' }
  /** Without an address: there is nothing to activate, and nobody is told anything of anybody else. */
  | { readonly outcome: 'opened' }
  /** `email` as it is stored; `''` for none. */
  | { readonly outcome: 'logged-in'; readonly issued: IssuedSession; readonly email: string };

/**
 * Opens an account. By default nothing tells whether the address is somebody's: the answer, the work and the writes are
 * the same, and only the mailbox hears more. A taken username may be told.
 *
 * @throws AccountsError `invalid-input`, `signup-closed`, `already-authenticated`, `throttled`, `busy`.
 */
export async function signUp(deps: SignUpDependencies, input: SignUp): Promise<SignUpOutcome> {
  const account = await planAccount(deps, input);
  if (account.issuable === 'none') {
    await openAccount(deps, account);
    return { outcome: account.outcome };
  }
  const { sessionKey, tokenSessions } = input;
  const { issued } = await openAccountAndLogIn(deps, account, {
    sessionKey,
    tokenSessions,
    sessionRequest: browserSession(null),
  });
  return { outcome: 'logged-in', email: account.user.email, issued };
}
