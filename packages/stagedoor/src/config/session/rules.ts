import { plantable } from '../cookie-weakenings.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const sessionRules: SettingRules = {
  productionProblems: ({ sessionEngine, redisUrl }) =>
    when(
      sessionEngine.startsWith('cache') && redisUrl === null,
      `SESSION_ENGINE is ${sessionEngine}, which needs REDIS_URL: a process’s own memory is lost with it.`,
    ),
  weakenings: (config) => [
    ...plantable('SESSION_COOKIE_NAME', config.sessionCookieName, config.sessionCookieSecure),
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
  ],
};
