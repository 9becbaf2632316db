import { defineSettings } from '../define-settings.ts';
import { DAY_SECONDS } from '../duration.ts';
import { choices } from '../list-kinds.ts';
import { SAME_SITE } from '../same-site.ts';
import { choice, flag, integer, text } from '../setting-kinds.ts';

/** How long somebody stays logged in, and the cookie that says so. */
export const sessionSettings = defineSettings({
  title: 'Sessions',
  django: { SESSION_COOKIE_NAME: 'sessionid' },
  settings: {
    SESSION_ENGINE: choice({
      words: ['database', 'cache', 'cached-database', 'file', 'signed-cookies'],
      aliases: {
        'django.contrib.sessions.backends.db': 'database',
        'django.contrib.sessions.backends.cache': 'cache',
        'django.contrib.sessions.backends.cached_db': 'cached-database',
        'django.contrib.sessions.backends.file': 'file',
        'django.contrib.sessions.backends.signed_cookies': 'signed-cookies',
      },
      default: 'database',
      about:
        'Where the data of sessions is kept; who is logged in is always in the database. Django’s names work.',
    }),
    SESSION_COOKIE_NAME: text({
      default: null,
      shownDefault: '`sessionid`; under https `__Host-sessionid`, or `__Secure-sessionid` with a domain',
      maxLength: 100,
      about: 'The name exactly as it is set here.',
    }),
    SESSION_COOKIE_AGE: integer({
      default: 14 * DAY_SECONDS,
      min: 60,
      max: 400 * DAY_SECONDS,
      about: 'Seconds of inactivity after which a remembered session ends.',
    }),
    SESSION_COOKIE_DOMAIN: text({
      default: null,
      maxLength: 253,
      about: 'Shares the cookie with subdomains.',
    }),
    SESSION_COOKIE_PATH: text({ default: '/', maxLength: 200, about: 'The path the cookie is sent to.' }),
    SESSION_COOKIE_SECURE: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about: 'The cookie travels over https only.',
    }),
    SESSION_COOKIE_HTTPONLY: flag({ default: true, about: 'Scripts cannot read the cookie.' }),
    SESSION_COOKIE_SAMESITE: choice({
      words: SAME_SITE,
      default: 'Lax',
      about: 'Whether other sites’ requests carry the cookie; `None` needs Secure.',
    }),
    SESSION_BIND_TO: choices({
      words: ['user-agent', 'address'],
      default: [],
      about:
        'A session counts only where the browser (`user-agent`), or the address, is still the one it was opened from: exactly the same IPv4 address, or the same /64 of IPv6. Whoever moves between networks logs in again. So do JSON web tokens; API tokens and personal ones count anywhere.',
    }),
    SESSION_SAVE_EVERY_REQUEST: flag({
      default: false,
      about: 'Every answer renews cookie and session, not only those that changed it.',
    }),
    SESSION_EXPIRE_AT_BROWSER_CLOSE: flag({
      default: false,
      about: 'Cookies live until the browser closes unless “remember me” was ticked.',
    }),
    SESSION_MAX_AGE_DAYS: integer({
      default: 30,
      min: 1,
      max: 400,
      about:
        'A session ends after this whatever happens, and so do the JSON web tokens of one log-in, unless JWT_REFRESH_TOKEN_LIFETIME is longer.',
    }),
    SESSION_STAFF_AGE_MINUTES: integer({
      default: 30,
      min: 1,
      max: 43_200,
      about: 'Minutes of inactivity after which a session of staff ends.',
    }),
    SESSION_STAFF_MAX_AGE_HOURS: integer({
      default: 12,
      min: 1,
      max: 720,
      about: 'A session of staff ends after this whatever happens, and so do their JSON web tokens.',
    }),
    SESSIONS_PER_USER: integer({
      default: 100,
      min: 1,
      max: 1_000,
      about: 'The most sessions of one user at once; the oldest ends first.',
    }),
    SESSION_TOUCH_SECONDS: integer({
      default: 60,
      min: 1,
      max: 3_600,
      about: 'The activity of one session is written down at most this often.',
    }),
  },
});
