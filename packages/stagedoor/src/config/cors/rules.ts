import { originsInClear } from '../origins-in-clear.ts';
import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const otherOrigins: Need = {
  words: 'CORS_ALLOWED_ORIGINS',
  isMet: ({ corsAllowedOrigins }) => corsAllowedOrigins.length > 0,
};

export const corsRules: SettingRules = {
  needs: {
    CORS_ALLOW_CREDENTIALS: otherOrigins,
    CORS_ALLOW_METHODS: otherOrigins,
    CORS_ALLOW_HEADERS: otherOrigins,
    CORS_EXPOSE_HEADERS: otherOrigins,
    CORS_PREFLIGHT_MAX_AGE: otherOrigins,
    CORS_PATHS: otherOrigins,
  },
  weakenings: ({ corsAllowedOrigins, corsAllowCredentials, isHttps }) => [
    ...when(
      corsAllowCredentials && corsAllowedOrigins.length > 0,
      `CORS_ALLOW_CREDENTIALS: scripts of ${corsAllowedOrigins.join(', ')} read what whoever is logged in may read.`,
    ),
    ...originsInClear('CORS_ALLOWED_ORIGINS', corsAllowedOrigins, isHttps),
  ],
};
