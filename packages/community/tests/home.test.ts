import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, createStagedoor, type Stagedoor, siteEnvironment } from 'stagedoor';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { site } from '../src/site.ts';

const PASSWORD = 'Brass lamp 1 over the door';
const visitor = { ipAddress: '192.0.2.1', userAgent: 'test', language: 'en', deviceKey: null } as const;

let folder: string;
let stagedoor: Stagedoor;
let app: ReturnType<typeof createServer>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'community-'));
  const env = siteEnvironment(site, { DATA_DIR: folder, LOG_LEVEL: 'silent' });
  stagedoor = await createStagedoor({
    env,
    config: site.config ?? {},
    features: site.features ?? [],
    branding: site.branding ?? {},
  });
  await stagedoor.migrations.apply();
  app = createServer(stagedoor, site.server);
});

afterAll(async () => {
  await app.close();
  await stagedoor.close();
  rmSync(folder, { recursive: true, force: true });
});

async function home(headers: Readonly<Record<string, string>> = {}) {
  const accept = 'text/html';
  return await app.inject({ url: '/', headers: { host: '127.0.0.1:8000', accept, ...headers } });
}

describe('the home page', () => {
  test('shows strangers what this is, how to try it, and where developers read on', async () => {
    const { statusCode, body } = await home();
    expect(statusCode).toBe(200);
    expect(body).toContain('<h1 class="text-hero">Accounts for TypeScript, running</h1>');
    expect(body).toContain('href="/accounts/signup/"');
    expect(body).toContain('href="/accounts/login/"');
    expect(body).toContain('href="/docs/"');
    expect(body).toContain('href="/dev/mail/"');
    expect(body.match(/class="btn btn-primary"/g)).toHaveLength(1);
  });

  test('leads to the guest book from the foot of the pages of accounts, in the visitor’s language', async () => {
    const headers = { host: '127.0.0.1:8000', accept: 'text/html', 'accept-language': 'es' };
    const { body } = await app.inject({ url: '/accounts/login/', headers });
    expect(body).toMatch(/<a class="foot-link" href="\/guestbook\/">\s*Libro de visitas/);
  });

  test('speaks the visitor’s language', async () => {
    const { body } = await home({ 'accept-language': 'es' });
    expect(body).toContain('<html lang="es">');
    expect(body).toContain('Cuentas para TypeScript, en marcha');
  });

  test('leads those who are in to their account, by name, and keeps their page out of caches', async () => {
    const user = {
      username: 'ana',
      email: '',
      password: PASSWORD,
      validatePassword: false,
      isStaff: false,
      isSuperuser: false,
    };
    await stagedoor.useCases.user.create({ by: 'operator', ...user });
    const { issued } = await stagedoor.useCases.login.logIn({
      identifier: 'ana',
      password: PASSWORD,
      rememberMe: null,
      sessionKey: null,
      visitor,
    });
    const { body, headers } = await home({ cookie: `sessionid=${issued.sessionKey}` });
    expect(body).toContain('<h1>Hello, ana</h1>');
    for (const path of ['profile', 'security', 'sessions', 'tokens', 'data']) {
      expect(body).toContain(`href="/accounts/${path}/"`);
    }
    expect(headers['cache-control']).toMatch(/no-store/);
  });

  test('carries no inline script and no style attribute', async () => {
    const { body, headers } = await home();
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('takes no other method', async () => {
    const { statusCode, headers } = await app.inject({
      method: 'DELETE',
      url: '/',
      headers: { host: '127.0.0.1:8000' },
    });
    expect({ statusCode, allow: headers.allow }).toEqual({ statusCode: 405, allow: 'GET, HEAD, OPTIONS' });
  });
});

test('the community asks for all kinds of characters in a password, and removes accounts never activated', () => {
  const { passwordPolicy, unverifiedMayLogIn, removeUnactivatedAfterMs } = stagedoor.settings;
  expect(passwordPolicy.composition).toEqual(['letter', 'upper', 'digit', 'lower']);
  expect({ unverifiedMayLogIn, removeUnactivatedAfterMs }).toEqual({
    unverifiedMayLogIn: true,
    removeUnactivatedAfterMs: 15 * 60_000,
  });
});

test('COMPATIBILITY=django gives passwords and log-in Django’s form here, too', () => {
  const asked = siteEnvironment(site, { COMPATIBILITY: 'django' });
  expect(asked).toEqual({
    COMPATIBILITY: 'django',
    SITE_NAME: 'Green Room',
    REMOVE_UNACTIVATED_AFTER_MINUTES: '15',
  });
  const own = siteEnvironment(site, { COMPATIBILITY: 'django', PASSWORD_COMPOSITION: 'digit' });
  expect(own).toMatchObject({ PASSWORD_COMPOSITION: 'digit' });
});
