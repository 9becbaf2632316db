import { plantable } from '../cookie-weakenings.ts';
import { originsInClear } from '../origins-in-clear.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const csrfRules: SettingRules = {
  weakenings(config) {
    // Token cookies act by the origin alone, so whoever can speak as one of these acts in everybody's name.
    const wild = config.csrfTrustedOrigins.filter((origin) => origin.includes('*'));
    return [
      ...plantable('CSRF_COOKIE_NAME', config.csrfCookieName, config.csrfCookieSecure),
      ...when(
        config.isHttps && !config.csrfCookieSecure,
        'CSRF_COOKIE_SECURE=false: the token travels in clear.',
      ),
      ...wild.map(
        (origin) => `CSRF_TRUSTED_ORIGINS: any host of ${origin} may act for whoever is logged in.`,
      ),
      ...originsInClear('CSRF_TRUSTED_ORIGINS', config.csrfTrustedOrigins, config.isHttps),
    ];
  },
};
