import { AccountsError } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import { passGateOrThrow } from '../../login/gate.ts';
import type { Dependencies } from '../dependencies.ts';
import { findApiToken, newApiTokenRequest } from './obtain-api-token.ts';

/**
 * The operator's way to a user's API token (Django's `drf_create_token`): the one there is, or with `anew` another in
 * its place. The operator vouches for the user; the gate asks the rest.
 *
 * @throws AccountsError `not-found`; `invalid-credentials` for a user who may not enter;
 *   `stage-required`, `email-unverified`
 */
export async function issueApiToken(
  deps: Pick<
    Dependencies,
    | 'transact'
    | 'stages'
    | 'users'
    | 'apiTokens'
    | 'sessions'
    | 'authenticationBackends'
    | 'clock'
    | 'settings'
  >,
  input: { readonly userId: number; readonly anew: boolean },
): Promise<{ readonly key: string }> {
  const user = await deps.users.findById(input.userId);
  if (user === null) throw new AccountsError({ code: 'not-found' });
  const known = input.anew ? null : await findApiToken(deps, { userId: user.id });
  if (known !== null) return { key: known.key };
  const { securityVersion } = user;
  // The user was not there, so it is no log-in of theirs.
  const sessionRequest = newApiTokenRequest({ countsAsLogIn: false });
  const request = {
    proof: { userId: user.id, method: 'operator', backend: null, methods: [], securityVersion },
    sessionKey: null,
    visitor: operator,
    sessionRequest,
  };
  const { opened } = await deps.transact((stores) => passGateOrThrow(stores, deps, request));
  return { key: opened };
}
