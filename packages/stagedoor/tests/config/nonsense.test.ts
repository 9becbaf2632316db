import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type SettingName, settingsTable } from '../../src/config/settings-table.ts';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-nonsense-'));
afterAll(() => rmSync(directory, { recursive: true }));

const LONG = 'a'.repeat(5_000);
const numbers = ['ten', '', '-1', '1.5', '1e3', '0x10', '10 s', '٣', '99999999999999999999'];
const flags = ['perhaps', 'ture', '2', 'null'];
const rates = ['lots', '10', '0/1m', '10/1', '10/0m', '-1/1m', '10/1m/1m/1m/1m', '10/99999999d'];
const links = ['example', 'javascript:alert(1)', '//evil.example', 'https://a b', LONG];
const templates = ['/reset/', '//evil.example/{uid}/{token}', 'ftp://a.example/{uid}/{token}', LONG];
const paths = ['auth', '/auth', 'auth/', '/a b/', 'https://a.example/', '/a?b/', LONG];
const names = ['a b', 'a;b', 'ä', 'a=b', LONG];
const domains = ['a b', 'x;y', 'https://a.example', '=', LONG];
const files = ['/nowhere/there.pem', '/', LONG];
const backend = { 'external-api': 'EXTERNAL_AUTH_URL', ldap: 'LDAP_URL' } as const;
const ldap = {
  AUTHENTICATION_BACKENDS: 'password,ldap',
  LDAP_URL: 'ldaps://ldap.example.org',
  LDAP_USER_BASE: 'ou=people',
};
const external = {
  AUTHENTICATION_BACKENDS: 'password,external-api',
  EXTERNAL_AUTH_URL: 'https://auth.example.org/',
};
const proxy = {
  AUTHENTICATION_BACKENDS: 'password,remote-user',
  REMOTE_USER_HEADER: 'X-Remote-User',
  TRUSTED_PROXIES: '10.0.0.1/32',
};

const noOrigins = [
  'capacitor:',
  'capacitor://',
  'capacitor:localhost',
  'capacitor://localhost/',
  'capacitor://local host',
  'capacitor://me@localhost',
  'capacitor://*.localhost',
  'chrome-extension://*',
  '*://localhost',
  '://localhost',
  '1app://localhost',
  'https://app.example:99999',
  'https://a..',
  'null://',
  'file://localhost',
  'ws://app.example',
  'data://a',
  'javascript://a',
  'blob:https://app.example',
];

/** Nonsense by the shape that the reference page tells, for most settings. */
const byShape: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^whole number/, numbers],
  [/^true or false$/, flags],
  [/^limit /, rates],
  [/^rate /, ['lots', '10', '0/day', '10/fortnight', '10/month', '10/mins', '10/D', '10/day/day']],
  [/^one of /, ['nonsense', 'none of it', 'true']],
  [/^any of /, ['nonsense', 'a;b', 'constructor']],
  [/^link$/, links],
  [/^host names/, ['a b', 'http://a', 'a/b', '-a-']],
  [
    /^origins/,
    ['app.example', 'https://app.example/', 'https://app.example/path', 'null', '*', ...noOrigins],
  ],
  [/^names of HTTP/, ['a b', 'a:b', 'ä']],
  [/^beginnings of paths/, ['api', '/a b', '/a?b']],
  [/^names of routes/, ['token', 'token=', '=/a/', 'token=a', 'token=/a/=b', 'a b=/a/']],
  [/^scopes/, ['login', 'login=', 'login=lots', 'login=60/month', '=1/m', 'Login=1/m']],
  [/^tags of languages/, ['english', 'EN', 'pt_BR', 'en;es', 'x-private']],
  [/^colour/, ['blue', '#fff', '0b7261', '#12345g', 'oklch(0.5 0.1 170)']],
  [/^names, each/, ['=', 'a=b=c', '=b', 'a=']],
  [/^network ranges/, ['1', 'proxy.example', '10.0.0.0/33', 'loopback', '10.0.0.0/-1']],
  [/^URL starting/, ['mysql://a', 'http://a', 'localhost', '//a']],
];

type Environment = Readonly<Record<string, string>>;

/** Nonsense of its own, where the shape says little; `beside` is what it counts with. */
const ofItsOwn: Readonly<Partial<Record<SettingName, readonly [readonly string[], beside?: Environment]>>> = {
  HOST: [['not a host', 'http://127.0.0.1', '%', ':', '/', '💣', '[', '127.0.0.1:80', LONG]],
  PUBLIC_URL: [['example.org', 'https://example.org/path', 'ftp://a', 'https://a@b', '//a', LONG]],
  SITE_NAME: [['two\nlines', LONG]],
  API_PROBLEM_TYPE_URL: [['errors', 'ftp://a', 'https://a b', LONG]],
  MARK_FILE: [[LONG, 'two\nlines']],
  METRICS_TOKEN: [['two words', 'naïve', 'a"b']],
  WEBHOOK_SECRETS: [['short', 'whsec_', 'whsec_c2hvcnQ=', LONG], { WEBHOOK_URL: 'https://hooks.example/' }],
  WEBHOOK_EVENTS: [
    ['user', 'user.created;x', '.', 'User.created', LONG],
    { WEBHOOK_URL: 'https://hooks.example/' },
  ],
  POSTGRES_DB: [[LONG, 'two\nlines']],
  POSTGRES_USER: [[LONG, 'two\nlines']],
  POSTGRES_HOST: [[LONG, 'two\nlines']],
  POSTGRES_PORT: [['0', '65536', 'tcp://10.0.0.1', 'five', LONG]],
  REDIS_URL: [['redis://[', 'redis://a:b:c', 'http://a', 'localhost']],
  DATA_DIR: [[LONG, 'two\nlines']],
  CRYPTOGRAPHY_KEY: [['short', LONG, 'not a key']],
  CRYPTOGRAPHY_KEY_FALLBACKS: [['short', `${'A'.repeat(43)}=,short`]],
  MAIL_URL: [['smtp:', 'http://a', 'mail.example.org']],
  MAIL_CA_FILE: [files],
  MAIL_FROM: [['nobody', 'a@b@c', '<>', LONG]],
  LOGIN_URL: [['login', '//evil.example', 'https://evil.example', LONG]],
  LOGIN_REDIRECT_URL: [['login', '//evil.example', 'https://evil.example', LONG]],
  LOGOUT_REDIRECT_URL: [['login', '//evil.example', 'https://evil.example', LONG]],
  ACTIVATION_URL: [templates],
  PASSWORD_RESET_CONFIRM_URL: [templates],
  USERNAME_RESET_CONFIRM_URL: [templates],
  SESSION_COOKIE_NAME: [[...names, '__Host-x', 'csrftoken']],
  SESSION_COOKIE_DOMAIN: [domains],
  SESSION_COOKIE_PATH: [['x', '/a;b', '/a b', LONG]],
  CSRF_COOKIE_NAME: [[...names, '__Secure-x', 'sessionid']],
  CSRF_COOKIE_DOMAIN: [domains],
  CSRF_COOKIE_PATH: [['x', '/a;b', '/a b', LONG]],
  AUTH_COOKIE: [[...names, '__Host-x', 'sessionid', 'Refresh']],
  AUTH_COOKIE_REFRESH: [[...names, '__Host-x', 'csrftoken']],
  AUTH_COOKIE_DOMAIN: [domains],
  JWT_AUTH_COOKIE: [[...names, '__Host-x', 'Refresh', 'sessionid']],
  JWT_SIGNING_KEY: [['short', 'a'.repeat(64)]],
  JWT_ISSUER: [['two\nlines', LONG]],
  JWT_AUTH_HEADER_TYPES: [['two words', 'ä', ',']],
  JWT_USER_ID_CLAIM: [['exp', 'jti', LONG]],
  JWT_TOKEN_TYPE_CLAIM: [['sid', 'user_id', LONG]],
  JWT_JTI_CLAIM: [['iat', 'token_type', LONG]],
  JWT_PATH: [paths],
  DJ_REST_AUTH_PATH: [paths],
  DJ_REST_AUTH_REGISTRATION_PATH: [paths],
  DJOSER_PATH: [paths],
  SIGNUP_FIELDS: [['phone*', 'email**', 'email*', 'username*,email*,password1', 'first_name*:0']],
  BREACHED_PASSWORDS_URL: [
    ['pwned', 'ftp://a', 'http://a.example', 'https://user:password@a.example/', LONG],
  ],
  EXTERNAL_AUTH_URL: [['auth', 'ftp://a', 'https://user:password@a.example/', LONG], external],
  EXTERNAL_AUTH_SUBJECT_FIELD: [['two\nlines', 'a=b', LONG], external],
  EXTERNAL_AUTH_CA_FILE: [files, external],
  LDAP_URL: [['ldap.example.org', 'http://a', 'ldaps://a/dc=b', 'ldaps://u@a', LONG], ldap],
  LDAP_SUBJECT_ATTRIBUTE: [['entry UUID', 'entryUUID=1', '(uid=*)', 'ä', LONG], ldap],
  LDAP_CA_FILE: [files, ldap],
  LDAP_USER_BASE: [[LONG, 'two\nlines'], ldap],
  LDAP_USER_FILTER: [['(uid=*)', LONG], ldap],
  LDAP_BIND_DN: [['cn=alone', LONG], ldap],
  LDAP_BIND_PASSWORD: [['alone'], ldap],
  LDAP_USER_DN_TEMPLATE: [['uid=nobody', LONG], { ...ldap, LDAP_USER_BASE: '' }],
  REMOTE_USER_HEADER: [['Authorization', 'X Remote', 'cookie', 'a:b', LONG], proxy],
};

/** Any text is one of these: a weak secret is named by `check`, and words are words. */
const anything: readonly SettingName[] = [
  'POSTGRES_PASSWORD',
  'SECRET_KEY',
  'SECRET_KEY_FALLBACKS',
  'PASSWORD_CONTEXT_WORDS',
  'JWT_AUDIENCE',
];

function nonsenseFor(name: SettingName): readonly string[] {
  const shaped = byShape.find(([shape]) => shape.test(settingsTable[name].shape))?.[1] ?? [];
  return ofItsOwn[name]?.[0] ?? shaped;
}

const problemsOf = (environment: Environment) =>
  configurationProblems(() => parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...environment }));

const settingNames = Object.keys(settingsTable) as SettingName[];

describe('nonsense is refused in sentences that name the setting', () => {
  test.each(settingNames.filter((name) => !anything.includes(name)))('%s', (name) => {
    const values = nonsenseFor(name).filter((value) => value !== '');
    expect(values).not.toEqual([]);
    for (const value of values) {
      const problems = problemsOf({ ...ofItsOwn[name]?.[1], [name]: value });
      const told = problems.filter((problem) => problem.includes(name));
      expect(told, `${name}=${JSON.stringify(value.slice(0, 60))}`).not.toEqual([]);
      expect(told.join('').length).toBeLessThan(2_000);
    }
  });

  test.each(anything)('any text is a %s, and none of it ends in a fault', (name) => {
    for (const value of [LONG, 'two\nlines', '💣', '\u0000', ',', '=', '%', '\\'])
      expect(problemsOf({ [name]: value }), JSON.stringify(value.slice(0, 20))).toEqual([]);
  });

  test.each(Object.entries(backend))('a back end %s that is named and not described', (name, setting) => {
    const problems = problemsOf({ AUTHENTICATION_BACKENDS: `password,${name}` });
    expect(problems.join('\n')).toContain(setting);
  });

  test('an address in DATABASE_URL that cannot be decoded is no fault of production’s', () => {
    const problems = problemsOf({ NODE_ENV: 'production', DATABASE_URL: 'postgres://%zz/accounts' });
    expect(problems.join('\n')).toContain('DATABASE_URL reaches');
  });
});
