import { plantable } from '../cookie-weakenings.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const tokenCookieRules: SettingRules = {
  needs: {
    JWT_AUTH_COOKIE: {
      words: 'jwt-cookie in API_AUTHENTICATION',
      isMet: ({ apiAuthentication }) => apiAuthentication.includes('jwt-cookie'),
    },
  },
  weakenings: (config) => [
    ...plantable('AUTH_COOKIE', config.authCookie, config.authCookieSecure),
    ...plantable('AUTH_COOKIE_REFRESH', config.authCookieRefresh, config.authCookieSecure),
    ...(config.jwtAuthCookie === null
      ? []
      : plantable('JWT_AUTH_COOKIE', config.jwtAuthCookie, config.authCookieSecure)),
    ...when(!config.authCookieHttponly, 'AUTH_COOKIE_HTTPONLY=false: scripts can read the tokens.'),
    ...when(
      config.authCookieSamesite === 'None',
      'AUTH_COOKIE_SAMESITE=None: other sites’ requests carry the tokens.',
    ),
    ...when(
      config.isHttps && !config.authCookieSecure,
      'AUTH_COOKIE_SECURE=false: the tokens travel in clear.',
    ),
  ],
};
