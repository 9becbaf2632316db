import { isAllowed } from './access/is-allowed.ts';
import { requireAllowed } from './access/require-allowed.ts';
import { confirmActivation } from './account/activation/confirm-activation.ts';
import { describeUnconfirmedAccount } from './account/activation/describe-unconfirmed-account.ts';
import { findActivation } from './account/activation/find-activation.ts';
import { mailActivation } from './account/activation/mail-activation.ts';
import { removeUnactivatedUsers } from './account/activation/remove-unactivated-users.ts';
import { sendActivation } from './account/activation/send-activation.ts';
import { addEmailAddress } from './account/email/add-email-address.ts';
import { confirmEmailAddress } from './account/email/confirm-email-address.ts';
import { confirmEmailChange } from './account/email/confirm-email-change.ts';
import { findEmailLink } from './account/email/find-email-link.ts';
import { listEmailAddresses } from './account/email/list-email-addresses.ts';
import { mailEmailAddress } from './account/email/mail-email-address.ts';
import { mailEmailChange } from './account/email/mail-email-change.ts';
import { makeEmailPrimary } from './account/email/make-email-primary.ts';
import { releaseEmail } from './account/email/release-email.ts';
import { removeEmailAddress } from './account/email/remove-email-address.ts';
import { requestEmailChange } from './account/email/request-email-change.ts';
import { sendEmailVerification } from './account/email/send-email-verification.ts';
import { undoEmailChange } from './account/email/undo-email-change.ts';
import { linkIdentity } from './account/identity/link-identity.ts';
import { unlinkIdentity } from './account/identity/unlink-identity.ts';
import { activateUser } from './account/life/activate-user.ts';
import { deactivateUser } from './account/life/deactivate-user.ts';
import { deleteUser } from './account/life/delete-user.ts';
import { exportData } from './account/life/export-data.ts';
import { continueLogIn } from './account/log-in/continue-log-in.ts';
import { changePassword } from './account/password/change-password.ts';
import { replacePassword } from './account/password/replace-password.ts';
import { setPassword } from './account/password/set-password.ts';
import { setPasswordByOperator } from './account/password/set-password-by-operator.ts';
import { mailPasswordReset } from './account/password-reset/mail-password-reset.ts';
import { requestPasswordReset } from './account/password-reset/request-password-reset.ts';
import { findResetLink, resetPassword } from './account/password-reset/reset-password.ts';
import { updateProfile } from './account/profile/update-profile.ts';
import { createFirstSuperuser } from './account/sign-up/create-first-superuser.ts';
import { createUser } from './account/sign-up/create-user.ts';
import { registerUser } from './account/sign-up/register-user.ts';
import { signUp } from './account/sign-up/sign-up.ts';
import { signUpForApiToken, signUpForTokenPair } from './account/sign-up/sign-up-for-tokens.ts';
import { mailUsernameReset } from './account/username/mail-username-reset.ts';
import { requestUsernameReset } from './account/username/request-username-reset.ts';
import { resetUsername } from './account/username/reset-username.ts';
import { countUsersPerDay } from './activity/count-users-per-day.ts';
import { listDevices } from './activity/list-devices.ts';
import { listSecurityEvents } from './activity/list-security-events.ts';
import { listVisits } from './activity/list-visits.ts';
import { recordSecurityEvent } from './activity/record-security-event.ts';
import { recordVisits } from './activity/record-visits.ts';
import { findSealingStop } from './audit/find-sealing-stop.ts';
import { listAuditEvents } from './audit/list-audit-events.ts';
import { sealAuditEvents } from './audit/seal-audit-events.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import { findByCredential } from './authentication/find-by-credential.ts';
import type { Dependencies } from './dependencies.ts';
import { claimRequest } from './idempotency/claim-request.ts';
import { settleRequest } from './idempotency/settle-request.ts';
import { admitRequest } from './limit/admit-request.ts';
import { findLink } from './link/find-link.ts';
import { findPasswordPrincipal } from './login/find-password-principal.ts';
import { endFlow, tryStage } from './login/flow.ts';
import { forgetDevice } from './login/forget-device.ts';
import { forgetDevicesByOperator } from './login/forget-devices-by-operator.ts';
import { listDevicesByOperator } from './login/list-devices-by-operator.ts';
import { logIn } from './login/log-in.ts';
import { logInRemoteUser } from './login/log-in-remote-user.ts';
import { logOut } from './login/log-out.ts';
import { reauthenticate } from './login/reauthenticate.ts';
import { unlock } from './login/unlock.ts';
import { clearExpired } from './maintenance/clear-expired.ts';
import { mendStaleKeys } from './maintenance/mend-stale-keys.ts';
import { planKeyMending } from './maintenance/plan-key-mending.ts';
import { pruneRecords } from './maintenance/prune-records.ts';
import { discardJobs } from './outbox/discard-jobs.ts';
import { listJobs } from './outbox/list-jobs.ts';
import { retryJobs } from './outbox/retry-jobs.ts';
import { cycleSessionKey } from './session/cycle-session-key.ts';
import { endAllSessions } from './session/end-all-sessions.ts';
import { endOtherSessions } from './session/end-other-sessions.ts';
import { endSession } from './session/end-session.ts';
import { findPrincipal, findSessionHolder } from './session/find-principal.ts';
import { findSession } from './session/find-session.ts';
import { listSessions } from './session/list-sessions.ts';
import { loadSession } from './session/load-session.ts';
import { saveSession } from './session/save-session.ts';
import { touchSessions } from './session/touch-sessions.ts';
import { adoptApiToken } from './token/api-token/adopt-api-token.ts';
import { endApiToken } from './token/api-token/end-api-token.ts';
import { findApiTokenPrincipal, findPersonalTokenPrincipal } from './token/api-token/find-token-principal.ts';
import { issueApiToken } from './token/api-token/issue-api-token.ts';
import { findApiToken, obtainApiToken } from './token/api-token/obtain-api-token.ts';
import { blacklistToken } from './token/jwt/blacklist-token.ts';
import { findAccessPrincipal } from './token/jwt/find-access-principal.ts';
import { findTokenFamilies } from './token/jwt/find-token-families.ts';
import { obtainSlidingToken, obtainTokenPair } from './token/jwt/obtain-tokens.ts';
import { refreshSlidingToken } from './token/jwt/refresh-sliding-token.ts';
import { refreshTokens } from './token/jwt/refresh-tokens.ts';
import { verifyToken } from './token/jwt/verify-token.ts';
import { createPersonalToken } from './token/personal-token/create-personal-token.ts';
import { endPersonalToken } from './token/personal-token/end-personal-token.ts';
import { listPersonalTokens } from './token/personal-token/list-personal-tokens.ts';
import { listPublicKeys } from './token/signing-key/list-public-keys.ts';
import { rotateSigningKeys } from './token/signing-key/rotate-signing-keys.ts';
import { createTicket } from './token/ticket/create-ticket.ts';
import { redeemTicket } from './token/ticket/redeem-ticket.ts';
import { findByIdentity } from './user/find-by-identity.ts';
import { findUser } from './user/find-user.ts';
import { findUsersNamed } from './user/find-users-named.ts';
import { listIdentities } from './user/list-identities.ts';
import { listNameClashes } from './user/list-name-clashes.ts';
import { listStaleKeys } from './user/list-stale-keys.ts';
import { listUsers } from './user/list-users.ts';
import { readUser } from './user/read-user.ts';

const useCases = {
  access: {
    isAllowed,
    requireAllowed,
  },
  user: {
    find: findUser,
    findById: readUser,
    findNamed: findUsersNamed,
    list: listUsers,
    listNameClashes,
    signUp,
    register: registerUser,
    signUpForTokenPair,
    signUpForApiToken,
    create: createUser,
    createFirstSuperuser,
    updateProfile,
    exportData,
    delete: deleteUser,
    activate: activateUser,
    deactivate: deactivateUser,
  },
  identity: {
    findUser: findByIdentity,
    list: listIdentities,
    link: linkIdentity,
    unlink: unlinkIdentity,
  },
  activation: {
    send: sendActivation,
    mail: mailActivation,
    find: findActivation,
    confirm: confirmActivation,
    describeUnconfirmed: describeUnconfirmedAccount,
    removeUnactivated: removeUnactivatedUsers,
  },
  email: {
    listAddresses: listEmailAddresses,
    addAddress: addEmailAddress,
    mailAddress: mailEmailAddress,
    sendVerification: sendEmailVerification,
    confirmAddress: confirmEmailAddress,
    makePrimary: makeEmailPrimary,
    removeAddress: removeEmailAddress,
    requestChange: requestEmailChange,
    mailChange: mailEmailChange,
    confirmChange: confirmEmailChange,
    undoChange: undoEmailChange,
    release: releaseEmail,
    findLink: findEmailLink,
  },
  username: {
    requestReset: requestUsernameReset,
    mailReset: mailUsernameReset,
    reset: resetUsername,
  },
  password: {
    change: changePassword,
    replace: replacePassword,
    set: setPassword,
    setByOperator: setPasswordByOperator,
    requestReset: requestPasswordReset,
    mailReset: mailPasswordReset,
    findResetLink,
    reset: resetPassword,
  },
  link: {
    find: findLink,
  },
  login: {
    logIn,
    logInRemoteUser,
    continue: continueLogIn,
    tryStage,
    endFlow,
    findPasswordPrincipal,
    logOut,
    reauthenticate,
    unlock,
  },
  authentication: {
    find: findByCredential,
  },
  session: {
    findPrincipal,
    findHolder: findSessionHolder,
    find: findSession,
    list: listSessions,
    load: loadSession,
    save: saveSession,
    cycleKey: cycleSessionKey,
    touch: touchSessions,
    end: endSession,
    endOthers: endOtherSessions,
    endAll: endAllSessions,
  },
  device: {
    list: listDevices,
    forget: forgetDevice,
    listByOperator: listDevicesByOperator,
    forgetByOperator: forgetDevicesByOperator,
  },
  activity: {
    listVisits,
    recordVisits,
    listSecurityEvents,
    recordSecurityEvent,
    countUsersPerDay,
  },
  jwt: {
    obtainPair: obtainTokenPair,
    obtainSliding: obtainSlidingToken,
    refresh: refreshTokens,
    refreshSliding: refreshSlidingToken,
    verify: verifyToken,
    blacklist: blacklistToken,
    findFamilies: findTokenFamilies,
    findPrincipal: findAccessPrincipal,
  },
  apiToken: {
    obtain: obtainApiToken,
    find: findApiToken,
    issue: issueApiToken,
    adopt: adoptApiToken,
    end: endApiToken,
    findPrincipal: findApiTokenPrincipal,
  },
  personalToken: {
    create: createPersonalToken,
    list: listPersonalTokens,
    end: endPersonalToken,
    findPrincipal: findPersonalTokenPrincipal,
  },
  ticket: {
    create: createTicket,
    redeem: redeemTicket,
  },
  signingKey: {
    listPublic: listPublicKeys,
    rotate: rotateSigningKeys,
  },
  limit: {
    admitRequest,
  },
  idempotency: {
    claim: claimRequest,
    settle: settleRequest,
  },
  job: {
    list: listJobs,
    retry: retryJobs,
    discard: discardJobs,
  },
  audit: {
    list: listAuditEvents,
    seal: sealAuditEvents,
    verify: verifyAudit,
    findSealingStop,
  },
  maintenance: {
    clearExpired,
    pruneRecords,
    listStaleKeys,
    planKeyMending,
    mendStaleKeys,
  },
};

type Bound<UseCase> = UseCase extends (deps: infer _Deps, ...input: infer Input) => infer Answer
  ? (...input: Input) => Answer
  : never;

type Groups = typeof useCases;

/** Every use case under its feature, asking only for its input. */
export type UseCases = {
  readonly [Group in keyof Groups]: {
    readonly [Name in keyof Groups[Group]]: Bound<Groups[Group][Name]>;
  };
};

/** Gives every use case its ports, once, at start. */
export function bindUseCases(deps: Dependencies): UseCases {
  const bound = Object.entries(useCases).map(([feature, group]) => [feature, bindAll(deps, group)] as const);
  return Object.fromEntries(bound) as unknown as UseCases;
}

function bindAll(deps: Dependencies, group: Readonly<Record<string, unknown>>): object {
  const bound = Object.entries(group).map(([name, useCase]) => {
    // One signature for all of them: each takes the ports and at most one input.
    const run = useCase as (ports: Dependencies, input: unknown) => unknown;
    return [name, (input: unknown) => run(deps, input)] as const;
  });
  return Object.fromEntries(bound);
}
