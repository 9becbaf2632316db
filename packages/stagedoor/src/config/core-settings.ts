import { days, hours, minutes, seconds } from '../core/kernel/clock.ts';
import type { CommonPasswords } from '../core/password/common-passwords.ts';
import {
  definePasswordPolicy,
  type PasswordPolicy,
  type PasswordValidator,
} from '../core/password/password-policy.ts';
import { PICTURES_PATH } from '../core/picture/picture-address.ts';
import type { Settings } from '../core/settings.ts';
import type { JwtSettings } from '../core/token/jwt-settings.ts';
import type { Config } from './complete-config.ts';
import { DAY_SECONDS } from './duration.ts';
import { signUpFieldsFrom } from './sign-up/sign-up-fields.ts';

/** What the use cases may be told of the configuration; the passwords that nobody may choose, and rules in code, are no part of it. */
export function settingsFrom(
  config: Config,
  commonPasswords: CommonPasswords,
  passwordValidators: readonly PasswordValidator[] = [],
): Settings {
  const cleanUp = config.removeUnactivatedAfterMinutes;
  return {
    siteName: config.siteName,
    logInBy: config.loginBy,
    signUpOpen: config.signupOpen,
    signUpByInvitation: config.signupByInvitation,
    signUpFields: signUpFieldsFrom(config),
    signUpRevealsTakenEmail: config.signupRevealsTakenEmail,
    logInAfterSignUp: config.loginAfterSignup,
    unverifiedMayLogIn: config.unverifiedMayLogIn,
    unverifiedMayHaveTokens: config.unverifiedMayHaveTokens,
    activationAsksPassword: config.activationAsksPassword,
    extraFields: config.extraFields,
    picturesAt: config.userPictures ? config.publicUrl.origin + PICTURES_PATH : null,
    passwordPolicy: passwordPolicyFrom(config, { commonPasswords, passwordValidators }),
    session: sessionSettingsFrom(config),
    reauthenticationWindowMs: minutes(config.reauthenticationWindowMinutes),
    links: {
      activationUrl: config.activationUrl,
      passwordResetUrl: config.passwordResetConfirmUrl,
      usernameResetUrl: config.usernameResetConfirmUrl,
      activationMs: hours(config.activationLinkHours),
      passwordResetMs: seconds(config.passwordResetTimeout),
      emailChangeMs: hours(config.emailChangeLinkHours),
      emailChangeUndoMs: days(config.emailChangeUndoDays),
    },
    failureFloorMs: config.failureFloorMilliseconds,
    ticketSeconds: config.ticketSeconds,
    limits: {
      logInPerAccount: config.limitLoginPerAccount,
      logInPerDevice: config.limitLoginPerDevice,
      logInPerSource: config.limitLoginPerSource,
      signUpPerSource: config.limitSignupPerSource,
      mailPerAddress: config.limitMailPerAddress,
      resetPerAddress: config.limitResetPerAddress,
      mailPerSource: config.limitMailPerSource,
      passwordPerUser: config.limitPasswordPerUser,
      linkPerSource: config.limitLinkPerSource,
    },
    throttles: {
      anonymous: config.throttleAnon,
      user: config.throttleUser,
      scopes: Object.fromEntries(config.throttleScopes.map(({ scope, rate }) => [scope, rate])),
    },
    removeUnactivatedAfterMs: cleanUp === null ? null : minutes(cleanUp),
    notifyNewDevice: config.notifyNewDevice,
    retention: {
      auditMs: config.auditRetentionDays === null ? null : days(config.auditRetentionDays),
      strangerVisitsMs: days(config.strangerVisitRetentionDays),
      visitDaysMs: days(config.visitDayRetentionDays),
    },
    webhook: {
      timeoutMs: seconds(config.webhookTimeoutSeconds),
      logMs: days(config.webhookLogDays),
      disableAfterMs: days(config.webhookDisableAfterDays),
      allowsClearText: config.nodeEnv !== 'production',
    },
    organizations: {
      mode: config.organizations,
      invitationMs: days(config.organizationInvitationDays),
      mostOwned: config.organizationsPerUser,
    },
    jwt: jwtSettingsFrom(config),
    apiTokenTellsUser: config.apiTokenShowsUser,
    apiTokenAtSignUp: config.apiTokenAtSignup,
    apiTokenSurvivesPasswordChange: config.apiTokenSurvivesPasswordChange,
  };
}

function sessionSettingsFrom(config: Config): Settings['session'] {
  return {
    ageSeconds: config.sessionCookieAge,
    maxAgeSeconds: config.sessionMaxAgeDays * DAY_SECONDS,
    staffAgeSeconds: config.sessionStaffAgeMinutes * 60,
    staffMaxAgeSeconds: config.sessionStaffMaxAgeHours * 3_600,
    saveEveryRequest: config.sessionSaveEveryRequest,
    expireAtBrowserClose: config.sessionExpireAtBrowserClose,
    maxPerUser: config.sessionsPerUser,
    touchAfterMs: seconds(config.sessionTouchSeconds),
  };
}

function jwtSettingsFrom(config: Config): JwtSettings {
  return {
    rules: {
      algorithm: config.jwtAlgorithm,
      audience: config.jwtAudience,
      issuer: config.jwtIssuer,
      leewaySeconds: config.jwtLeeway,
    },
    claimNames: {
      type: config.jwtTokenTypeClaim,
      id: config.jwtJtiClaim,
      userId: config.jwtUserIdClaim,
    },
    accessTokenSeconds: config.jwtAccessTokenLifetime,
    refreshTokenSeconds: config.jwtRefreshTokenLifetime,
    slidingTokenSeconds: config.jwtSlidingTokenLifetime,
    slidingRefreshSeconds: config.jwtSlidingTokenRefreshLifetime,
    rotateRefreshTokens: config.jwtRotateRefreshTokens,
    blacklistAfterRotation: config.jwtBlacklistAfterRotation,
    updateLastLogin: config.jwtUpdateLastLogin,
    headerTypes: config.jwtAuthHeaderTypes,
    checkRevokeToken: config.jwtCheckRevokeToken,
    claims: config.jwtClaims,
    isStateless: config.jwtStateless,
    keyOverlapMs: seconds(config.jwtKeyOverlapSeconds),
  };
}

function passwordPolicyFrom(
  config: Config,
  {
    commonPasswords,
    passwordValidators,
  }: {
    readonly commonPasswords: CommonPasswords;
    readonly passwordValidators: readonly PasswordValidator[];
  },
): PasswordPolicy {
  return definePasswordPolicy({
    commonPasswords,
    validators: [...config.passwordValidators, ...passwordValidators],
    minimumLength: config.passwordMinLength,
    maximumLength: config.passwordMaxLength,
    composition: config.passwordComposition,
    contextWords: [
      'stagedoor',
      config.siteName,
      ...hostWords(config.publicUrl),
      ...config.passwordContextWords,
    ],
    maximumSimilarity: config.passwordMaxSimilarity / 100,
  });
}

/** The names in the host that somebody chose: `shop` and `example` of `shop.example.org`. */
function hostWords(url: URL): string[] {
  const labels = url.hostname.split('.').slice(0, -1);
  return labels.filter((label) => label.length >= 4 && /[a-z]/.test(label));
}
