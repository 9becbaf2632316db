import { defineSettings } from '../define-settings.ts';
import { DAY_SECONDS } from '../duration.ts';
import { origins } from '../list-kinds.ts';
import { SAME_SITE } from '../same-site.ts';
import { choice, flag, integer, text } from '../setting-kinds.ts';

/** The cookie against requests that other sites make in a visitor’s name. */
export const csrfSettings = defineSettings({
  title: 'Cross-site requests',
  django: { CSRF_COOKIE_NAME: 'csrftoken' },
  settings: {
    CSRF_COOKIE_NAME: text({
      default: null,
      shownDefault: '`csrftoken`; under https `__Host-csrftoken`, or `__Secure-csrftoken` with a domain',
      maxLength: 100,
      about: 'The name exactly as it is set here.',
    }),
    CSRF_COOKIE_AGE: integer({
      default: 31_449_600,
      min: 60,
      max: 400 * DAY_SECONDS,
      about: 'Seconds that the cookie lives.',
    }),
    CSRF_COOKIE_DOMAIN: text({ default: null, maxLength: 253, about: 'Shares the cookie with subdomains.' }),
    CSRF_COOKIE_PATH: text({ default: '/', maxLength: 200, about: 'The path the cookie is sent to.' }),
    CSRF_COOKIE_SECURE: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about: 'The cookie travels over https only.',
    }),
    CSRF_COOKIE_HTTPONLY: flag({
      default: false,
      about: 'Scripts cannot read the cookie; they get the token from GET /api/csrf/.',
    }),
    CSRF_COOKIE_SAMESITE: choice({
      words: SAME_SITE,
      default: 'Lax',
      about: 'Whether other sites’ requests carry the cookie; `None` needs Secure.',
    }),
    CSRF_TRUSTED_ORIGINS: origins({
      default: [],
      about: 'Other origins whose pages may send unsafe requests.',
    }),
  },
});
