import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
import { axeFindings, launchChromium, openWindow } from '../support/page/window.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { isLong } from '../support/test-length.ts';

/* What people come for, from the first page to the last, in a real browser against a listening server. */

let site: RealSite;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  site = await openRealSite();
  origin = await site.listen();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function arrive(page: Page, path: string, heading: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path);
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

const button = (page: Page, name: string): Locator =>
  page.getByRole('main').getByRole('button', { name, exact: true });

async function logIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username or email address').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Log in').click();
}

async function fillNewPasswords(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
}

const notHere = (_rule: string, _shown: () => Promise<void>): void => {};

describe.each([
  { javaScriptEnabled: true, how: 'with a script' },
  {
    javaScriptEnabled: false,
    how: isLong ? 'without a script' : 'without a script (all of them: test:long)',
  },
])('$how', ({ javaScriptEnabled }) => {
  const name = (person: string): string => (javaScriptEnabled ? person : `${person}2`);
  const open = () => openWindow(browser, origin, { javaScriptEnabled });
  // Without a script a page is its forms alone, which the tests of the pages send too: a short run does some of it here.
  const itAlsoHere = javaScriptEnabled || isLong ? it : notHere;

  it('a newcomer signs up, activates, logs in, looks around and leaves', async () => {
    const ana = name('ana');
    const email = `${ana}@mail.example`;
    const { page, faults, close } = await open();
    await page.goto('/accounts/login/');
    await page.getByRole('link', { name: 'Sign up' }).click();
    await page.getByLabel('Username').fill(ana);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill('something else');
    await button(page, 'Sign up').click();
    await page.getByText('The two password fields didn’t match.').waitFor();
    expect(await page.getByLabel('Username').inputValue()).toBe(ana);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await button(page, 'Sign up').click();
    await arrive(page, '/accounts/signup/done/', 'Check your email');
    await page.goto(await site.mailedPath(email));
    await button(page, 'Activate my account').click();
    await arrive(page, '/accounts/activation/done/', 'Your account is active');
    await page.getByRole('link', { name: 'Log in' }).click();
    await logIn(page, ana, PASSWORD);
    await arrive(page, '/accounts/profile/', 'Profile');
    await page.getByText(`Welcome back, ${ana}!`).waitFor();
    await page.getByLabel('First name').fill('Ana');
    await button(page, 'Save changes').click();
    await page.getByText('Your profile is saved.').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Ana');
    await page.getByRole('link', { name: 'Sessions and devices' }).first().click();
    await arrive(page, '/accounts/sessions/', 'Sessions and devices');
    await page.getByText('You are logged in nowhere else.').waitFor();
    await page.getByRole('banner').getByRole('button', { name: 'Log out' }).click();
    await arrive(page, '/accounts/login/', 'Log in');
    await page.getByText('You have been logged out.').waitFor();
    await page.goto('/accounts/profile/');
    await arrive(page, '/accounts/login/', 'Log in');
    await close();
    expect(faults).toEqual([]);
  });

  itAlsoHere('who forgot the password gets in again by mail, and the old session is over', async () => {
    const bea = name('bea');
    const { email } = await site.addPerson(bea);
    const [phone, laptop] = [await open(), await open()];
    await phone.page.goto('/accounts/login/');
    await logIn(phone.page, bea, PASSWORD);
    await arrive(phone.page, '/accounts/profile/', 'Profile');
    const { page } = laptop;
    await page.goto('/accounts/login/');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('Email address').fill(email);
    await button(page, 'Send the link').click();
    await arrive(page, '/accounts/password/reset/done/', 'Check your email');
    const link = await site.mailedPath(email);
    await page.goto(link);
    await arrive(page, `${link.split('/').slice(0, 4).join('/')}/set-password/`, 'Choose a new password');
    await fillNewPasswords(page, '12345');
    await button(page, 'Save the new password').click();
    await page.getByText('This password is too short.').waitFor();
    await fillNewPasswords(page, NEW_PASSWORD);
    await button(page, 'Save the new password').click();
    await arrive(page, '/accounts/reset/done/', 'Your new password is set');
    await phone.page.goto('/accounts/security/');
    await arrive(phone.page, '/accounts/login/', 'Log in');
    await page.goto('/accounts/login/');
    await logIn(page, bea, NEW_PASSWORD);
    await arrive(page, '/accounts/profile/', 'Profile');
    for (const { close } of [phone, laptop]) await close();
    expect([...phone.faults, ...laptop.faults]).toEqual([]);
  });

  itAlsoHere('a change of address takes the password again, and the old mailbox takes it back', async () => {
    const eva = name('eva');
    const { email } = await site.addPerson(eva);
    const newEmail = `new.${email}`;
    const { page, faults, close } = await open();
    await page.goto('/accounts/login/');
    await logIn(page, eva, PASSWORD);
    await arrive(page, '/accounts/profile/', 'Profile');
    await page.goto('/accounts/security/');
    site.clock.advance(minutes(11));
    await page.getByRole('link', { name: 'Manage addresses' }).click();
    await arrive(page, '/accounts/email/', 'Your email addresses');
    await page.getByRole('link', { name: 'Replace the primary address' }).click();
    await arrive(page, '/accounts/email/change/', 'Change your email address');
    await page.getByLabel('New email address').fill(newEmail);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(page, 'Send the link').click();
    await arrive(page, '/accounts/email/sent/', 'Check your new mailbox');
    await page.goto(await site.mailedPath(newEmail));
    await button(page, 'Use the new address').click();
    await arrive(page, '/accounts/security/', 'Security');
    await page.getByText('Your email address is changed.').waitFor();
    await page.getByText(newEmail).waitFor();
    const other = await open();
    await other.page.goto(await site.mailedPath(email));
    await button(other.page, 'Undo the change').click();
    await arrive(other.page, '/accounts/email/undone/', 'The change is undone');
    await page.goto('/accounts/security/');
    await arrive(page, '/accounts/login/', 'Log in');
    for (const window of [other, { close }]) await window.close();
    expect([...faults, ...other.faults]).toEqual([]);
  });

  it('a second address is added, confirmed, made the primary one, and the old one stays', async () => {
    const lea = name('lea');
    const { email } = await site.addPerson(lea);
    const second = `second.${email}`;
    const { page, faults, close } = await open();
    await page.goto('/accounts/login/?next=/accounts/email/');
    await logIn(page, lea, PASSWORD);
    await arrive(page, '/accounts/email/', 'Your email addresses');
    await page.getByLabel('Another email address').fill(second);
    await button(page, 'Add the address').click();
    await page.getByText(`We sent a link to ${second}.`).waitFor();
    await page.getByText('not confirmed', { exact: true }).waitFor();
    await page.goto(await site.mailedPath(second));
    await button(page, 'Confirm the address').click();
    await arrive(page, '/accounts/email/', 'Your email addresses');
    await page.getByText('The address is confirmed.').waitFor();
    await button(page, `Make primary: ${second}`).click();
    await page.getByText('Your email address is changed.').waitFor();
    await page.getByText('You can remove it').waitFor();
    await page.getByLabel('Another email address').fill(`third.${email}`);
    await button(page, 'Add the address').click();
    await button(page, `Remove: third.${email}`).click();
    if (javaScriptEnabled) {
      await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    }
    await page.getByText('The address is removed.').waitFor();
    await close();
    expect(faults).toEqual([]);
  });

  itAlsoHere('one session ends from another’s list', async () => {
    const ida = name('ida');
    await site.addPerson(ida);
    const phone = await site.loggedIn(ida, { 'user-agent': 'curl/8.11.0' });
    const { page, faults, close } = await open();
    await page.goto('/accounts/login/?next=/accounts/sessions/');
    await logIn(page, ida, PASSWORD);
    await arrive(page, '/accounts/sessions/', 'Sessions and devices');
    await page.getByRole('button', { name: 'End the session on curl' }).click();
    if (javaScriptEnabled) {
      await page.getByRole('dialog').getByText('curl, 127.0.0.1, is logged out at once.').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    }
    await page.getByText('The session has ended.').waitFor();
    expect((await phone.open('/accounts/profile/')).path).toBe('/accounts/login/');
    await close();
    expect(faults).toEqual([]);
  });

  itAlsoHere('a token is made for a script, used by it, and revoked', async () => {
    const kim = name('kim');
    await site.addPerson(kim);
    const { page, faults, close } = await open();
    if (javaScriptEnabled) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/accounts/login/?next=/accounts/tokens/');
    await logIn(page, kim, PASSWORD);
    await arrive(page, '/accounts/tokens/', 'Tokens');
    await page.getByRole('link', { name: 'Create a token' }).click();
    await arrive(page, '/accounts/tokens/new/', 'Create a token');
    await page.getByLabel('Name', { exact: true }).fill('Nightly backup');
    await page.getByLabel('Expires after').selectOption({ label: '7 days' });
    await page.getByLabel('Read and write').check();
    await button(page, 'Create the token').click();
    await page.getByRole('heading', { level: 1, name: 'Your new token' }).waitFor();
    const token = (await page.getByText(/^sdp_[A-Za-z0-9]{46}$/).textContent()) ?? '';
    if (javaScriptEnabled) {
      await button(page, 'Copy').click();
      await page.getByText('Copied').first().waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(token);
    }
    const use = async () =>
      (await fetch(`${origin}/api/users/me/`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await use()).toBe(200);
    await page.getByRole('link', { name: 'I have copied it' }).click();
    await arrive(page, '/accounts/tokens/', 'Tokens');
    expect(await page.content()).not.toContain(token);
    const kept = await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(kept).not.toContain(token);
    await page.getByRole('button', { name: 'Revoke the token Nightly backup' }).click();
    if (javaScriptEnabled) {
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Whatever uses “Nightly backup” loses access at once.').waitFor();
      await dialog.getByRole('button', { name: 'Revoke the token' }).click();
    }
    await page.getByText('The token is revoked.').waitFor();
    await page.getByText('No tokens yet').waitFor();
    expect(await use()).toBe(401);
    await close();
    expect(faults).toEqual([]);
  });
});

describe('without a connection', () => {
  it('a form says so, keeps what was typed, and goes through once there is one', async () => {
    await site.addPerson('off');
    const { page, close } = await openWindow(browser, origin);
    await page.goto('/accounts/login/');
    await page.context().setOffline(true);
    await logIn(page, 'off', PASSWORD);
    await page.getByRole('alert').getByText('The site did not answer.').waitFor();
    expect(await page.getByLabel('Username or email address').inputValue()).toBe('off');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Log in').click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(1);
    await page.context().setOffline(false);
    await button(page, 'Log in').click();
    await arrive(page, '/accounts/profile/', 'Profile');
    await close();
  });
});

describe('in Spanish, in the dark, on a phone, with the keyboard alone', () => {
  const focused = (page: Page): Promise<string> =>
    page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()');
  const hasVisibleFocus = (page: Page): Promise<boolean> =>
    page.evaluate(
      "(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; })()",
    );

  it('a person logs in: the order is that of the page, focus shows, errors are told', async () => {
    await site.addPerson('luz');
    const { page, faults, close } = await openWindow(browser, origin, {
      locale: 'es-ES',
      colorScheme: 'dark',
      viewport: { width: 375, height: 800 },
    });
    await page.goto('/accounts/login/');
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await focused(page)).toBe('id_username');
    // Back to the top of the page, and from there on.
    for (const _ of ['the wordmark', 'the skip link']) await page.keyboard.press('Shift+Tab');
    const order: string[] = [];
    for (let step = 0; step < 11; step += 1) {
      if (step > 0) await page.keyboard.press('Tab');
      order.push(await focused(page));
      expect([order.at(-1), await hasVisibleFocus(page)]).toEqual([order.at(-1), true]);
    }
    expect(order).toEqual([
      'Saltar al contenido',
      'Stagedoor',
      'id_username',
      'id_password',
      'Mostrar Contraseña',
      '¿Has olvidado la contraseña?',
      'id_remember_me',
      'Iniciar sesión',
      'Crear cuenta',
      'Enviarlo otra vez',
      'English',
    ]);
    await page.locator('#id_username').focus();
    await page.keyboard.type('luz');
    await page.keyboard.press('Tab');
    await page.keyboard.type('no es esta');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await page.title()).toMatch(/^Revisa el formulario: /);
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('#id_password').focus();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#id_remember_me').isChecked()).toBe(true);
    await page.locator('#id_password').press('Enter');
    await page.waitForURL('**/accounts/profile/');
    await page.getByRole('status').filter({ hasText: 'luz' }).waitFor();
    const session = (await page.context().cookies()).find((cookie) => cookie.name === 'sessionid');
    expect(session?.expires).toBeGreaterThan(0);
    await close();
    expect(faults).toEqual([]);
  });
});
