import { defineSettings } from '../define-settings.ts';
import { choice, flag, text } from '../setting-kinds.ts';

/** The endpoints of Django packages, and what their front ends count on. */
export const frontEndsSettings = defineSettings({
  title: 'Front ends of Django',
  django: { DJ_REST_AUTH_PATH: '/dj-rest-auth/', OLD_PASSWORD_FIELD_ENABLED: 'false', DJOSER_PATH: '/auth/' },
  settings: {
    COMPATIBILITY: choice({
      words: ['none', 'django'],
      default: 'none',
      about:
        'With `django`, the settings of the last table take Django’s form unless they are set themselves.',
    }),
    JWT_PATH: text({
      default: '/api/token/',
      maxLength: 100,
      about:
        'What simplejwt’s endpoints are below: the pair itself, `refresh/`, `verify/`, `blacklist/`, `sliding/`. API_PATHS moves one alone.',
    }),
    DJ_REST_AUTH_PATH: text({
      default: null,
      shownDefault: 'not served',
      maxLength: 100,
      about: 'Serves dj-rest-auth’s endpoints below this path, such as `/dj-rest-auth/`.',
    }),
    DJ_REST_AUTH_REGISTRATION_PATH: text({
      default: null,
      shownDefault: '`registration/` below DJ_REST_AUTH_PATH',
      maxLength: 100,
      about: 'Where its registration is, for sites that mounted `dj_rest_auth.registration` elsewhere.',
    }),
    DJ_REST_AUTH_TOKENS: choice({
      words: ['api-token', 'jwt', 'jwt-cookies'],
      default: 'api-token',
      about:
        'What they hand out: the API token, a JWT pair (USE_JWT), or the pair in AUTH_COOKIE and AUTH_COOKIE_REFRESH too.',
    }),
    OLD_PASSWORD_FIELD_ENABLED: flag({
      default: true,
      about:
        'Their `password/change/` wants the old password. Without it whoever proved a password within REAUTHENTICATION_WINDOW_MINUTES may leave it out, which API tokens never do. dj-rest-auth’s default is false.',
    }),
    DJOSER_PATH: text({
      default: null,
      shownDefault: 'not served',
      maxLength: 100,
      about: 'Serves djoser’s endpoints below this path, such as `/auth/`.',
    }),
  },
});
