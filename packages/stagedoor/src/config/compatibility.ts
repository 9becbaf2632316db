import type { SettingName } from './settings-table.ts';

/** What `COMPATIBILITY=django` sets where nothing else is set: the weaker forms that Django front ends may count on. */
export const djangoDefaults: Readonly<Partial<Record<SettingName, string>>> = {
  SESSION_COOKIE_NAME: 'sessionid',
  CSRF_COOKIE_NAME: 'csrftoken',
  AUTH_COOKIE: 'Authentication',
  AUTH_COOKIE_REFRESH: 'Refresh',
  EMAIL_REQUIRED: 'false',
  SIGNUP_REVEALS_TAKEN_EMAIL: 'true',
  LOGIN_AFTER_SIGNUP: 'true',
  UNVERIFIED_MAY_LOG_IN: 'true',
  UNVERIFIED_MAY_HAVE_TOKENS: 'true',
  ACTIVATION_ASKS_PASSWORD: 'false',
  PASSWORD_MIN_LENGTH: '8',
  PASSWORD_RESET_TIMEOUT: '259200',
  JWT_ROTATE_REFRESH_TOKENS: 'false',
  JWT_BLACKLIST_AFTER_ROTATION: 'false',
  JWT_AUTH_HEADER_TYPES: 'JWT,Bearer',
  API_TOKEN_SURVIVES_PASSWORD_CHANGE: 'true',
  DJ_REST_AUTH_PATH: '/dj-rest-auth/',
  OLD_PASSWORD_FIELD_ENABLED: 'false',
  DJOSER_PATH: '/auth/',
};
