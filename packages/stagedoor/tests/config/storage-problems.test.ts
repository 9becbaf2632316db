import { describe, expect, test } from 'vitest';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { deployProblems, weakenings } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';
import { parseDatabaseUrl } from '../../src/infrastructure/database/database-url.ts';
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

describe('a database of PostgreSQL may be said in parts, as compose files do', () => {
  const development = { NODE_ENV: 'test' };
  const urlOf = (settings: Record<string, string>) =>
    parseConfig({ ...development, ...settings }).databaseUrl.reveal();

  test.each([
    [{ POSTGRES_DB: 'app' }, 'postgres://postgres@db:5432/app'],
    [
      { POSTGRES_DB: 'a/b', POSTGRES_USER: 'u@x', POSTGRES_PASSWORD: 'p:/?#%@' },
      'postgres://u%40x:p%3A%2F%3F%23%25%40@db:5432/a%2Fb',
    ],
    [
      { POSTGRES_DB: 'app', POSTGRES_HOST: '10.0.0.5', POSTGRES_PORT: '5433' },
      'postgres://postgres@10.0.0.5:5433/app',
    ],
    [{ POSTGRES_DB: 'app', POSTGRES_PORT: 'tcp://10.0.0.1:6432' }, 'postgres://postgres@db:6432/app'],
    [
      { POSTGRES_DB: 'app', POSTGRES_HOST: '/run/postgresql' },
      'postgres://postgres@localhost:5432/app?host=%2Frun%2Fpostgresql',
    ],
    [
      { POSTGRES_DB: 'app', POSTGRES_HOST: 'fd00::5' },
      'postgres://postgres@localhost:5432/app?host=fd00%3A%3A5',
    ],
    // Without a name they are another program's.
    [{ POSTGRES_USER: 'app', POSTGRES_PASSWORD: 'p', DATABASE_URL: 'sqlite:app.db' }, 'sqlite:app.db'],
  ] as const)('%j is %s', (settings, url) => {
    expect(urlOf(settings)).toBe(url);
    expect(() => parseDatabaseUrl(url)).not.toThrow();
  });

  test('and never beside DATABASE_URL, which may name another', () => {
    const both = { POSTGRES_DB: 'app', POSTGRES_PASSWORD: 'canary', DATABASE_URL: 'sqlite:app.db' };
    expect(configurationProblems(() => parseConfig({ ...development, ...both }))).toEqual([
      'DATABASE_URL and POSTGRES_DB are both set, and each names a database; set one of them.',
    ]);
  });

  test('is over the network as good as its network, and the sentence names what was said', () => {
    const parts = { POSTGRES_DB: 'app', POSTGRES_PASSWORD: 'canary' };
    const problems = problemsOf(parts);
    expect(problems).toEqual([expect.stringMatching(/^POSTGRES_HOST reaches db .*STORAGE_TRUSTED_HOSTS/)]);
    expect(problems.join()).not.toContain('canary');
    expect(problemsOf({ ...parts, POSTGRES_HOST: 'fd00::5' })).toEqual([
      expect.stringMatching(/^POSTGRES_HOST reaches fd00::5 /),
    ]);
    expect(problemsOf({ ...parts, STORAGE_TRUSTED_HOSTS: 'db' })).toEqual([]);
    expect(problemsOf({ ...parts, POSTGRES_HOST: '/run/postgresql' })).toEqual([]);
  });

  test.each(['0', '65536', 'tcp://10.0.0.1', '5432x'])('takes no port %s', (POSTGRES_PORT) => {
    expect(configurationProblems(() => parseConfig({ ...development, POSTGRES_PORT }))).toEqual([
      expect.stringMatching(/^POSTGRES_PORT must be a port, 1 to 65535/),
    ]);
  });
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
