import {
  type ResetRequest,
  type ResetRequestDependencies,
  takeResetRequest,
} from '../password-reset/take-reset-request.ts';

/**
 * Takes the request for a mail by which a username is chosen anew (djoser's `reset_username`).
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export function requestUsernameReset(deps: ResetRequestDependencies, input: ResetRequest): Promise<void> {
  return takeResetRequest(deps, input, { action: 'username-reset-request', purpose: 'username-reset' });
}
