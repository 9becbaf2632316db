import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../src/config/core-settings.ts';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { deployProblems, weakenings } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-config-'));
afterAll(() => rmSync(directory, { recursive: true }));
const development = { DATA_DIR: directory };
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://example.org',
  SECRET_KEY: generateKey(),
  CRYPTOGRAPHY_KEY: generateKey(),
  MAIL_URL: 'smtp://user:canary@mail.example',
  TRUSTED_PROXIES: '10.0.0.0/8',
};

const problemsOf = (environment: Record<string, string>) =>
  configurationProblems(() => parseConfig(environment));

describe('the configuration', () => {
  it('has every default in development, with secrets made once and kept for the owner alone', () => {
    const config = parseConfig(development);
    expect(config).toMatchObject({
      nodeEnv: 'development',
      host: '127.0.0.1',
      port: 8000,
      sessionCookieAge: 1_209_600,
      loginRedirectUrl: '/accounts/profile/',
    });
    expect(config.publicUrl.origin).toBe('http://127.0.0.1:8000');
    expect(parseConfig(development).secretKey.reveal()).toBe(config.secretKey.reveal());
    expect(config.secretKey.reveal()).not.toBe(config.cryptographyKey.reveal());
    expect(statSync(join(directory, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseConfig({ ...development, PORT: ' ', REDIS_URL: '' }).port).toBe(8000);
  });

  it('lets code set what the environment says otherwise', () => {
    const config = parseConfig(
      { ...development, PORT: '9000' },
      { port: 9001, extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } },
    );
    expect(config.port).toBe(9001);
    expect(settingsFrom(config, new Set()).extraFields).toHaveProperty('phone');
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const path = join(directory, 'key-file');
    const key = generateKey();
    writeFileSync(path, `${key}\n`);
    expect(parseConfig({ ...development, SECRET_KEY_FILE: path }).secretKey.reveal()).toBe(key);
    expect(problemsOf({ ...development, SECRET_KEY_FILE: `${path}-missing` })).toEqual([
      'SECRET_KEY_FILE names a file that cannot be read (ENOENT).',
    ]);
    expect(problemsOf({ ...development, SECRET_KEY_FILE: path, SECRET_KEY: key })).toEqual([
      'SECRET_KEY and SECRET_KEY_FILE are both set; set one of them.',
    ]);
  });

  it('takes DJANGO_SECRET_KEY for SECRET_KEY, and refuses two that differ without quoting them', () => {
    const key = generateKey();
    const other = generateKey();
    expect(parseConfig({ ...development, DJANGO_SECRET_KEY: key }).secretKey.reveal()).toBe(key);
    const both = { ...development, SECRET_KEY: key, DJANGO_SECRET_KEY: key };
    expect(parseConfig(both).secretKey.reveal()).toBe(key);
    expect(problemsOf({ ...both, DJANGO_SECRET_KEY: other })).toEqual([
      'SECRET_KEY and DJANGO_SECRET_KEY are one setting and differ; set one of them.',
    ]);
  });

  it('shows no secret when it is printed, joined or turned into JSON (ASVS V16.2.5)', () => {
    const config = parseConfig(production);
    const shown = [
      inspect(config, { depth: 9 }),
      JSON.stringify(config),
      `${config.secretKey} ${config.mailUrl}`,
    ].join();
    for (const secret of [config.secretKey.reveal(), config.cryptographyKey.reveal(), 'canary']) {
      expect(shown).not.toContain(secret);
    }
    expect(shown).toContain('[secret]');
  });

  it('says everything that is wrong at once, without quoting secrets', () => {
    const problems = problemsOf({
      ...development,
      PORT: 'http',
      LOGIN_BY: 'phone',
      DATABASE_URL: 'mysql://root:canary@db',
      TRUSTED_PROXIES: '1',
    });
    expect(problems).toEqual([
      'PORT must be a whole number, 0 to 65535; it is "http".',
      expect.stringMatching(/^TRUSTED_PROXIES must be network ranges .*"1" is not one/),
      'DATABASE_URL must be a URL starting with sqlite: or postgres: or postgresql:.',
      'LOGIN_BY must be one of email, username, either; it is "phone".',
    ]);
  });

  it.each([
    [{ TRUSTED_PROXIES: 'proxy.example' }],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }],
    [{ TRUSTED_PROXIES: 'loopback' }],
    [{ PUBLIC_URL: 'example.org' }],
    [{ PUBLIC_URL: 'https://example.org/path' }],
    [{ PUBLIC_URL: 'ftp://example.org' }],
    [{ SESSION_COOKIE_SAMESITE: 'None' }],
    [{ CSRF_COOKIE_SAMESITE: 'None' }],
    [{ SESSION_COOKIE_NAME: 'a b' }],
    [{ SESSION_COOKIE_NAME: '__Host-x' }],
    [{ SESSION_COOKIE_NAME: 'csrftoken' }],
    [{ SESSION_COOKIE_DOMAIN: 'x;y' }],
    [{ SESSION_COOKIE_PATH: 'x' }],
    [{ CSRF_TRUSTED_ORIGINS: 'app.example' }],
    [{ CSRF_TRUSTED_ORIGINS: 'https://app.example/' }],
    [{ ALLOWED_HOSTS: 'http://x' }],
    [{ LIMIT_LOGIN_PER_ACCOUNT: 'lots' }],
    [{ LIMIT_LOGIN_PER_ACCOUNT: '0/1m' }],
    [{ PASSWORD_MIN_LENGTH: '7' }],
    [{ PASSWORD_VALIDATORS: 'none' }],
    [{ LOGIN_REDIRECT_URL: '//evil.example' }],
    [{ LOGIN_REDIRECT_URL: 'https://evil.example' }],
    [{ SESSION_ENGINE: 'memory' }],
    [{ CRYPTOGRAPHY_KEY: 'short' }],
    [{ SIGNUP_OPEN: 'perhaps' }],
    [{ SITE_NAME: 'two\nlines' }],
  ])('refuses %j in one sentence that names it', (environment) => {
    const problems = problemsOf({ ...development, ...environment } as Record<string, string>);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(Object.keys(environment)[0]);
  });

  it('keeps an origin as it is sent: of the web in lower case and without the port that goes without saying', () => {
    const text = 'HTTPS://App.example:443,https://*.Example.org,capacitor://localhost,app://Mine:81';
    expect(parseConfig({ ...development, CSRF_TRUSTED_ORIGINS: text }).csrfTrustedOrigins).toEqual([
      'https://app.example',
      'https://*.example.org',
      'capacitor://localhost',
      'app://Mine:81',
    ]);
  });

  it('takes Django’s names for engines and validators', () => {
    const config = parseConfig({
      ...development,
      SESSION_ENGINE: 'django.contrib.sessions.backends.cached_db',
      PASSWORD_VALIDATORS: 'django.contrib.auth.password_validation.MinimumLengthValidator, common',
    });
    expect([config.sessionEngine, config.passwordValidators]).toEqual([
      'cached-database',
      ['minimum-length', 'common'],
    ]);
  });

  it('reads limits as attempts, window, block and longest block', () => {
    const { limits } = settingsFrom(
      parseConfig({ ...development, LIMIT_LOGIN_PER_SOURCE: '5/1m', LIMIT_SIGNUP_PER_SOURCE: '3/1h/10m/1d' }),
      new Set(),
    );
    expect(limits.logInPerSource).toEqual({
      attempts: 5,
      windowMs: 60_000,
      blockMs: 60_000,
      maxBlockMs: 60_000,
    });
    expect(limits.signUpPerSource).toEqual({
      attempts: 3,
      windowMs: 3_600_000,
      blockMs: 600_000,
      maxBlockMs: 86_400_000,
    });
  });

  it('takes no longest block that is shorter than the first one', () => {
    expect(problemsOf({ ...development, LIMIT_SIGNUP_PER_SOURCE: '3/1h/10m/5m' })).toEqual([
      'LIMIT_SIGNUP_PER_SOURCE must be a limit whose longest block is at least as long as its first one; it is "3/1h/10m/5m".',
    ]);
    expect(problemsOf({ ...development, LIMIT_SIGNUP_PER_SOURCE: '3/1h/10m/10m' })).toEqual([]);
  });

  it.each([
    [1_000, ['s', 'sec', 'second', 'seconds']],
    [60_000, ['m', 'min', 'minute', 'minutes']],
    [3_600_000, ['h', 'hr', 'hour', 'hours']],
    [86_400_000, ['d', 'day', 'days']],
  ])('a rate of %d ms takes its period in whole words', (windowMs, words) => {
    for (const word of words) {
      const config = parseConfig({
        ...development,
        THROTTLE_ANON: `5/${word}`,
        THROTTLE_SCOPES: `a=6/${word}`,
      });
      expect(config.throttleAnon).toEqual({ requests: 5, windowMs });
      expect(config.throttleScopes).toEqual([{ scope: 'a', rate: { requests: 6, windowMs } }]);
    }
  });

  it.each([
    ['TRUSTED_PROXIES', '1', '1'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,1', '1'],
    ['SIGNUP_FIELDS', 'phone*', 'phone*'],
    ['CORS_ALLOWED_ORIGINS', 'capacitor://localhost,null', 'null'],
    ['CSRF_TRUSTED_ORIGINS', 'capacitor://localhost,app://*', 'app://*'],
    ['API_PATHS', 'api-login', 'api-login'],
    ['THROTTLE_SCOPES', 'login=60/min,mail', 'mail'],
    ['THROTTLE_SCOPES', 'login=60/month', 'login=60/month'],
  ])('says once what is wrong in a list: %s=%s', (name, text, wrong) => {
    const [problem, ...others] = problemsOf({ ...development, [name]: text });
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} must be .*; "${wrong.replace('*', '[*]')}" is not one\\.$`));
  });
});

describe('production', () => {
  it('takes sound settings, with cookies that nobody can plant', () => {
    const config = parseConfig(production);
    expect(config).toMatchObject({
      isHttps: true,
      allowedHosts: ['example.org'],
      sessionCookieName: '__Host-sessionid',
      csrfCookieName: '__Host-csrftoken',
      sessionCookieSecure: true,
    });
    expect(weakenings(config)).toEqual([]);
    expect(deployProblems(config)).toEqual([]);
  });

  it('refuses missing secrets and a missing mail server, and never makes some up (ASVS V13.2.3)', () => {
    expect(problemsOf({ NODE_ENV: 'production', PUBLIC_URL: 'https://example.org' })).toEqual([
      'SECRET_KEY is missing; `stagedoor generate_key` makes one.',
      'CRYPTOGRAPHY_KEY is missing; `stagedoor generate_key` makes one.',
      'MAIL_URL is missing; without it no e-mail leaves.',
    ]);
  });

  it('refuses a webhook that anybody on the way could read', () => {
    const WEBHOOK_SECRETS = `whsec_${randomBytes(32).toString('base64')}`;
    const to = (WEBHOOK_URL: string) => ({ WEBHOOK_URL, WEBHOOK_SECRETS });
    expect(problemsOf({ ...production, ...to('http://hooks.example/') })).toEqual([
      'WEBHOOK_URL must start with https:// in production.',
    ]);
    expect(problemsOf({ ...production, ...to('https://hooks.example/') })).toEqual([]);
    expect(problemsOf({ ...development, ...to('http://hooks.example/') })).toEqual([]);
  });

  it.each([
    'hunter2',
    'a'.repeat(64),
    'abcd'.repeat(16),
    '0123456789abcdef'.repeat(4),
    'django-insecure-#x!7k2m9v4b6n1q8w3e5r7t9y1u3i5o7p9',
    'change-me-change-me-change-me-9f8e7d6c5b4a',
    'your-256-bit-secret-your-256-bit-secret',
    'keyboard cat keyboard dog 123 keyboard mouse',
  ])('refuses the secret %s', (SECRET_KEY) => {
    expect(problemsOf({ ...production, SECRET_KEY })).toEqual([
      expect.stringMatching(/^SECRET_KEY .*generate_key/),
    ]);
    expect(problemsOf({ ...production, SECRET_KEY_FALLBACKS: SECRET_KEY })).toHaveLength(1);
  });

  it.each([
    ['hunter2', /^CRYPTOGRAPHY_KEY_FALLBACKS must be 32 bytes/],
    ['QUJB'.repeat(10).concat('QUE='), /^CRYPTOGRAPHY_KEY_FALLBACKS .*generate_key/],
    [production.SECRET_KEY, 'SECRET_KEY must not be among CRYPTOGRAPHY_KEY_FALLBACKS.'],
  ])('refuses %s among the keys that open what is stored', (CRYPTOGRAPHY_KEY_FALLBACKS, words) => {
    const problems = problemsOf({ ...production, CRYPTOGRAPHY_KEY_FALLBACKS } as Record<string, string>);
    expect(problems).toContainEqual(expect.stringMatching(words));
  });

  it.each([
    [{ PUBLIC_URL: 'http://example.org' }, 'PUBLIC_URL'],
    [{ ALLOWED_HOSTS: '*' }, 'ALLOWED_HOSTS'],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES'],
    [{ SESSION_ENGINE: 'cache' }, 'SESSION_ENGINE'],
    [{ CRYPTOGRAPHY_KEY: production.SECRET_KEY }, 'SECRET_KEY and CRYPTOGRAPHY_KEY must differ.'],
    [
      { SECRET_KEY_FALLBACKS: production.CRYPTOGRAPHY_KEY },
      'SECRET_KEY_FALLBACKS must have nothing in common with CRYPTOGRAPHY_KEY and CRYPTOGRAPHY_KEY_FALLBACKS.',
    ],
  ])('refuses %j', (environment, words) => {
    expect(problemsOf({ ...production, ...environment } as Record<string, string>)).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it('is judged by deployProblems from development too', () => {
    const words = deployProblems(parseConfig(development)).join('\n');
    expect(words).toMatch(
      /PUBLIC_URL must start with https[\s\S]*MAIL_URL is missing[\s\S]*NODE_ENV is not production/,
    );
  });
});

describe('what is weaker than the default', () => {
  it('is nothing by default, and each weaker setting by name', () => {
    expect(weakenings(parseConfig(development))).toEqual([]);
    const weaker = {
      SIGNUP_REVEALS_TAKEN_EMAIL: 'true',
      LOGIN_AFTER_SIGNUP: 'true',
      UNVERIFIED_MAY_LOG_IN: 'true',
      PASSWORD_MIN_LENGTH: '8',
      PASSWORD_COMPOSITION: 'digit',
      PASSWORD_VALIDATORS: 'common,composition',
      NOTIFY_NEW_DEVICE: 'false',
      SESSION_COOKIE_HTTPONLY: 'false',
      ALLOWED_HOSTS: '*',
      OLD_PASSWORD_FIELD_ENABLED: 'false',
    };
    const beside = { ...development, DJ_REST_AUTH_PATH: '/dj-rest-auth/' };
    const lines = weakenings(parseConfig({ ...beside, ...weaker })).join('\n');
    for (const name of Object.keys(weaker)) expect(lines).toContain(name);
  });

  it('is an origin whose pages may act and that many, or anybody on the way, can speak as', () => {
    const trusted = 'https://app.example.org,https://*.example.org,http://old.example.org';
    expect(weakenings(parseConfig({ ...production, CSRF_TRUSTED_ORIGINS: trusted }))).toEqual([
      expect.stringMatching(/^CSRF_TRUSTED_ORIGINS: .*https:\/\/\*\.example\.org/),
      expect.stringMatching(/^CSRF_TRUSTED_ORIGINS: http:\/\/old\.example\.org/),
    ]);
  });

  it('in production is the open documentation of the API, too', () => {
    expect(parseConfig(development).apiDocs).toBe(true);
    expect(parseConfig(production).apiDocs).toBe(false);
    expect(weakenings(parseConfig({ ...production, API_DOCS: 'true' }))).toEqual([
      expect.stringContaining('API_DOCS'),
    ]);
  });

  it('is turned on as a whole by COMPATIBILITY=django, except what is set itself', () => {
    const config = parseConfig({ ...production, COMPATIBILITY: 'django', LOGIN_AFTER_SIGNUP: 'false' });
    expect(config).toMatchObject({
      sessionCookieName: 'sessionid',
      csrfCookieName: 'csrftoken',
      signupRevealsTakenEmail: true,
      loginAfterSignup: false,
      passwordMinLength: 8,
      passwordResetTimeout: 259_200,
      jwtAuthHeaderTypes: ['JWT', 'Bearer'],
    });
    expect(weakenings(config).join('\n')).toMatch(
      /COMPATIBILITY=django[\s\S]*SIGNUP_REVEALS_TAKEN_EMAIL[\s\S]*SESSION_COOKIE_NAME=sessionid/,
    );
  });
});
