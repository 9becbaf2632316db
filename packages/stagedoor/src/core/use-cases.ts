import { isAllowed } from './access/is-allowed.ts';
import { requireAllowed } from './access/require-allowed.ts';
import { countUsersPerDay } from './audit/count-users-per-day.ts';
import { listAuditEvents } from './audit/list-audit-events.ts';
import { listDevices } from './audit/list-devices.ts';
import { listSecurityEvents } from './audit/list-security-events.ts';
import { listVisits } from './audit/list-visits.ts';
import { pruneRecords } from './audit/prune-records.ts';
import { recordSecurityEvent } from './audit/record-security-event.ts';
import { recordVisits } from './audit/record-visits.ts';
import { sealAuditEvents } from './audit/seal-audit-events.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import type { Dependencies } from './dependencies.ts';
import { claimRequest } from './idempotency/claim-request.ts';
import { settleRequest } from './idempotency/settle-request.ts';
import { admitRequest } from './limit/admit-request.ts';
import { findPasswordPrincipal } from './login/find-password-principal.ts';
import { forgetDevice } from './login/forget-device.ts';
import { forgetDevicesByOperator } from './login/forget-devices-by-operator.ts';
import { listDevicesByOperator } from './login/list-devices-by-operator.ts';
import { logIn } from './login/log-in.ts';
import { logInRemoteUser } from './login/log-in-remote-user.ts';
import { logOut } from './login/log-out.ts';
import { reauthenticate } from './login/reauthenticate.ts';
import { unlock } from './login/unlock.ts';
import { discardJobs } from './outbox/discard-jobs.ts';
import { listJobs } from './outbox/list-jobs.ts';
import { retryJobs } from './outbox/retry-jobs.ts';
import { changePassword } from './password/change-password.ts';
import { mailPasswordReset } from './password/mail-password-reset.ts';
import { replacePassword } from './password/replace-password.ts';
import { requestPasswordReset } from './password/request-password-reset.ts';
import { findResetLink, resetPassword } from './password/reset-password.ts';
import { setPassword } from './password/set-password.ts';
import { setPasswordByOperator } from './password/set-password-by-operator.ts';
import { clearExpired } from './session/clear-expired.ts';
import { cycleSessionKey } from './session/cycle-session-key.ts';
import { endAllSessions } from './session/end-all-sessions.ts';
import { endOtherSessions } from './session/end-other-sessions.ts';
import { endOwnSession } from './session/end-own-session.ts';
import { endSession } from './session/end-session.ts';
import { findPrincipal, findSessionHolder } from './session/find-principal.ts';
import { findSession } from './session/find-session.ts';
import { listSessions } from './session/list-sessions.ts';
import { loadSession } from './session/load-session.ts';
import { saveSession } from './session/save-session.ts';
import { touchSessions } from './session/touch-sessions.ts';
import { adoptApiToken } from './token/adopt-api-token.ts';
import { blacklistToken } from './token/blacklist-token.ts';
import { createPersonalToken } from './token/create-personal-token.ts';
import { createTicket } from './token/create-ticket.ts';
import { endApiToken } from './token/end-api-token.ts';
import { endPersonalToken } from './token/end-personal-token.ts';
import { endTokenFamily } from './token/end-token-family.ts';
import { endTokensOfOthers } from './token/end-tokens-of-others.ts';
import { findAccessPrincipal } from './token/find-access-principal.ts';
import { findApiTokenPrincipal, findPersonalTokenPrincipal } from './token/find-token-principal.ts';
import { issueApiToken } from './token/issue-api-token.ts';
import { listPersonalTokens } from './token/list-personal-tokens.ts';
import { listPublicKeys } from './token/list-public-keys.ts';
import { findApiToken, obtainApiToken } from './token/obtain-api-token.ts';
import { obtainSlidingToken, obtainTokenPair } from './token/obtain-tokens.ts';
import { redeemTicket } from './token/redeem-ticket.ts';
import { refreshSlidingToken } from './token/refresh-sliding-token.ts';
import { refreshTokens } from './token/refresh-tokens.ts';
import { rotateSigningKeys } from './token/rotate-signing-keys.ts';
import { signUpForApiToken, signUpForTokenPair } from './token/sign-up-for-tokens.ts';
import { verifyToken } from './token/verify-token.ts';
import { activateUser } from './user/activate-user.ts';
import { addEmailAddress } from './user/add-email-address.ts';
import { confirmActivation } from './user/confirm-activation.ts';
import { confirmEmailAddress } from './user/confirm-email-address.ts';
import { confirmEmailChange } from './user/confirm-email-change.ts';
import { createFirstSuperuser } from './user/create-first-superuser.ts';
import { createUser } from './user/create-user.ts';
import { deactivateUser } from './user/deactivate-user.ts';
import { deleteUser } from './user/delete-user.ts';
import { describeUnconfirmedAccount } from './user/describe-unconfirmed-account.ts';
import { exportData } from './user/export-data.ts';
import { findActivation } from './user/find-activation.ts';
import { findEmailLink } from './user/find-email-link.ts';
import { findLink } from './user/find-link.ts';
import { findUser } from './user/find-user.ts';
import { findUsersNamed } from './user/find-users-named.ts';
import { listEmailAddresses } from './user/list-email-addresses.ts';
import { listNameClashes } from './user/list-name-clashes.ts';
import { listUsers } from './user/list-users.ts';
import { mailActivation } from './user/mail-activation.ts';
import { mailEmailAddress } from './user/mail-email-address.ts';
import { mailEmailChange } from './user/mail-email-change.ts';
import { mailUsernameReset } from './user/mail-username-reset.ts';
import { makeEmailPrimary } from './user/make-email-primary.ts';
import { readUser } from './user/read-user.ts';
import { registerUser } from './user/register-user.ts';
import { releaseEmail } from './user/release-email.ts';
import { removeEmailAddress } from './user/remove-email-address.ts';
import { removeUnactivatedUsers } from './user/remove-unactivated-users.ts';
import { requestEmailChange } from './user/request-email-change.ts';
import { requestUsernameReset } from './user/request-username-reset.ts';
import { resetUsername } from './user/reset-username.ts';
import { sendActivation } from './user/send-activation.ts';
import { sendEmailVerification } from './user/send-email-verification.ts';
import { signUp } from './user/sign-up.ts';
import { undoEmailChange } from './user/undo-email-change.ts';
import { updateProfile } from './user/update-profile.ts';

const useCases = {
  // access
  isAllowed,
  requireAllowed,
  // user
  signUp,
  registerUser,
  sendActivation,
  mailActivation,
  findLink,
  findEmailLink,
  findActivation,
  confirmActivation,
  describeUnconfirmedAccount,
  updateProfile,
  requestUsernameReset,
  mailUsernameReset,
  resetUsername,
  requestEmailChange,
  mailEmailChange,
  confirmEmailChange,
  undoEmailChange,
  releaseEmail,
  listEmailAddresses,
  addEmailAddress,
  mailEmailAddress,
  sendEmailVerification,
  confirmEmailAddress,
  makeEmailPrimary,
  removeEmailAddress,
  exportData,
  deleteUser,
  findUser,
  readUser,
  findUsersNamed,
  listUsers,
  listNameClashes,
  deactivateUser,
  activateUser,
  createUser,
  createFirstSuperuser,
  removeUnactivatedUsers,
  // password
  changePassword,
  replacePassword,
  setPassword,
  setPasswordByOperator,
  requestPasswordReset,
  mailPasswordReset,
  findResetLink,
  resetPassword,
  // login
  logIn,
  logInRemoteUser,
  findPasswordPrincipal,
  logOut,
  reauthenticate,
  unlock,
  forgetDevice,
  listDevicesByOperator,
  forgetDevicesByOperator,
  // session
  findPrincipal,
  findSessionHolder,
  listSessions,
  endSession,
  endOtherSessions,
  endAllSessions,
  endOwnSession,
  findSession,
  loadSession,
  saveSession,
  cycleSessionKey,
  touchSessions,
  clearExpired,
  // token
  listPublicKeys,
  rotateSigningKeys,
  // token
  signUpForTokenPair,
  signUpForApiToken,
  obtainTokenPair,
  obtainSlidingToken,
  refreshTokens,
  refreshSlidingToken,
  verifyToken,
  blacklistToken,
  endTokenFamily,
  endTokensOfOthers,
  findAccessPrincipal,
  obtainApiToken,
  findApiToken,
  endApiToken,
  adoptApiToken,
  issueApiToken,
  findApiTokenPrincipal,
  findPersonalTokenPrincipal,
  createPersonalToken,
  listPersonalTokens,
  endPersonalToken,
  createTicket,
  redeemTicket,
  // limit
  admitRequest,
  // idempotency
  claimRequest,
  settleRequest,
  // outbox
  listJobs,
  retryJobs,
  discardJobs,
  // audit
  recordSecurityEvent,
  recordVisits,
  listDevices,
  listVisits,
  listSecurityEvents,
  listAuditEvents,
  countUsersPerDay,
  sealAuditEvents,
  pruneRecords,
  verifyAudit,
};

type Bound<UseCase> = UseCase extends (deps: infer _Deps, ...input: infer Input) => infer Answer
  ? (...input: Input) => Answer
  : never;

/** Every use case, asking only for its input. */
export type UseCases = { readonly [Name in keyof typeof useCases]: Bound<(typeof useCases)[Name]> };

/** Gives every use case its ports, once, at start. */
export function bindUseCases(deps: Dependencies): UseCases {
  const bound = Object.entries(useCases).map(([name, useCase]) => {
    // One signature for all of them: each takes the ports and at most one input.
    const run = useCase as (ports: Dependencies, input: unknown) => unknown;
    return [name, (input: unknown) => run(deps, input)] as const;
  });
  return Object.fromEntries(bound) as unknown as UseCases;
}
