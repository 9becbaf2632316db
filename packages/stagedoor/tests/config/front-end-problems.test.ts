import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Settings = Readonly<Record<string, string>>;
const parse = (settings: Settings) => parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...settings });

const problemsOf = (settings: Settings) => configurationProblems(() => parse(settings));

test('nothing of a Django package is served by itself, and all of it with COMPATIBILITY=django', () => {
  expect(parse({})).toMatchObject({ djRestAuthPath: null, djoserPath: null });
  expect(parse({ COMPATIBILITY: 'django' })).toMatchObject({
    djRestAuthPath: '/dj-rest-auth/',
    djRestAuthTokens: 'api-token',
    djoserPath: '/auth/',
  });
});

test.each<Settings>([
  { DJ_REST_AUTH_PATH: '/api/auth/', DJOSER_PATH: '/auth/' },
  { ACTIVATION_URL: '/#/activate/{uid}/{token}' },
  { PASSWORD_RESET_CONFIRM_URL: 'http://localhost:3000/reset?uid={uid}&token={token}' },
  { PUBLIC_URL: 'https://example.org', USERNAME_RESET_CONFIRM_URL: 'https://app.example/{uid}/{token}' },
])('takes %o', (settings) => {
  expect(problemsOf(settings)).toEqual([]);
});

test.each<[Settings, string]>([
  [
    { DJOSER_PATH: 'auth' },
    'DJOSER_PATH must be a path such as /auth/, with a slash at both ends; it is "auth".',
  ],
  [
    { DJOSER_PATH: '/au th/' },
    'DJOSER_PATH must be a path such as /auth/, with a slash at both ends; it is "/au th/".',
  ],
  [{ JWT_PATH: '/' }, 'JWT_PATH must be a path such as /auth/, with a slash at both ends; it is "/".'],
  [
    { DJ_REST_AUTH_REGISTRATION_PATH: 'registration' },
    'DJ_REST_AUTH_REGISTRATION_PATH must be a path such as /auth/, with a slash at both ends; it is "registration".',
  ],
  [{ DJ_REST_AUTH_PATH: '/auth/', DJOSER_PATH: '/auth/' }, 'DJ_REST_AUTH_PATH and DJOSER_PATH must differ.'],
  [{ ACTIVATION_URL: '/activate/{token}' }, 'ACTIVATION_URL must have {uid} and {token} in it.'],
  [
    { ACTIVATION_URL: '//evil.example/{uid}/{token}' },
    'ACTIVATION_URL must be a path of this site or an absolute URL; it is "//evil.example/{uid}/{token}".',
  ],
  [
    { PASSWORD_RESET_CONFIRM_URL: 'javascript:{uid}{token}' },
    'PASSWORD_RESET_CONFIRM_URL must be a path of this site or an absolute URL; it is "javascript:{uid}{token}".',
  ],
  [
    { PUBLIC_URL: 'https://example.org', USERNAME_RESET_CONFIRM_URL: 'http://app.example/{uid}/{token}' },
    'USERNAME_RESET_CONFIRM_URL must start with https:// like PUBLIC_URL.',
  ],
])('refuses %o', (settings, problem) => {
  expect(problemsOf(settings)).toEqual([problem]);
});
