import { isDeepStrictEqual } from 'node:util';
import { usesSharedSecret } from '../core/token/jwt-settings.ts';
import type { Completed as Config } from './complete-config.ts';
import { type Environment, isSaid, propertyName } from './read-environment.ts';
import { type SettingName, settingsTable } from './settings-table.ts';
import { signUpFieldsFrom } from './sign-up-settings.ts';

/** What must be so for a setting to change anything. */
interface Need {
  /** Completes the sentence "It counts only with …". */
  readonly words: string;
  isMet(config: Config): boolean;
}

const open: Need = { words: 'SIGNUP_OPEN=true', isMet: ({ signupOpen }) => signupOpen };
const otherOrigins: Need = {
  words: 'CORS_ALLOWED_ORIGINS',
  isMet: ({ corsAllowedOrigins }) => corsAllowedOrigins.length > 0,
};
const https: Need = { words: 'a PUBLIC_URL that is https', isMet: ({ isHttps }) => isHttps };
const strictTransport: Need = {
  words: 'a PUBLIC_URL that is https, and SECURE_HSTS_SECONDS over 0',
  isMet: ({ isHttps, secureHstsSeconds }) => isHttps && secureHstsSeconds > 0,
};
const djRestAuth: Need = {
  words: 'DJ_REST_AUTH_PATH',
  isMet: ({ djRestAuthPath }) => djRestAuthPath !== null,
};
const webhook: Need = { words: 'WEBHOOK_URL', isMet: ({ webhookUrl }) => webhookUrl !== null };
const searched: Need = {
  words: 'ldap in AUTHENTICATION_BACKENDS, and LDAP_USER_BASE',
  isMet: (config) => config.authenticationBackends.includes('ldap') && config.ldapUserBase !== null,
};

/** What counts only beside another setting. `docs/reference/configuration.md` says it of each. */
export const needs: Readonly<Partial<Record<SettingName, Need>>> = {
  API_PROBLEM_TYPE_URL: { words: 'API_FORMAT=problem', isMet: ({ apiFormat }) => apiFormat === 'problem' },
  LOG_REQUESTS: {
    words: 'LOG_LEVEL=info, debug or trace',
    isMet: ({ logLevel }) => ['info', 'debug', 'trace'].includes(logLevel),
  },
  METRICS_TOKEN: { words: 'METRICS=true', isMet: ({ metrics }) => metrics },
  SECURE_HSTS_SECONDS: https,
  SECURE_HSTS_INCLUDE_SUBDOMAINS: strictTransport,
  SECURE_HSTS_PRELOAD: strictTransport,
  CORS_ALLOW_CREDENTIALS: otherOrigins,
  CORS_ALLOW_METHODS: otherOrigins,
  CORS_ALLOW_HEADERS: otherOrigins,
  CORS_EXPOSE_HEADERS: otherOrigins,
  CORS_PREFLIGHT_MAX_AGE: otherOrigins,
  CORS_PATHS: otherOrigins,
  DATABASE_POOL_SIZE: { words: 'a DATABASE_URL of PostgreSQL', isMet: usesPostgres },
  REDIS_URL: {
    words: 'SESSION_ENGINE=cache or cached-database',
    isMet: ({ sessionEngine }) => sessionEngine.startsWith('cache'),
  },
  STORAGE_TRUSTED_HOSTS: {
    words: 'a DATABASE_URL of PostgreSQL, or REDIS_URL',
    isMet: (config) => usesPostgres(config) || config.redisUrl !== null,
  },
  MAIL_CA_FILE: {
    words: 'a MAIL_URL of smtp: or smtps:',
    isMet: ({ mailUrl }) => mailUrl?.reveal().startsWith('smtp') ?? false,
  },
  EMAIL_REQUIRED: { words: 'LOGIN_BY=username or either', isMet: ({ loginBy }) => loginBy !== 'email' },
  SIGNUP_FIELDS: open,
  LOGIN_AFTER_SIGNUP: {
    words: 'SIGNUP_OPEN=true, and with UNVERIFIED_MAY_LOG_IN=true or sign-ups without an address',
    isMet: (config) =>
      config.signupOpen && (config.unverifiedMayLogIn || signUpFieldsFrom(config).email?.isRequired !== true),
  },
  UNVERIFIED_MAY_HAVE_TOKENS: {
    words: 'UNVERIFIED_MAY_LOG_IN=true',
    isMet: ({ unverifiedMayLogIn }) => unverifiedMayLogIn,
  },
  PASSWORD_MAX_SIMILARITY: withRule('similarity'),
  PASSWORD_COMPOSITION: withRule('composition'),
  PASSWORD_CONTEXT_WORDS: withRule('context'),
  JWT_BLACKLIST_AFTER_ROTATION: {
    words: 'JWT_ROTATE_REFRESH_TOKENS=true',
    isMet: ({ jwtRotateRefreshTokens }) => jwtRotateRefreshTokens,
  },
  JWT_KEY_OVERLAP_SECONDS: {
    words: 'a JWT_ALGORITHM that has pairs of keys (not HS…)',
    isMet: ({ jwtAlgorithm }) => !usesSharedSecret(jwtAlgorithm),
  },
  JWT_AUTH_COOKIE: {
    words: 'jwt-cookie in API_AUTHENTICATION',
    isMet: ({ apiAuthentication }) => apiAuthentication.includes('jwt-cookie'),
  },
  DJ_REST_AUTH_REGISTRATION_PATH: djRestAuth,
  DJ_REST_AUTH_TOKENS: djRestAuth,
  OLD_PASSWORD_FIELD_ENABLED: djRestAuth,
  USERNAME_RESET_CONFIRM_URL: {
    words: 'DJOSER_PATH, and LOGIN_BY=username or either',
    isMet: ({ djoserPath, loginBy }) => djoserPath !== null && loginBy !== 'email',
  },
  EXTERNAL_AUTH_URL: withBackend('external-api'),
  EXTERNAL_AUTH_FIELDS: withBackend('external-api'),
  EXTERNAL_AUTH_SUBJECT_FIELD: withBackend('external-api'),
  EXTERNAL_AUTH_TIMEOUT_SECONDS: withBackend('external-api'),
  EXTERNAL_AUTH_CA_FILE: withBackend('external-api'),
  EXTERNAL_AUTH_ALLOW_PRIVATE: withBackend('external-api'),
  EXTERNAL_AUTH_ADOPTS_USERS: withBackend('external-api'),
  EXTERNAL_AUTH_EMAILS_VERIFIED: withBackend('external-api'),
  WEBHOOK_SECRETS: webhook,
  WEBHOOK_EVENTS: webhook,
  WEBHOOK_TIMEOUT_SECONDS: webhook,
  WEBHOOK_ALLOW_PRIVATE: webhook,
  LDAP_URL: withBackend('ldap'),
  LDAP_START_TLS: withBackend('ldap'),
  LDAP_CA_FILE: withBackend('ldap'),
  LDAP_TIMEOUT_SECONDS: withBackend('ldap'),
  LDAP_USER_BASE: withBackend('ldap'),
  LDAP_USER_FILTER: searched,
  LDAP_BIND_DN: searched,
  LDAP_BIND_PASSWORD: searched,
  LDAP_USER_DN_TEMPLATE: withBackend('ldap'),
  LDAP_ATTRIBUTES: withBackend('ldap'),
  LDAP_SUBJECT_ATTRIBUTE: withBackend('ldap'),
  LDAP_ADOPTS_USERS: withBackend('ldap'),
  LDAP_EMAILS_VERIFIED: withBackend('ldap'),
  REMOTE_USER_CREATES_USERS: withBackend('remote-user'),
  REMOTE_USER_ADOPTS_USERS: withBackend('remote-user'),
};

/** Settings that are said and, beside the others, change nothing: one sentence each, without values. */
export function settingsWithoutEffect(environment: Environment, config: Config): string[] {
  return settingNames.flatMap((name) => {
    if (hasEffect(name, config) || !isChanged(environment, config, name)) return [];
    return [`${name} changes nothing: it counts only with ${needs[name]?.words}.`];
  });
}

/** Whether what a setting needs beside it is so. */
export function hasEffect(name: SettingName, config: Config): boolean {
  return needs[name]?.isMet(config) ?? true;
}

// Their names are the keys, whatever the type of keys says.
const settingNames = Object.keys(settingsTable) as SettingName[];

/** Who says a default means nothing by it. */
function isChanged(environment: Environment, config: Config, name: SettingName): boolean {
  const value = Reflect.get(config, propertyName(name));
  return isSaid(environment, name) && !isDeepStrictEqual(value, settingsTable[name].defaultValue);
}

function usesPostgres({ databaseUrl }: Config): boolean {
  return databaseUrl.reveal().startsWith('postgres');
}

function withRule(rule: Config['passwordValidators'][number]): Need {
  return {
    words: `${rule} in PASSWORD_VALIDATORS`,
    isMet: ({ passwordValidators }) => passwordValidators.includes(rule),
  };
}

function withBackend(name: Config['authenticationBackends'][number]): Need {
  return {
    words: `${name} in AUTHENTICATION_BACKENDS`,
    isMet: ({ authenticationBackends }) => authenticationBackends.includes(name),
  };
}
