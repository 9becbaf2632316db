import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestProblem } from '../../src/http/request/problem.ts';
import { registerRoutes } from '../../src/http/route/register-routes.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { pageInterface } from '../../src/web/page-interface.ts';
import { axeFindings, launchChromium, openWindow, type Window } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/*
 * Every page of a running site, in a real browser, light and dark, wide and narrow. With LIVE_GALLERY=<folder> it also
 * takes a picture of each, for eyes; LIVE_GALLERY_LANGUAGE=es takes them in Spanish.
 */

const gallery = process.env.LIVE_GALLERY;
const language = process.env.LIVE_GALLERY_LANGUAGE ?? 'en';
const wide = { scheme: 'light', width: 1280 } as const;
const narrow = { scheme: 'dark', width: 375 } as const;
const onlyForEyes = [
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 375 },
] as const;

const failing = defineRoute({
  name: 'failing',
  method: 'GET',
  path: '/failing/:how/',
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  handler(exchange) {
    if (exchange.request.url.includes('busy')) {
      throw new RequestProblem({ code: 'unavailable', retryAfterSeconds: 95 });
    }
    throw new Error('a fault of the test');
  },
});

let site: RealSite;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  site = await openRealSite({
    env: { LIMIT_LOGIN_PER_ACCOUNT: '3/15m/1m/1h', BROWSABLE_API: 'true' },
    config: {
      extraFields: {
        fecha_nacimiento: { type: 'date', nullable: true, label: 'Birth date', atSignUp: true },
        newsletter: { type: 'boolean', default: false, label: 'Programme by mail', atSignUp: true },
      },
    },
    server: {
      extend: (app, context) => registerRoutes(app, [failing], { context, httpInterface: pageInterface }),
    },
  });
  await site.addPerson();
  origin = await site.listen();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

type Shape = { readonly scheme: 'light' | 'dark'; readonly width: number };

async function take(page: Page, { scheme, width }: Shape): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 800 });
}

/** What is wrong with the page as it stands; the views themselves are looked at in every shape by their own test. */
async function findingsOf(page: Page, name: string): Promise<string[]> {
  const findings: string[] = [];
  // A page that a redirect leads to has the browser's own title until its first bytes are there.
  await expect.poll(() => page.title(), { timeout: 10_000 }).not.toMatch(/^Loading /);
  const title = await page.title();
  if (!/^[^·]+ · Stagedoor$/.test(title)) findings.push(`the title “${title}”`);
  await take(page, wide);
  findings.push(...(await axeFindings(page)));
  await photograph(page, name, wide);
  await take(page, narrow);
  const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
  if (overflow > 0) findings.push(`${overflow}px wider than ${narrow.width}`);
  await photograph(page, name, narrow);
  for (const shape of gallery ? onlyForEyes : []) {
    await take(page, shape);
    await photograph(page, name, shape);
  }
  return findings.map((finding) => `${name}: ${finding}`);
}

async function photograph(page: Page, name: string, { scheme, width }: Shape): Promise<void> {
  if (!gallery) return;
  await mkdir(gallery, { recursive: true });
  await page.screenshot({ path: join(gallery, `${name}-${scheme}-${width}.png`), fullPage: true });
}

async function window(): Promise<Window> {
  return await openWindow(browser, origin, { locale: language });
}

async function submit(page: Page, fields: Record<string, string> = {}): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`form.form [name="${name}"]`).first().fill(value);
  }
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator('#content form.form:not([data-passkey] *) button[type=submit]').last().click();
  await answered;
  // What htmx draws is there once it has settled; a whole new page once it is loaded.
  await page.waitForLoadState('load');
  const busy = page.locator('.htmx-request, .htmx-settling, .htmx-swapping');
  await expect.poll(() => busy.count()).toBe(0);
}

const errors: readonly [string, string][] = [
  ['error-404', '/no/such/page/'],
  ['error-400', '/accounts/%E0%A4%A/'],
  ['error-405', '/accounts/sessions/end-others/'],
  ['error-500', '/failing/fault/'],
  ['error-503', '/failing/busy/'],
];

const strangers: readonly [string, string][] = [
  ['login', '/accounts/login/'],
  ['logout', '/accounts/logout/'],
  ['signup', '/accounts/signup/'],
  ['signup-done', '/accounts/signup/done/'],
  ['activation', '/accounts/activation/'],
  ['activation-sent', '/accounts/activation/sent/'],
  ['activation-done', '/accounts/activation/done/'],
  ['activation-bad', '/accounts/activation/x/'],
  ['notices-bad', '/accounts/notices/x/'],
  ['reset', '/accounts/password/reset/'],
  ['reset-done', '/accounts/password/reset/done/'],
  ['reset-bad', '/accounts/reset/x/y/'],
  ['reset-complete', '/accounts/reset/done/'],
  ['email-undone', '/accounts/email/undone/'],
  ['deleted', '/accounts/deleted/'],
  ['mails', '/dev/mail/'],
  ...errors,
];

const members: readonly [string, string][] = [
  ['profile', '/accounts/profile/'],
  ['security', '/accounts/security/'],
  ['emails', '/accounts/email/'],
  ['email', '/accounts/email/change/'],
  ['password-change', '/accounts/password/change/'],
  ['sessions', '/accounts/sessions/'],
  ['devices', '/accounts/devices/'],
  ['data', '/accounts/data/'],
  ['delete', '/accounts/delete/'],
  ['reauthenticate', '/accounts/reauthenticate/'],
  ['logout-member', '/accounts/logout/'],
  ['api-answer', '/api/users/me/'],
  ['api-list', '/api/users/me/sessions/'],
  ['api-refusal', '/api/users/me/sessions/7/'],
];

describe('every page of a running site', () => {
  it('that strangers see has no finding of axe, no script error, no broken policy, and fits', async () => {
    const { page, faults, close } = await window();
    const findings: string[] = [];
    for (const [name, path] of strangers) {
      await page.goto(path);
      findings.push(...(await findingsOf(page, name)));
    }
    await close();
    expect([...findings, ...faults]).toEqual([]);
  });

  it('that shows a refused form is as good', async () => {
    const { page, faults, close } = await window();
    const findings: string[] = [];
    await page.goto('/accounts/login/');
    await submit(page, { username: 'stranger', password: 'wrong' });
    findings.push(...(await findingsOf(page, 'login-refused')));
    for (const _ of [1, 2, 3]) await submit(page, { password: 'wrong' });
    findings.push(...(await findingsOf(page, 'login-throttled')));
    await page.goto('/accounts/signup/');
    await submit(page, { username: 'two words', email: 'ana@', password1: 'short', password2: 'other' });
    findings.push(...(await findingsOf(page, 'signup-refused')));
    await page.context().clearCookies();
    await submit(page, { password1: 'short' });
    findings.push(...(await findingsOf(page, 'error-csrf')));
    await close();
    expect([...findings, ...faults]).toEqual([]);
  });

  it('that members see is as good', async () => {
    await site.loggedIn('ana', {
      'user-agent':
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile/15E148 Safari/604.1',
    });
    await site.loggedIn('ana', { 'user-agent': 'curl/8.11.0' });
    const { page, faults, close } = await window();
    const findings: string[] = [];
    await page.goto('/accounts/login/');
    await submit(page, { username: 'ana', password: PASSWORD });
    await page.waitForURL('**/accounts/profile/');
    findings.push(...(await findingsOf(page, 'welcome')));
    for (const [name, path] of members) {
      await page.goto(path);
      findings.push(...(await findingsOf(page, name)));
    }
    await page.goto('/accounts/email/change/');
    await submit(page, { email: 'ana.belen.ruiz.de.la.torre@department.example.org' });
    await page.waitForURL('**/accounts/email/sent/');
    findings.push(...(await findingsOf(page, 'email-sent')));
    await page.goto(await site.mailedPath('ana.belen.ruiz.de.la.torre@department.example.org'));
    findings.push(...(await findingsOf(page, 'email-confirm')));
    await page.goto('/accounts/sessions/');
    await page.locator('[data-dialog]').first().click();
    await page.getByRole('dialog').waitFor();
    findings.push(...(await findingsOf(page, 'sessions-dialog')));
    await close();
    expect([...findings, ...faults]).toEqual([]);
  });

  it('has a button beside a password that a finger can hit', async () => {
    const { page, close } = await window();
    await page.goto('/accounts/login/');
    await take(page, narrow);
    const box = await page.getByRole('button', { name: /Show|Mostrar/ }).boundingBox();
    await close();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThanOrEqual(44);
  });

  it('that says what was done is as good', async () => {
    const { username } = await site.addPerson('pia');
    const { page, faults, close } = await window();
    await page.goto('/accounts/login/?next=/accounts/password_change/');
    await submit(page, { username, password: PASSWORD });
    await page.waitForURL('**/accounts/password_change/');
    const anew = `${PASSWORD}-anew`;
    await submit(page, { old_password: PASSWORD, new_password1: anew, new_password2: anew });
    await page.waitForURL('**/accounts/password_change/done/');
    const findings = await findingsOf(page, 'password-change-done');
    await close();
    expect([...findings, ...faults]).toEqual([]);
  });

  it('that is about tokens is as good, with none, some, one just made and the one that is shown again', async () => {
    const { useCases } = site.stagedoor;
    const { username } = await site.addPerson('kim');
    const { page, faults, close } = await window();
    const findings: string[] = [];
    await page.goto('/accounts/login/?next=/accounts/tokens/');
    await submit(page, { username, password: PASSWORD });
    await page.waitForURL('**/accounts/tokens/');
    findings.push(...(await findingsOf(page, 'tokens-none')));
    await page.goto('/accounts/tokens/new/');
    findings.push(...(await findingsOf(page, 'token-new')));
    await submit(page, { name: '   ' });
    findings.push(...(await findingsOf(page, 'token-new-refused')));
    await submit(page, { name: 'Deploys' });
    await page.locator('#new-token').waitFor();
    findings.push(...(await findingsOf(page, 'token-made')));
    const used = (await page.locator('#new-token').textContent()) ?? '';
    const name = 'The backup of every picture at three in the morning, from the machine in the cellar';
    for (const [typed, days] of [
      [name, '7'],
      ['x'.repeat(100), '365'],
    ] as const) {
      await page.goto('/accounts/tokens/new/');
      await page.getByRole('radio').last().check();
      await page.locator('[name=expires_in_days]').selectOption(days);
      await submit(page, { name: typed });
      await page.locator('#new-token').waitFor();
    }
    const visitor = { ipAddress: '203.0.113.7', userAgent: '', language: 'en', deviceKey: null } as const;
    const { key } = await useCases.apiToken.obtain({ identifier: username, password: PASSWORD, visitor });
    site.clock.advance(5 * 86_400_000);
    const authorization = (credentials: string) => ({ headers: { authorization: credentials } });
    for (const credentials of [`Bearer ${used}`, `Token ${key}`]) {
      await fetch(`${origin}/api/users/me/`, authorization(credentials));
    }
    await expect
      .poll(
        async () => {
          await page.goto('/accounts/tokens/');
          return await page.getByText('Last used').or(page.getByText('Último uso')).count();
        },
        { timeout: 20_000, interval: 250 },
      )
      .toBe(2);
    findings.push(...(await findingsOf(page, 'tokens')));
    await page.locator('[data-dialog]').first().click();
    await page.getByRole('dialog').waitFor();
    findings.push(...(await findingsOf(page, 'tokens-dialog')));
    await page.goto('/accounts/tokens/api/');
    await submit(page, { password: PASSWORD });
    await page.waitForURL('**/accounts/tokens/api/');
    findings.push(...(await findingsOf(page, 'api-token')));
    await close();
    expect([...findings, ...faults]).toEqual([]);
  });

  it('that a mail leads to is as good, and so is the mail', async () => {
    const { page, faults, close } = await window();
    const findings: string[] = [];
    await page.goto('/accounts/signup/');
    const email = 'bea@mail.example';
    await submit(page, { username: 'bea', email, password1: PASSWORD, password2: PASSWORD });
    await page.waitForURL('**/accounts/signup/done/');
    await page.goto(await site.mailedPath(email));
    findings.push(...(await findingsOf(page, 'activation-link')));
    await page.goto('/accounts/password/reset/');
    await submit(page, { email: 'ana@mail.example' });
    await page.goto(await site.mailedPath('ana@mail.example'));
    findings.push(...(await findingsOf(page, 'reset-confirm')));
    await page.goto('/dev/mail/');
    findings.push(...(await findingsOf(page, 'mails-some')));
    await page.locator('main a.link').first().click();
    await page.waitForURL('**/dev/mail/*/');
    findings.push(...(await findingsOf(page, 'mail')));
    await close();
    expect([...findings, ...faults]).toEqual([]);
  });
});
