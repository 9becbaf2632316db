import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { deployProblems } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-outside-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Settings = Readonly<Record<string, string>>;
const parse = (settings: Settings) => parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...settings });

const problemsOf = (settings: Settings) => configurationProblems(() => parse(settings)).join('\n');

const api = {
  AUTHENTICATION_BACKENDS: 'password,external-api',
  EXTERNAL_AUTH_URL: 'https://auth.example/in/',
};
const ldap = {
  AUTHENTICATION_BACKENDS: 'password,ldap',
  LDAP_URL: 'ldaps://ldap.example',
  LDAP_USER_BASE: 'ou=people,dc=example',
};
const proxy = {
  AUTHENTICATION_BACKENDS: 'password,remote-user',
  REMOTE_USER_HEADER: 'X-Remote-User',
  TRUSTED_PROXIES: '10.0.0.2',
};

test.each<Record<string, string>>([
  {},
  api,
  ldap,
  proxy,
  { ...ldap, LDAP_URL: 'ldap://ldap.example:3890', LDAP_BIND_DN: 'cn=r', LDAP_BIND_PASSWORD: 'secret' },
  { AUTHENTICATION_BACKENDS: 'django.contrib.auth.backends.ModelBackend' },
  { ...proxy, AUTHENTICATION_BACKENDS: 'remote-user', SIGNUP_OPEN: 'false' },
])('takes %j', (settings) => expect(problemsOf(settings)).toBe(''));

test.each([
  [{ AUTHENTICATION_BACKENDS: 'password,kerberos' }, 'AUTHENTICATION_BACKENDS must be any of password'],
  [{ ...api, AUTHENTICATION_BACKENDS: 'external-api' }, 'SIGNUP_OPEN makes passwords that nobody could use'],
  [{ AUTHENTICATION_BACKENDS: 'password,external-api' }, 'EXTERNAL_AUTH_URL must be an address'],
  [{ ...api, EXTERNAL_AUTH_URL: 'ftp://auth.example/' }, 'EXTERNAL_AUTH_URL must be an address'],
  [{ ...api, EXTERNAL_AUTH_URL: 'https://u:p@auth.example/' }, 'EXTERNAL_AUTH_URL must be an address'],
  [{ ...api, EXTERNAL_AUTH_CA_FILE: '/nowhere.pem' }, 'EXTERNAL_AUTH_CA_FILE must be a readable file'],
  [{ ...api, EXTERNAL_AUTH_FIELDS: 'a=b=c' }, 'EXTERNAL_AUTH_FIELDS must be names'],
  [
    { ...api, EXTERNAL_AUTH_FIELDS: 'frist_name' },
    'EXTERNAL_AUTH_FIELDS names frist_name, which is no field that it can fill; did you mean first_name?',
  ],
  [{ ...api, EXTERNAL_AUTH_FIELDS: 'birthday=born' }, 'there are email, first_name, last_name.'],
  [{ ...api, EXTERNAL_AUTH_FIELDS: 'username=login' }, 'EXTERNAL_AUTH_FIELDS names username'],
  [
    { ...ldap, LDAP_ATTRIBUTES: 'username=uid,emial=mail' },
    'names emial, which is no field that it can fill; did you mean email?',
  ],
  [
    { ...ldap, LDAP_SUBJECT_ATTRIBUTE: 'entry UUID' },
    'LDAP_SUBJECT_ATTRIBUTE must be the name of an attribute',
  ],
  [{ AUTHENTICATION_BACKENDS: 'password,ldap' }, 'LDAP_URL must be an address'],
  [{ ...ldap, LDAP_URL: 'ldaps://ldap.example/dc=example' }, 'LDAP_URL must be an address'],
  [{ ...ldap, LDAP_START_TLS: 'true' }, 'LDAP_START_TLS is for ldap://'],
  [{ ...ldap, LDAP_USER_BASE: '' }, 'either LDAP_USER_BASE or LDAP_USER_DN_TEMPLATE'],
  [{ ...ldap, LDAP_USER_DN_TEMPLATE: 'uid={username}' }, 'either LDAP_USER_BASE or LDAP_USER_DN_TEMPLATE'],
  [{ ...ldap, LDAP_USER_BASE: '', LDAP_USER_DN_TEMPLATE: 'uid=x' }, 'LDAP_USER_DN_TEMPLATE must contain'],
  [{ ...ldap, LDAP_USER_FILTER: '(uid=*)' }, 'LDAP_USER_FILTER must contain {username}'],
  [{ ...ldap, LDAP_BIND_DN: 'cn=reader' }, 'LDAP_BIND_DN and LDAP_BIND_PASSWORD go together'],
  [{ ...proxy, TRUSTED_PROXIES: '' }, 'REMOTE_USER_HEADER is believed from TRUSTED_PROXIES only'],
  [{ ...proxy, REMOTE_USER_HEADER: '' }, 'REMOTE_USER_HEADER must name a header'],
  [{ ...proxy, REMOTE_USER_HEADER: 'X-Forwarded-For' }, 'REMOTE_USER_HEADER must name a header'],
  [{ ...proxy, REMOTE_USER_HEADER: 'Authorization' }, 'REMOTE_USER_HEADER must name a header'],
  [{ REMOTE_USER_HEADER: 'X-Remote-User' }, 'does nothing without remote-user'],
])('refuses %j in words', (settings, words) => expect(problemsOf(settings)).toContain(words));

test('an extra field may be filled, and a slip of its name is told', () => {
  const phone = { extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } } as const;
  const problems = (settings: Settings) =>
    configurationProblems(() =>
      parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...settings }, phone),
    ).join('\n');
  expect(problems({ ...ldap, LDAP_ATTRIBUTES: 'username=uid,phone=mobile' })).toBe('');
  expect(problems({ ...ldap, LDAP_ATTRIBUTES: 'username=uid,phoen=mobile' })).toContain(
    'did you mean phone?',
  );
});

describe('in production', () => {
  test.each([
    [{ ...api, EXTERNAL_AUTH_URL: 'http://auth.example/in/' }, 'EXTERNAL_AUTH_URL must start with https://'],
    [{ ...ldap, LDAP_URL: 'ldap://ldap.example' }, 'LDAP_URL must start with ldaps://'],
  ])('no password travels in clear: %j', (settings, words) => {
    expect(problemsOf(settings)).toBe('');
    expect(problemsOf({ ...settings, NODE_ENV: 'production' })).toContain(words);
    expect(deployProblems(parse(settings)).join('\n')).toContain(words);
  });

  test('LDAP with StartTLS is fine', () => {
    const settings = { ...ldap, LDAP_URL: 'ldap://ldap.example', LDAP_START_TLS: 'true' };
    expect(problemsOf({ ...settings, NODE_ENV: 'production' })).not.toContain('LDAP');
  });
});

test.each([
  [{ ...api, AUTHENTICATION_BACKENDS: 'external-api,password' }, 'external-api stands before password'],
  [{ ...ldap, AUTHENTICATION_BACKENDS: 'ldap,password' }, 'ldap stands before password'],
  [{ ...api, EXTERNAL_AUTH_ALLOW_PRIVATE: 'on' }, 'EXTERNAL_AUTH_ALLOW_PRIVATE: '],
  [{ ...api, EXTERNAL_AUTH_ADOPTS_USERS: 'on' }, 'EXTERNAL_AUTH_ADOPTS_USERS: '],
  [{ ...api, EXTERNAL_AUTH_EMAILS_VERIFIED: 'on' }, 'EXTERNAL_AUTH_EMAILS_VERIFIED: '],
  [{ ...ldap, LDAP_ADOPTS_USERS: 'on' }, 'LDAP_ADOPTS_USERS: '],
  [{ ...ldap, LDAP_EMAILS_VERIFIED: 'on' }, 'LDAP_EMAILS_VERIFIED: '],
  [{ ...proxy, REMOTE_USER_ADOPTS_USERS: 'on' }, 'REMOTE_USER_ADOPTS_USERS: '],
  [proxy, 'REMOTE_USER_HEADER=X-Remote-User: '],
])('check --deploy names what %j gives away', (settings, words) => {
  expect(deployProblems(parse(settings)).join('\n')).toContain(words);
  expect(deployProblems(parse(api)).join('\n')).not.toContain(words);
});
