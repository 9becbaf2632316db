import { signingSecrets } from '../config/secret-key/secrets.ts';
import type { Config } from '../config.ts';
import { credentialsByClass } from '../http/credential/credentials.ts';
import type { CorsSettings } from '../http/settings/cors.ts';
import type { CookieSettings, HttpSettings } from '../http/settings/http-settings.ts';

/** What the HTTP layer may be told of the configuration. */
export function httpSettingsFrom(config: Config): HttpSettings {
  return {
    publicOrigin: config.publicUrl.origin,
    isHttps: config.isHttps,
    uploadLimitBytes: config.uploadLimitBytes,
    bodyLimitBytes: config.bodyLimitBytes,
    exportsAtOnce: { perNode: config.exportsAtOnce, perCaller: config.exportsPerCaller },
    hasPictures: config.userPictures,
    redirectsToHttps: config.secureSslRedirect,
    allowedHosts: config.allowedHosts,
    trustedProxies: config.trustedProxies,
    apiAuthentication: config.apiAuthentication,
    challenge: credentialsByClass[config.authChallenge].challenge,
    remoteUserHeader: config.authenticationBackends.includes('remote-user') ? config.remoteUserHeader : null,
    cors: corsFrom(config),
    trustedOrigins: config.csrfTrustedOrigins,
    sessionCookie: {
      name: config.sessionCookieName,
      path: config.sessionCookiePath,
      domain: config.sessionCookieDomain,
      isSecure: config.sessionCookieSecure,
      isHttpOnly: config.sessionCookieHttponly,
      sameSite: config.sessionCookieSamesite,
    },
    bindsSessionTo: config.sessionBindTo,
    savesSessionOnEveryRequest: config.sessionSaveEveryRequest,
    csrfCookie: {
      name: config.csrfCookieName,
      path: config.csrfCookiePath,
      domain: config.csrfCookieDomain,
      isSecure: config.csrfCookieSecure,
      isHttpOnly: config.csrfCookieHttponly,
      sameSite: config.csrfCookieSamesite,
    },
    accessCookie: tokenCookie(config, config.authCookie),
    refreshCookie: tokenCookie(config, config.authCookieRefresh),
    otherAccessCookie: config.jwtAuthCookie === null ? null : tokenCookie(config, config.jwtAuthCookie),
    csrfCookieAgeSeconds: config.csrfCookieAge,
    strictTransportSecurity: strictTransportSecurity(config),
    logInUrl: config.loginUrl,
    logInRedirectUrl: config.loginRedirectUrl,
    logOutRedirectUrl: config.logoutRedirectUrl,
    footLinks: {
      terms: config.termsUrl,
      privacy: config.privacyUrl,
      help: config.helpUrl,
      apiDocs: config.apiDocs ? '/docs/' : null,
      mailbox: config.mailUrl === null ? '/dev/mail/' : null,
    },
    apiFormat: config.apiFormat,
    unknownParameters: config.apiUnknownParameters,
    problemTypeUrl: config.apiProblemTypeUrl,
    tracksVisits: config.trackVisits,
    touchAfterMs: config.sessionTouchSeconds * 1_000,
    signingKeys: signingSecrets(config),
  };
}

function corsFrom(config: Config): CorsSettings | null {
  if (config.corsAllowedOrigins.length === 0) return null;
  return {
    allowedOrigins: config.corsAllowedOrigins,
    allowsCredentials: config.corsAllowCredentials,
    methods: config.corsAllowMethods,
    headers: config.corsAllowHeaders,
    exposedHeaders: config.corsExposeHeaders,
    maxAgeSeconds: config.corsPreflightMaxAge,
    paths: [...config.corsPaths, ...pathsOfFrontEnds(config)],
  };
}

/** Where the site has its API beside `/api/`. */
function pathsOfFrontEnds(config: Config): string[] {
  const { jwtPath, djRestAuthPath, djRestAuthRegistrationPath, djoserPath, apiPaths } = config;
  const served = [jwtPath, djRestAuthPath, djRestAuthRegistrationPath, djoserPath];
  // A page is never among them: an address that a page has is refused at the start.
  return [...served, ...apiPaths.map(({ path }) => path.replace(/:.*/, ''))].filter((path) => path !== null);
}

function tokenCookie(config: Config, name: string): CookieSettings {
  return {
    name,
    path: '/',
    domain: config.authCookieDomain,
    isSecure: config.authCookieSecure,
    isHttpOnly: config.authCookieHttponly,
    sameSite: config.authCookieSamesite,
  };
}

function strictTransportSecurity(config: Config): string | null {
  if (config.secureHstsSeconds === 0) return null;
  return [
    `max-age=${config.secureHstsSeconds}`,
    ...(config.secureHstsIncludeSubdomains ? ['includeSubDomains'] : []),
    ...(config.secureHstsPreload ? ['preload'] : []),
  ].join('; ');
}
