import { newApiTokenRequest } from '../../token/api-token/obtain-api-token.ts';
import type { TokenSizeLimit } from '../../token/jwt/make-tokens.ts';
import { signPair, type TokenPair, tokenPairRequest } from '../../token/jwt/obtain-tokens.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import {
  openAccount,
  openAccountAndLogIn,
  type PlannedAccount,
  planAccount,
  type SignUpDependencies,
} from './open-account.ts';
import type { SignUp } from './sign-up-draft.ts';

/** A sign-up that asks for a token: nobody's session plays a part. */
export type SignUpForTokens = Omit<SignUp, 'sessionKey' | 'tokenSessions'>;

/** The same for a pair. Where it goes into cookies, the session of that browser ends: `sessionKey` names it then. */
export type SignUpForTokenPair = SignUpForTokens &
  TokenSizeLimit &
  Partial<Pick<SignUp, 'sessionKey' | 'tokenSessions'>>;

export type TokenSignUpOutcome<Tokens> =
  /** The same for a new and for a taken address: look into the mailbox. `userId` tells nothing either. */
  | { readonly outcome: 'activation-pending'; readonly userId: number }
  /** Without an address there is nothing to activate. */
  | { readonly outcome: 'opened'; readonly userId: number }
  | ({ readonly outcome: 'logged-in' } & Tokens);

/**
 * Opens an account and, where the site logs newcomers in at once (LOGIN_AFTER_SIGNUP) and the gate gives them tokens, answers
 * a JWT pair for it. Everywhere else it answers as `signUp` does.
 *
 * @throws AccountsError as `signUp` does
 */
export async function signUpForTokenPair(
  deps: SignUpDependencies & Pick<Dependencies, 'jwtCodec' | 'tokenClaims'>,
  input: SignUpForTokenPair,
): Promise<TokenSignUpOutcome<TokenPair>> {
  const account = await planAccount(deps, { ...input, sessionKey: null });
  if (account.issuable !== 'token') return await openWithoutToken(deps, account);
  const { sessionKey = null, tokenSessions } = input;
  const sessionRequest = await tokenPairRequest(deps, account.user, input);
  const request = { sessionKey, tokenSessions, sessionRequest };
  return { outcome: 'logged-in', ...(await signPair(await openAccountAndLogIn(deps, account, request))) };
}

/**
 * The same for an API token.
 *
 * @throws AccountsError as `signUp` does
 */
export async function signUpForApiToken(
  deps: SignUpDependencies,
  input: SignUpForTokens,
): Promise<TokenSignUpOutcome<{ readonly key: string; readonly user: User }>> {
  const account = await planAccount(deps, { ...input, sessionKey: null });
  if (account.issuable !== 'token') return await openWithoutToken(deps, account);
  const { opened: key, user } = await openAccountAndLogIn(deps, account, {
    sessionKey: null,
    sessionRequest: newApiTokenRequest({}),
  });
  return { outcome: 'logged-in', key, user };
}

async function openWithoutToken(
  deps: SignUpDependencies,
  account: PlannedAccount,
): Promise<{ readonly outcome: 'activation-pending' | 'opened'; readonly userId: number }> {
  await openAccount(deps, account);
  const { outcome, user } = account;
  return { outcome, userId: user.id };
}
