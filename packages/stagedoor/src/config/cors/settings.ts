import { defineSettings } from '../define-settings.ts';
import { exactOrigins, httpTokens, pathPrefixes } from '../list-kinds.ts';
import { flag, integer } from '../setting-kinds.ts';

/** What scripts of other origins may do: CORS. */
export const corsSettings = defineSettings({
  title: 'Other origins',
  settings: {
    CORS_ALLOWED_ORIGINS: exactOrigins({
      default: [],
      about:
        'Origins whose scripts may read what the JSON API answers. Empty switches CORS off. What they may do in the name of somebody logged in is CSRF_TRUSTED_ORIGINS’s to say.',
    }),
    CORS_ALLOW_CREDENTIALS: flag({
      default: false,
      about: 'Their requests may carry cookies; without it they show tokens in `Authorization`.',
    }),
    CORS_ALLOW_METHODS: httpTokens({
      default: ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
      about: 'Methods that they may use.',
    }),
    CORS_ALLOW_HEADERS: httpTokens({
      default: [
        'accept',
        'accept-language',
        'authorization',
        'content-type',
        'idempotency-key',
        'if-match',
        'if-none-match',
        'x-csrftoken',
        'x-requested-with',
      ],
      about: 'Headers that they may send.',
    }),
    CORS_EXPOSE_HEADERS: httpTokens({
      default: [
        'refusal-code',
        'retry-after',
        'idempotent-replayed',
        'www-authenticate',
        'etag',
        'link',
        'ignored-parameters',
      ],
      about: 'Headers of answers that they may read, beside those that everybody may.',
    }),
    CORS_PREFLIGHT_MAX_AGE: integer({
      default: 86_400,
      min: 0,
      max: 86_400,
      about: 'Seconds for which a browser need not ask again.',
    }),
    CORS_PATHS: pathPrefixes({
      default: ['/api/', '/api-token-auth/', '/.well-known/jwks.json', '/openapi.json'],
      about:
        'Where this is true. JWT_PATH, DJ_REST_AUTH_PATH, DJOSER_PATH and what API_PATHS names are added where they are set. Never pages: they hold CSRF tokens.',
    }),
  },
});
