import { createServer } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchChromium, openWindow, type Window } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* Passkeys as people meet them: Chromium's own WebAuthn, with an authenticator of its own that says yes to everything. */

let site: RealSite;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  site = await openRealSite({ env: { PUBLIC_URL: origin, LIMIT_LOGIN_PER_SOURCE: '1000/1m' } });
  for (const name of ['ana', 'ben', 'eva']) await site.addPerson(name);
  await site.app.listen({ host: '127.0.0.1', port });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

let opened: Window;
let page: Page;
let devices: CDPSession;
let authenticatorId: string;
beforeEach(async () => {
  opened = await openWindow(browser, origin);
  page = opened.page;
  devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable', { enableUI: false });
  ({ authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }));
});
afterEach(async () => {
  expect(opened.faults).toEqual([]);
  await opened.close();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** What a person's finger does: nothing is chosen in the list of the name field before they press. */
const present = (enabled: boolean) =>
  devices.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });

async function typePassword(username: string) {
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', PASSWORD);
  await page.click('form[action="/accounts/login/"] button[type=submit]');
}

async function logIn(username: string, next: string) {
  await page.goto(`/accounts/login/?next=${next}`);
  await typePassword(username);
  await arrived(next);
}

/** By the path alone: where somebody wants to go stands in the address of the log-in, too. */
async function arrived(path: string) {
  await page.waitForURL((url) => url.pathname === path);
}

async function logOut() {
  await page.goto('/accounts/logout/');
  await page.click('form[action="/accounts/logout/"] button[type=submit]');
  await page.waitForURL((url) => url.pathname !== '/accounts/logout/');
}

const pathOf = () => new URL(page.url()).pathname;

it('adds a passkey, offers it at the next log-in, and logs in by it with no password', async () => {
  await logIn('ana', '/accounts/2fa/webauthn/add/');
  await page.fill('[name=name]', 'Laptop');
  await page.click('[data-passkey] button[type=submit]');
  await arrived('/accounts/2fa/webauthn/');
  expect(await page.textContent('.row-name')).toBe('Laptop');
  await logOut();
  // The list of the name field: the authenticator answers what the page asks for as it opens.
  await page.goto('/accounts/login/?next=/accounts/security/');
  await arrived('/accounts/security/');
  expect(await page.textContent('main')).toContain('1 passkey');
  await page.goto('/accounts/2fa/webauthn/add/');
  await page.click('[data-passkey] button[type=submit]');
  await page.waitForFunction("document.querySelector('[data-passkey-said]').textContent !== ''");
  expect(await page.textContent('[data-passkey-said]')).toContain('has a passkey for your account already');
});

it('asks for a security key after the password, and lets in by the press of a button', async () => {
  await logIn('ben', '/accounts/2fa/webauthn/add/second-factor/');
  await page.click('[data-passkey] button[type=submit]');
  await page.waitForSelector('#recovery-codes');
  await logOut();
  await page.goto('/accounts/login/?next=/accounts/security/');
  await typePassword('ben');
  await arrived('/accounts/2fa/authenticate/');
  await page.click('[data-passkey] button[type=submit]');
  await arrived('/accounts/security/');
});

it('says so where nothing is chosen, and the password works as before', async () => {
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.goto('/accounts/login/');
  await page.click('[data-passkey] button[type=submit]');
  await page.waitForFunction("document.querySelector('[data-passkey-said]').textContent !== ''");
  expect(pathOf()).toBe('/accounts/login/');
  await present(false);
  await typePassword('eva');
  await arrived('/accounts/profile/');
});

it('shows no button that cannot work where there is no script', async () => {
  const bare = await openWindow(browser, origin, { javaScriptEnabled: false });
  await bare.page.goto('/accounts/login/');
  expect(await bare.page.isVisible('[data-passkey]')).toBe(false);
  await bare.page.fill('[name=username]', 'eva');
  await bare.page.fill('[name=password]', PASSWORD);
  await bare.page.click('form[action="/accounts/login/"] button[type=submit]');
  await bare.page.goto('/accounts/2fa/webauthn/add/');
  expect(await bare.page.isVisible('[data-passkey-missing]')).toBe(true);
  await bare.close();
});
