import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineBranding } from '../../src/server/define-branding.ts';
import { axeFindings, launchChromium, openWindow } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { lengthened } from '../support/test-length.ts';

/*
 * A site in its own colours, on real pages: light, dark, on a phone, from right to left. With PICTURES=<folder> it takes the
 * pictures of docs/guides/looks-and-words.md.
 */

const pictures = process.env.PICTURES;
const folder = mkdtempSync(join(tmpdir(), 'branding-pages-'));
const mark = join(folder, 'mark.svg');
writeFileSync(
  mark,
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>.a{fill:#0b7261}@media(prefers-color-scheme:dark){.a{fill:#4fd1b5}}</style><path class="a" d="M4 5h10a2 2 0 0 1 2 2v20a2 2 0 0 0-2-2H4zM28 5H18a2 2 0 0 0-2 2v20a2 2 0 0 1 2-2h10z"/></svg>',
);

const branding = defineBranding({
  languages: [
    { tag: 'ar', name: 'العربية', texts: { 'login.title': 'تسجيل الدخول', 'label.password': 'كلمة المرور' } },
  ],
  texts: { en: { 'login.title': 'Welcome back' } },
  colors: { light: { primary: '#0b7261' }, dark: { primary: '#4fd1b5' } },
  mark,
  footerLinks: [{ href: '/imprint/', label: { en: 'Imprint', es: 'Aviso legal' } }],
  parts: {
    aboveForm: ({ name }) =>
      name === 'log-in' ? <p class="lead">Use the number on your library card.</p> : null,
  },
});

const PAGES = ['/accounts/login/', '/accounts/signup/', '/accounts/password/reset/'];
const OWN_PAGES = ['/accounts/profile/', '/accounts/security/', '/accounts/logout/'];

let site: RealSite;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  site = await openRealSite({ branding, env: { SITE_NAME: 'Harbour Library' } });
  await site.addPerson();
  origin = await site.listen();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const colorOf = (page: Page, selector: string, property: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`);

async function logIn(page: Page): Promise<void> {
  await page.goto('/accounts/login/');
  await page.fill('[name=username]', 'ana');
  await page.fill('[name=password]', PASSWORD);
  await page.click('form[action="/accounts/login/"] button[type=submit]');
  await page.waitForURL('**/accounts/profile/');
}

const fits = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

const shapes = {
  short: [
    { scheme: 'light', width: 720, primary: '0.49', name: 'looks-light' },
    { scheme: 'dark', width: 320, primary: '0.78', name: null },
  ],
  long: [
    { scheme: 'dark', width: 720, primary: '0.78', name: 'looks-dark' },
    { scheme: 'light', width: 360, primary: '0.49', name: 'looks-phone' },
  ],
} as const;

describe.each(lengthened<(typeof shapes)['short' | 'long'][number]>(shapes))(
  'a site in its own colours, $scheme, $width wide',
  ({ scheme, width, primary, name }) => {
    it('is drawn in them, breaks no policy, fits, and has no finding of axe', async () => {
      const options = { colorScheme: scheme, viewport: { width, height: 840 } };
      const { page, faults, close } = await openWindow(browser, origin, options);
      for (const path of PAGES) {
        await page.goto(path);
        expect(await colorOf(page, '.btn-primary', 'backgroundColor')).toContain(`oklch(${primary}`);
        expect(await page.evaluate("document.querySelector('.brand-mark').naturalWidth > 0")).toBe(true);
        expect([path, await fits(page)]).toEqual([path, true]);
        expect(await axeFindings(page)).toEqual([]);
      }
      if (pictures !== undefined && name !== null) {
        await page.goto('/accounts/login/');
        await page.screenshot({ path: join(pictures, `${name}.png`) });
      }
      await logIn(page);
      for (const path of OWN_PAGES) {
        await page.goto(path);
        expect([path, await fits(page)]).toEqual([path, true]);
        expect(await axeFindings(page, ['color-contrast', 'target-size'])).toEqual([]);
      }
      await close();
      expect(faults).toEqual([]);
    });
  },
);

it('lays a page out from right to left in a language that is written so, and it fits', async () => {
  const options = { locale: 'ar', viewport: { width: 360, height: 840 } };
  const { page, faults, close } = await openWindow(browser, origin, options);
  await page.goto('/accounts/login/');
  expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
  expect(await colorOf(page, 'h1', 'direction')).toBe('rtl');
  expect(await fits(page)).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'looks-right-to-left.png') });
  await close();
  expect(faults).toEqual([]);
});

it('works without a script: the log-in of a page with parts of the site’s own', async () => {
  const { page, close } = await openWindow(browser, origin, { javaScriptEnabled: false });
  await logIn(page);
  expect(await page.textContent('h1')).toBe('Profile');
  await close();
});
