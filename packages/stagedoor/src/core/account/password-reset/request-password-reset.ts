import { type ResetRequest, type ResetRequestDependencies, takeResetRequest } from './take-reset-request.ts';

/**
 * Takes the request for a mail by which a password is set anew.
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export function requestPasswordReset(deps: ResetRequestDependencies, input: ResetRequest): Promise<void> {
  return takeResetRequest(deps, input, { action: 'password-reset-request', purpose: 'password-reset' });
}
