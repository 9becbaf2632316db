import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../src/config/core-settings.ts';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { weakenings } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
afterAll(() => rmSync(directory, { recursive: true }));

const environment = { NODE_ENV: 'test', DATA_DIR: directory, CRYPTOGRAPHY_KEY: generateKey() };
const read = (settings: Record<string, string>) => parseConfig({ ...environment, ...settings });

const problemsOf = (settings: Record<string, string>) => configurationProblems(() => read(settings));

describe('the secret of tokens', () => {
  it.each(['hunter2', 'a'.repeat(64), 'your-256-bit-secret-your-256-bit-secret', 'abcd'.repeat(20)])(
    'is refused in any mode when it is %s',
    (JWT_SIGNING_KEY) => {
      expect(problemsOf({ JWT_SIGNING_KEY })).toEqual([
        expect.stringMatching(/^JWT_SIGNING_KEY .*generate_key/),
      ]);
    },
  );

  it('has at least the bytes of the hash (RFC 7518 section 3.2)', () => {
    const [two, one] = [generateKey() + generateKey(), generateKey()];
    for (const JWT_ALGORITHM of ['HS384', 'HS512']) {
      expect(problemsOf({ JWT_ALGORITHM, SECRET_KEY: one })).toEqual([
        expect.stringMatching(/^SECRET_KEY must have at least (48|64) bytes for HS/),
      ]);
      expect(problemsOf({ JWT_ALGORITHM, SECRET_KEY: one, JWT_SIGNING_KEY: one })).toHaveLength(1);
      expect(problemsOf({ JWT_ALGORITHM, SECRET_KEY: one, JWT_SIGNING_KEY: two })).toEqual([]);
    }
    expect(problemsOf({ JWT_ALGORITHM: 'HS256', SECRET_KEY: one })).toEqual([]);
  });

  it('is not the one that encrypts, and not set where pairs of keys sign', () => {
    expect(problemsOf({ JWT_SIGNING_KEY: environment.CRYPTOGRAPHY_KEY })).toEqual([
      'JWT_SIGNING_KEY and CRYPTOGRAPHY_KEY must differ.',
    ]);
    expect(problemsOf({ JWT_ALGORITHM: 'ES256', JWT_SIGNING_KEY: generateKey() })).toEqual([
      expect.stringMatching(/^JWT_SIGNING_KEY is for HS…; the keys of ES256/),
    ]);
  });
});

describe('the settings of tokens', () => {
  it('are simplejwt’s by default, but for the safer rotation', () => {
    expect(settingsFrom(read({}), new Set()).jwt).toEqual({
      rules: { algorithm: 'HS256', audience: [], issuer: null, leewaySeconds: 0 },
      claimNames: { type: 'token_type', id: 'jti', userId: 'user_id' },
      accessTokenSeconds: 300,
      refreshTokenSeconds: 86_400,
      slidingTokenSeconds: 300,
      slidingRefreshSeconds: 86_400,
      rotateRefreshTokens: true,
      blacklistAfterRotation: true,
      updateLastLogin: true,
      headerTypes: ['Bearer'],
      checkRevokeToken: false,
      claims: [],
      isStateless: false,
      keyOverlapMs: 3_600_000,
    });
  });

  it('take simplejwt’s rotation with COMPATIBILITY=django, and never its statelessness', () => {
    expect(read({ COMPATIBILITY: 'django' })).toMatchObject({
      jwtRotateRefreshTokens: false,
      jwtBlacklistAfterRotation: false,
      jwtStateless: false,
    });
  });

  it.each([
    { JWT_LEEWAY: '31' },
    { JWT_LEEWAY: '-1' },
    { JWT_ALGORITHM: 'none' },
    { JWT_ALGORITHM: 'HS1' },
    { JWT_KEY_OVERLAP_SECONDS: '0' },
    { JWT_ACCESS_TOKEN_LIFETIME: '0' },
    { JWT_JTI_CLAIM: 'exp' },
    { JWT_USER_ID_CLAIM: 'iss' },
    { JWT_USER_ID_CLAIM: 'sid' },
    { JWT_TOKEN_TYPE_CLAIM: 'jti' },
    { JWT_AUTH_HEADER_TYPES: 'Bearer Token' },
  ] as Record<string, string>[])('refuse %j', (settings) => {
    expect(problemsOf(settings)).toEqual([expect.stringContaining(Object.keys(settings)[0] ?? '')]);
  });

  it('do not leave out what sessions are bound by', () => {
    expect(problemsOf({ JWT_STATELESS: 'true', SESSION_BIND_TO: 'user-agent' })).toEqual([
      expect.stringMatching(/^JWT_STATELESS leaves out .*SESSION_BIND_TO/),
    ]);
  });

  it.each([
    { JWT_STATELESS: 'true' },
    { JWT_ROTATE_REFRESH_TOKENS: 'false' },
    { JWT_BLACKLIST_AFTER_ROTATION: 'false' },
    { JWT_CHECK_REVOKE_TOKEN: 'true' },
    { JWT_ACCESS_TOKEN_LIFETIME: '3601' },
  ] as Record<string, string>[])('are listed at start when weaker: %j', (settings) => {
    expect(weakenings(read(settings))).toEqual([expect.stringContaining(Object.keys(settings)[0] ?? '')]);
    expect(weakenings(read({}))).toEqual([]);
  });
});
