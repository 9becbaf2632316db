import { describe, expect, test } from 'vitest';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { deployProblems, weakenings } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://example.org',
  SECRET_KEY: generateKey(),
  CRYPTOGRAPHY_KEY: generateKey(),
  MAIL_URL: 'smtp://user:canary@mail.example',
  TRUSTED_PROXIES: '10.0.0.0/8',
};

const problemsOf = (settings: Record<string, string>) =>
  configurationProblems(() => parseConfig({ ...production, ...settings }));

describe('production takes accounts over the network only from who proves to be the database', () => {
  test.each([
    'postgres://app:canary@db.example/app',
    'postgres://app:canary@db.example/app?sslmode=disable',
    'postgres://app:canary@db.example/app?sslmode=allow',
    'postgres://app:canary@db.example/app?sslmode=prefer',
    'postgres://app:canary@db.example/app?sslmode=no-verify',
    'postgres://app:canary@db.example/app?sslmode=verify-full&sslmode=disable',
    'postgres://app:canary@db.example/app?sslmode=require&uselibpqcompat=true',
    'postgres://app:canary@db.example/app?ssl=false',
    'postgresql://app:canary@localhost/app?host=db.example',
    'postgres://app:canary@10.0.0.5:5432/app',
    'postgres://app:canary@[fd00::5]:5432/app',
  ])('refuses %s', (DATABASE_URL) => {
    const problems = problemsOf({ DATABASE_URL });
    expect(problems).toEqual([
      expect.stringMatching(/^DATABASE_URL .*sslmode=verify-full.*STORAGE_TRUSTED_HOSTS/),
    ]);
    expect(problems.join()).not.toContain('canary');
  });

  test.each([
    'postgres://app@localhost/app',
    'postgres://app@127.0.0.1:5433/app?sslmode=disable',
    'postgres://app@[::1]/app',
    'postgres:///app',
    'postgres:///app?host=/var/run/postgresql',
    'postgres://app:canary@db.example/app?sslmode=require',
    'postgres://app:canary@db.example/app?sslmode=verify-ca',
    'postgres://app:canary@db.example/app?sslmode=verify-full',
    'postgres://app:canary@db.example/app?sslmode=verify-full&uselibpqcompat=true',
    'sqlite:/var/lib/app.db',
  ])('takes %s', (DATABASE_URL) => expect(problemsOf({ DATABASE_URL })).toEqual([]));
});

describe('production takes a cache over the network only with TLS and a password', () => {
  test.each([
    ['redis://cache.example:6379', /TLS .* and a password/],
    ['redis://:canary@cache.example', /without TLS \(rediss:\/\/\):/],
    ['rediss://cache.example', /without a password/],
    ['rediss://user@cache.example', /without a password/],
    ['redis://:canary@10.0.0.6/0', /without TLS/],
  ])('refuses %s', (REDIS_URL, words) => {
    const problems = problemsOf({ REDIS_URL });
    expect(problems).toEqual([expect.stringMatching(words)]);
    expect(problems.join()).not.toContain('canary');
  });

  test.each([
    'redis://127.0.0.1:6379',
    'redis://localhost',
    'redis://[::1]',
    'rediss://:canary@cache.example',
  ])('takes %s', (REDIS_URL) => expect(problemsOf({ REDIS_URL })).toEqual([]));
});

test('a host of a private network is named one by one, and each is told at the start', () => {
  const settings = {
    DATABASE_URL: 'postgres://app:canary@db/app',
    REDIS_URL: 'redis://cache',
    STORAGE_TRUSTED_HOSTS: 'db,cache',
  };
  expect(problemsOf(settings)).toEqual([]);
  expect(weakenings(parseConfig({ ...production, ...settings }))).toEqual([
    expect.stringMatching(/^STORAGE_TRUSTED_HOSTS=db: /),
    expect.stringMatching(/^STORAGE_TRUSTED_HOSTS=cache: /),
  ]);
  expect(problemsOf({ ...settings, STORAGE_TRUSTED_HOSTS: 'db' })).toEqual([
    expect.stringMatching(/^REDIS_URL /),
  ]);
});

test('check --deploy says it from development too', () => {
  const config = parseConfig({
    NODE_ENV: 'test',
    SECRET_KEY: generateKey(),
    CRYPTOGRAPHY_KEY: generateKey(),
    DATABASE_URL: 'postgres://db/app',
  });
  expect(deployProblems(config).join('\n')).toContain('DATABASE_URL reaches db');
});
