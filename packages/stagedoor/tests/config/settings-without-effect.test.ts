import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { needs } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-effect-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Environment = Readonly<Record<string, string>>;

const idleIn = (environment: Environment): readonly string[] =>
  parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...environment }).settingsWithoutEffect;

const https = { PUBLIC_URL: 'https://example.org' };
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 'w').toString('base64')}`;
const webhook = { WEBHOOK_URL: 'https://hooks.example/' };
const external = { AUTHENTICATION_BACKENDS: 'password,external-api' };
const api = { EXTERNAL_AUTH_URL: 'https://auth.example.org/login/' };
const ldap = { AUTHENTICATION_BACKENDS: 'password,ldap', LDAP_URL: 'ldaps://ldap.example.org' };
const searched = { ...ldap, LDAP_USER_BASE: 'ou=people,dc=example,dc=org' };
const proxy = {
  AUTHENTICATION_BACKENDS: 'password,remote-user',
  REMOTE_USER_HEADER: 'X-Remote-User',
  TRUSTED_PROXIES: '10.0.0.1/32',
};
const CERTIFICATES = new URL('../support/certificates/', import.meta.url).pathname;
const cors = { CORS_ALLOWED_ORIGINS: 'https://app.example.org' };
const rules = (...names: string[]): Environment => ({ PASSWORD_VALIDATORS: names.join(',') });

/** A setting as it is said where it changes nothing, and what beside it gives it an effect. */
const cases: readonly (readonly [said: Environment, alone: Environment, beside: Environment])[] = [
  [{ API_PROBLEM_TYPE_URL: 'https://example.org/errors#' }, {}, { API_FORMAT: 'problem' }],
  [{ LOG_REQUESTS: 'true' }, { LOG_LEVEL: 'warn' }, { LOG_LEVEL: 'debug' }],
  [{ METRICS_TOKEN: 'kQ8xw2~Zr5.Tn7_Vb1-Lp4+Hs9/Gd3Yf6Mc0Je==' }, {}, { METRICS: 'true' }],
  [{ SECURE_HSTS_SECONDS: '60' }, {}, https],
  [{ SECURE_HSTS_INCLUDE_SUBDOMAINS: 'false' }, { ...https, SECURE_HSTS_SECONDS: '0' }, https],
  [{ SECURE_HSTS_PRELOAD: 'true' }, {}, https],
  [{ CORS_ALLOW_CREDENTIALS: 'true' }, {}, cors],
  [{ CORS_ALLOW_METHODS: 'GET' }, {}, cors],
  [{ CORS_ALLOW_HEADERS: 'accept' }, {}, cors],
  [{ CORS_EXPOSE_HEADERS: 'retry-after' }, {}, cors],
  [{ CORS_PREFLIGHT_MAX_AGE: '60' }, {}, cors],
  [{ CORS_PATHS: '/api/' }, {}, cors],
  [{ POSTGRES_USER: 'app' }, {}, { POSTGRES_DB: 'app' }],
  [{ POSTGRES_PASSWORD: 'canary' }, {}, { POSTGRES_DB: 'app' }],
  [{ POSTGRES_HOST: 'localhost' }, {}, { POSTGRES_DB: 'app' }],
  [{ POSTGRES_PORT: '5433' }, {}, { POSTGRES_DB: 'app' }],
  [{ DATABASE_POOL_SIZE: '20' }, {}, { DATABASE_URL: 'postgres://localhost/accounts' }],
  [{ REDIS_URL: 'redis://localhost' }, {}, { SESSION_ENGINE: 'cached-database' }],
  [{ STORAGE_TRUSTED_HOSTS: 'db' }, {}, { DATABASE_URL: 'postgres://db/accounts' }],
  [{ MAIL_CA_FILE: `${CERTIFICATES}authority.pem` }, {}, { MAIL_URL: 'smtp://mail.example.org' }],
  [{ EMAIL_REQUIRED: 'false' }, { LOGIN_BY: 'email' }, { LOGIN_BY: 'username' }],
  [{ LOGIN_AFTER_SIGNUP: 'true' }, {}, { EMAIL_REQUIRED: 'false' }],
  [{ UNVERIFIED_MAY_HAVE_TOKENS: 'true' }, {}, { UNVERIFIED_MAY_LOG_IN: 'true' }],
  [{ PASSWORD_MAX_SIMILARITY: '50' }, rules('common'), rules('similarity')],
  [{ PASSWORD_COMPOSITION: 'digit' }, rules('common'), rules('composition')],
  [{ PASSWORD_CONTEXT_WORDS: 'acme' }, rules('common'), rules('context')],
  [{ JWT_BLACKLIST_AFTER_ROTATION: 'false' }, { JWT_ROTATE_REFRESH_TOKENS: 'false' }, {}],
  [{ JWT_KEY_OVERLAP_SECONDS: '60' }, {}, { JWT_ALGORITHM: 'ES256' }],
  [{ JWT_AUTH_COOKIE: 'access_token' }, { API_AUTHENTICATION: 'session' }, {}],
  [{ DJ_REST_AUTH_REGISTRATION_PATH: '/signup/' }, {}, { DJ_REST_AUTH_PATH: '/rest/' }],
  [{ DJ_REST_AUTH_TOKENS: 'jwt' }, {}, { DJ_REST_AUTH_PATH: '/rest/' }],
  [{ OLD_PASSWORD_FIELD_ENABLED: 'false' }, {}, { DJ_REST_AUTH_PATH: '/rest/' }],
  [{ USERNAME_RESET_CONFIRM_URL: '/name/{uid}/{token}' }, {}, { DJOSER_PATH: '/auth/' }],
  [api, {}, external],
  [{ EXTERNAL_AUTH_FIELDS: 'email' }, {}, { ...external, ...api }],
  [{ EXTERNAL_AUTH_SUBJECT_FIELD: 'id' }, {}, { ...external, ...api }],
  [{ EXTERNAL_AUTH_TIMEOUT_SECONDS: '5' }, {}, { ...external, ...api }],
  [{ EXTERNAL_AUTH_CA_FILE: `${CERTIFICATES}authority.pem` }, {}, { ...external, ...api }],
  [{ EXTERNAL_AUTH_ALLOW_PRIVATE: 'true' }, {}, { ...external, ...api }],
  [{ EXTERNAL_AUTH_ADOPTS_USERS: 'true' }, {}, { ...external, ...api }],
  [{ EXTERNAL_AUTH_EMAILS_VERIFIED: 'true' }, {}, { ...external, ...api }],
  [{ WEBHOOK_SECRETS: WEBHOOK_SECRET }, {}, webhook],
  [{ WEBHOOK_EVENTS: 'user.created' }, {}, { ...webhook, WEBHOOK_SECRETS: WEBHOOK_SECRET }],
  [{ LDAP_URL: 'ldaps://ldap.example.org' }, {}, searched],
  [{ LDAP_START_TLS: 'true' }, {}, { ...searched, LDAP_URL: 'ldap://ldap.example.org' }],
  [{ LDAP_CA_FILE: `${CERTIFICATES}authority.pem` }, {}, searched],
  [{ LDAP_TIMEOUT_SECONDS: '5' }, {}, searched],
  [{ LDAP_USER_BASE: 'ou=people' }, {}, ldap],
  [{ LDAP_USER_FILTER: '(cn={username})' }, {}, searched],
  [{ LDAP_BIND_DN: 'cn=reader', LDAP_BIND_PASSWORD: 'secret' }, {}, searched],
  [{ LDAP_BIND_PASSWORD: 'secret', LDAP_BIND_DN: 'cn=reader' }, {}, searched],
  [{ LDAP_USER_DN_TEMPLATE: 'uid={username},ou=people' }, {}, ldap],
  [{ LDAP_ATTRIBUTES: 'username=uid' }, {}, searched],
  [{ LDAP_SUBJECT_ATTRIBUTE: 'entryUUID' }, {}, searched],
  [{ LDAP_ADOPTS_USERS: 'true' }, {}, searched],
  [{ LDAP_EMAILS_VERIFIED: 'true' }, {}, searched],
  [{ REMOTE_USER_CREATES_USERS: 'false' }, {}, proxy],
  [{ SIGNUP_BY_INVITATION: 'true' }, {}, { ORGANIZATIONS: 'managed' }],
  [{ REMOTE_USER_ADOPTS_USERS: 'true' }, {}, proxy],
];

describe('a setting that counts only beside another', () => {
  test.each(cases.map(([said, ...others]) => [Object.keys(said)[0] ?? '', said, ...others] as const))(
    '%s is named alone, and not where it has an effect',
    (name, said, alone, beside) => {
      expect(idleIn({ ...said, ...alone }).join('\n')).toMatch(
        new RegExp(`^${name} changes nothing: it counts only with \\S`, 'm'),
      );
      expect(idleIn({ ...beside, ...said }).filter((line) => line.startsWith(`${name} `))).toEqual([]);
    },
  );

  test('each of them is tried above', () => {
    expect(new Set(cases.map(([said]) => Object.keys(said)[0]))).toEqual(new Set(Object.keys(needs)));
  });

  test('is not named where nobody says it, where its default is said, or where COMPATIBILITY=django sets it', () => {
    expect(idleIn({})).toEqual([]);
    expect(idleIn({ COMPATIBILITY: 'django', LOGIN_BY: 'email' })).toEqual([]);
    expect(idleIn({ UNVERIFIED_MAY_HAVE_TOKENS: 'false', CORS_ALLOW_CREDENTIALS: 'false' })).toEqual([]);
  });

  test('is named without its value', () => {
    expect(idleIn({ METRICS_TOKEN: 'not-to-be-shown' }).join('')).not.toContain('not-to-be-shown');
  });
});
