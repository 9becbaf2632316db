import type { Config } from './complete-config.ts';
import { showNetworkRange } from './network-range.ts';
import { outsideWeakenings } from './outside-weakenings.ts';
import { secretProblems } from './secret-problems.ts';
import { hasEffect } from './settings-without-effect.ts';
import { storageWeakenings } from './storage-problems.ts';
import { when } from './when.ts';

/** Settings in force that are weaker than the default, one readable line each; boot prints them. */
export function weakenings(config: Config): string[] {
  return [
    ...accountWeakenings(config),
    ...tokenWeakenings(config),
    ...cookieWeakenings(config),
    ...transportWeakenings(config),
    ...storageWeakenings(config),
    ...basicWeakenings(config),
    ...corsWeakenings(config),
    ...originWeakenings(config),
    ...outsideWeakenings(config),
    ...when(
      config.webhookUrl !== null && config.webhookAllowPrivate,
      'WEBHOOK_ALLOW_PRIVATE: events may be sent to addresses inside.',
    ),
    // Production refuses them.
    ...(config.nodeEnv === 'production' ? [] : secretProblems(config)),
  ];
}

function accountWeakenings(config: Config): string[] {
  return [
    ...when(
      config.compatibility === 'django',
      'COMPATIBILITY=django: Django’s weaker forms are the defaults.',
    ),
    ...when(config.signupRevealsTakenEmail, 'SIGNUP_REVEALS_TAKEN_EMAIL: sign-up tells who has an account.'),
    ...when(
      !config.emailRequired && config.loginBy !== 'email',
      'EMAIL_REQUIRED=false: accounts without an address work at once, and nobody’s mailbox stands behind them.',
    ),
    ...when(
      config.loginAfterSignup && hasEffect('LOGIN_AFTER_SIGNUP', config),
      'LOGIN_AFTER_SIGNUP: sign-up logs in without a password check.',
    ),
    ...when(
      config.unverifiedMayLogIn,
      'UNVERIFIED_MAY_LOG_IN: accounts work before their address is known to be theirs.',
    ),
    ...when(
      config.unverifiedMayLogIn && config.loginBy === 'email' && !config.signupRevealsTakenEmail,
      'UNVERIFIED_MAY_LOG_IN with LOGIN_BY=email: sign-up and log-in together tell who has proved an address.',
    ),
    ...when(
      config.unverifiedMayLogIn && config.unverifiedMayHaveTokens,
      'UNVERIFIED_MAY_HAVE_TOKENS: programs act for accounts before their address is known to be theirs.',
    ),
    ...when(
      !config.activationAsksPassword,
      'ACTIVATION_ASKS_PASSWORD=false: whoever signs up with somebody’s address keeps the account that its owner activates.',
    ),
    ...when(
      config.passwordMinLength < 12,
      `PASSWORD_MIN_LENGTH=${config.passwordMinLength}: shorter than 12.`,
    ),
    ...missingValidators(config).map((name) => `PASSWORD_VALIDATORS: the rule ${name} is off.`),
    ...when(
      config.passwordComposition.length > 0 && hasEffect('PASSWORD_COMPOSITION', config),
      'PASSWORD_COMPOSITION: rules of composition make passwords easier to guess.',
    ),
    ...when(
      config.passwordResetTimeout > 86_400,
      `PASSWORD_RESET_TIMEOUT=${config.passwordResetTimeout}: reset links live longer than a day.`,
    ),
    ...when(
      config.djRestAuthPath !== null && !config.oldPasswordFieldEnabled,
      `OLD_PASSWORD_FIELD_ENABLED=false: whoever finds somebody’s browser within ${config.reauthenticationWindowMinutes} minutes of a log-in sets another password, and has the account.`,
    ),
    ...when(!config.notifyNewDevice, 'NOTIFY_NEW_DEVICE=false: nobody hears of a stranger’s log-in.'),
  ];
}

function missingValidators(config: Config): string[] {
  const names = ['similarity', 'common', 'numeric', 'context'] as const;
  return names.filter((name) => !config.passwordValidators.includes(name));
}

function tokenWeakenings(config: Config): string[] {
  return [
    ...when(config.jwtStateless, 'JWT_STATELESS: access tokens outlive log-out and a changed password.'),
    ...when(
      !config.jwtRotateRefreshTokens,
      'JWT_ROTATE_REFRESH_TOKENS=false: nobody notices a stolen refresh token.',
    ),
    ...when(
      config.jwtRotateRefreshTokens && !config.jwtBlacklistAfterRotation,
      'JWT_BLACKLIST_AFTER_ROTATION=false: refresh tokens that were replaced stay good.',
    ),
    ...when(
      config.jwtCheckRevokeToken,
      'JWT_CHECK_REVOKE_TOKEN: tokens carry an MD5 hash of the stored password.',
    ),
    ...when(
      config.apiTokenSurvivesPasswordChange,
      'API_TOKEN_SURVIVES_PASSWORD_CHANGE: an API token that somebody copied outlives a change of the password made with it.',
    ),
    ...when(
      config.jwtAccessTokenLifetime > 3_600,
      `JWT_ACCESS_TOKEN_LIFETIME=${config.jwtAccessTokenLifetime}: a stolen access token is good for more than an hour.`,
    ),
  ];
}

function basicWeakenings({ apiAuthentication }: Config): string[] {
  return when(
    apiAuthentication.includes('basic'),
    'API_AUTHENTICATION names basic: passwords travel with each request, and programs keep them.',
  );
}

function corsWeakenings({ corsAllowedOrigins, corsAllowCredentials, isHttps }: Config): string[] {
  const plain = corsAllowedOrigins.filter((origin) => isHttps && origin.startsWith('http:'));
  return [
    ...when(
      corsAllowCredentials && corsAllowedOrigins.length > 0,
      `CORS_ALLOW_CREDENTIALS: scripts of ${corsAllowedOrigins.join(', ')} read what whoever is logged in may read.`,
    ),
    ...plain.map((origin) => `CORS_ALLOWED_ORIGINS: ${origin} is anybody’s on the way to it.`),
  ];
}

/** Token cookies act by the origin alone, so whoever can speak as one of these acts in everybody's name. */
function originWeakenings({ csrfTrustedOrigins, isHttps }: Config): string[] {
  const wild = csrfTrustedOrigins.filter((origin) => origin.includes('*'));
  const plain = csrfTrustedOrigins.filter((origin) => isHttps && origin.startsWith('http:'));
  return [
    ...wild.map((origin) => `CSRF_TRUSTED_ORIGINS: any host of ${origin} may act for whoever is logged in.`),
    ...plain.map((origin) => `CSRF_TRUSTED_ORIGINS: ${origin} is anybody’s on the way to it.`),
  ];
}

function cookieWeakenings(config: Config): string[] {
  const prefixed = (name: string): boolean => /^__(?:Host|Secure)-/.test(name);
  return [
    ...when(
      config.sessionCookieSecure && !prefixed(config.sessionCookieName),
      `SESSION_COOKIE_NAME=${config.sessionCookieName}: without __Host- a neighbouring domain can plant it.`,
    ),
    ...when(
      config.csrfCookieSecure && !prefixed(config.csrfCookieName),
      `CSRF_COOKIE_NAME=${config.csrfCookieName}: without __Host- a neighbouring domain can plant it.`,
    ),
    ...when(
      config.authCookieSecure && !prefixed(config.authCookie),
      `AUTH_COOKIE=${config.authCookie}: without __Host- a neighbouring domain can plant it.`,
    ),
    ...when(
      config.authCookieSecure && !prefixed(config.authCookieRefresh),
      `AUTH_COOKIE_REFRESH=${config.authCookieRefresh}: without __Host- a neighbouring domain can plant it.`,
    ),
    ...when(
      config.jwtAuthCookie !== null && config.authCookieSecure && !prefixed(config.jwtAuthCookie),
      `JWT_AUTH_COOKIE=${config.jwtAuthCookie}: without __Host- a neighbouring domain can plant it.`,
    ),
    ...when(!config.authCookieHttponly, 'AUTH_COOKIE_HTTPONLY=false: scripts can read the tokens.'),
    ...when(
      config.authCookieSamesite === 'None',
      'AUTH_COOKIE_SAMESITE=None: other sites’ requests carry the tokens.',
    ),
    ...when(
      config.isHttps && !config.authCookieSecure,
      'AUTH_COOKIE_SECURE=false: the tokens travel in clear.',
    ),
    ...when(!config.sessionCookieHttponly, 'SESSION_COOKIE_HTTPONLY=false: scripts can read the session.'),
    ...when(
      config.sessionCookieSamesite === 'None',
      'SESSION_COOKIE_SAMESITE=None: other sites’ requests carry the session.',
    ),
    ...when(
      config.sessionCookieDomain !== null,
      `SESSION_COOKIE_DOMAIN=${config.sessionCookieDomain}: every host under it gets the session.`,
    ),
    ...when(
      config.isHttps && !config.sessionCookieSecure,
      'SESSION_COOKIE_SECURE=false: the session travels in clear.',
    ),
    ...when(
      config.isHttps && !config.csrfCookieSecure,
      'CSRF_COOKIE_SECURE=false: the token travels in clear.',
    ),
  ];
}

function transportWeakenings(config: Config): string[] {
  const wide = config.trustedProxies.filter(
    ({ family, prefixLength }) => prefixLength < (family === 'ipv4' ? 8 : 16),
  );
  return [
    ...when(config.allowedHosts.includes('*'), 'ALLOWED_HOSTS=*: anybody chooses the host.'),
    ...when(
      config.isHttps && config.secureHstsSeconds < 31_536_000,
      'SECURE_HSTS_SECONDS is less than a year.',
    ),
    ...when(
      config.isHttps && !config.secureSslRedirect,
      'SECURE_SSL_REDIRECT=false: pages are served over http.',
    ),
    ...when(
      config.nodeEnv === 'production' && config.apiDocs,
      'API_DOCS=true: strangers can read what the JSON API offers.',
    ),
    ...wide.map(
      (range) => `TRUSTED_PROXIES=${showNetworkRange(range)}: a very wide range of proxies is believed.`,
    ),
  ];
}
