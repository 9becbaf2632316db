import { defineSettings } from '../define-settings.ts';
import { SAME_SITE } from '../same-site.ts';
import { choice, flag, text } from '../setting-kinds.ts';

/** The cookies that carry JSON web tokens. */
export const tokenCookieSettings = defineSettings({
  title: 'Token cookies',
  django: { AUTH_COOKIE: 'Authentication', AUTH_COOKIE_REFRESH: 'Refresh' },
  settings: {
    AUTH_COOKIE: text({
      default: null,
      shownDefault: '`Authentication`; under https `__Host-Authentication`, or `__Secure-` with a domain',
      maxLength: 100,
      about: 'The cookie of the access token. The name exactly as it is set here.',
    }),
    AUTH_COOKIE_REFRESH: text({
      default: null,
      shownDefault: '`Refresh`; under https `__Host-Refresh`, or `__Secure-` with a domain',
      maxLength: 100,
      about: 'The cookie of the refresh token. The name exactly as it is set here.',
    }),
    AUTH_COOKIE_DOMAIN: text({
      default: null,
      maxLength: 253,
      about: 'Shares both cookies with subdomains.',
    }),
    AUTH_COOKIE_SECURE: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about: 'Both cookies travel over https only.',
    }),
    AUTH_COOKIE_HTTPONLY: flag({ default: true, about: 'Scripts cannot read the tokens.' }),
    AUTH_COOKIE_SAMESITE: choice({
      words: SAME_SITE,
      default: 'Lax',
      about: 'Whether other sites’ requests carry the tokens; `Strict` suits a single-page application.',
    }),
    JWT_AUTH_COOKIE: text({
      default: null,
      maxLength: 100,
      about: 'Another cookie that an access token is accepted from, such as `access_token`.',
    }),
  },
});
