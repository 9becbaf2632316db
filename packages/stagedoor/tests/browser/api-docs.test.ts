import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, launchChromium, openWindow, type Window } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

let site: RealSite;
let browser: Browser;
let window: Window;
let page: Page;
let origin: string;
beforeAll(async () => {
  site = await openRealSite();
  await site.addPerson();
  origin = await site.listen();
  browser = await launchChromium();
  window = await openWindow(browser, origin, { viewport: { width: 1280, height: 900 } });
  page = window.page;
  await page.goto('/docs/');
});
afterAll(async () => {
  await window?.close();
  await browser?.close();
  await site?.close();
});

/** Opens an operation, sends it and answers the status that is shown. */
async function tryOut(operation: string, body?: object): Promise<string> {
  const block = page.locator(`[id$="-${operation}"]`);
  await block.locator('.opblock-summary').click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
  await block.getByRole('button', { name: 'Execute' }).click();
  return (await block.locator('.live-responses-table .response-col_status').last().innerText()).trim();
}

describe('the page /docs/', () => {
  it('shows every section and operation', async () => {
    await page.locator('[id$="-logIn"]').waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(15);
    expect(await page.locator('h3.opblock-tag').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('Log-in')]),
    );
  });

  it('sends what is tried out with the session and its CSRF token', async () => {
    expect(await tryOut('getMe')).toBe('401');
    expect(await tryOut('logIn', { username: 'ana', password: PASSWORD })).toBe('200');
    expect(await tryOut('listSessions')).toBe('200');
    expect(await tryOut('endOtherSessions')).toBe('204');
  });

  it('says without JavaScript what it needs and leads to the document, in the visitor’s language', async () => {
    const options = { viewport: { width: 320, height: 640 }, locale: 'es', javaScriptEnabled: false };
    const plain = await openWindow(browser, origin, options);
    await plain.page.goto('/docs/');
    const notice = plain.page.locator('.docs-notice[lang=es]');
    expect(await notice.innerText()).toContain('Esta página necesita JavaScript.');
    const link = await notice.getByRole('link', { name: 'openapi.json' }).boundingBox();
    expect(link?.height).toBeGreaterThanOrEqual(44);
    await plain.close();
  });

  it('fits a phone: schemas are folded up, answers stand below one another, and nothing is cut off', async () => {
    const phone = await openWindow(browser, origin, { viewport: { width: 360, height: 740 } });
    await phone.page.goto('/docs/');
    const block = phone.page.locator('[id$="-logIn"]');
    await block.locator('.opblock-summary').click();
    await block.locator('.responses-table .response').first().waitFor();
    const cutOff =
      '[...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth).map(({ className }) => className)';
    expect(await phone.page.evaluate(cutOff)).toEqual([]);
    expect(await phone.page.locator('.models article').count()).toBe(0);
    await phone.page.locator('.models-control').click();
    await phone.page.locator('.models article').first().waitFor();
    expect(await phone.page.evaluate(cutOff)).toEqual([]);
    await phone.close();
    expect(phone.faults).toEqual([]);
  });

  it('has one main part, and a name for whatever is chosen or typed in', async () => {
    const block = page.locator('[id$="-signUp"]');
    await block.locator('.opblock-summary').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    await block.getByRole('textbox', { name: 'Request body' }).waitFor();
    expect(await page.getByRole('main').count()).toBe(1);
    const rules = ['landmark-one-main', 'landmark-no-duplicate-main', 'landmark-main-is-top-level'];
    expect(await axeFindings(page, [...rules, 'select-name', 'label'])).toEqual([]);
  });

  it('breaks no policy, and asks nobody else for anything', () => {
    expect(window.faults).toEqual([]);
  });
});
