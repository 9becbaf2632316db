import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { naughtyStrings } from '../support/naughty-strings.ts';
import { launchChromium, openWindow } from '../support/page/window.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

/* The judgement of a real parser, which forgives and repairs, on what other tests read with a strict one. */

const READ_ELEMENTS = `(pages) => pages.map((html) => {
  const read = new DOMParser().parseFromString(html, 'text/html');
  return [...read.querySelectorAll('*')].map(({ localName, attributes }) =>
    [localName, ...[...attributes].map(({ name }) => name)].join(' ')).join('\\n');
})`;

describe('naughty strings in pages, as a browser reads them', () => {
  let site: RealSite;
  let browser: Browser;

  beforeAll(async () => {
    site = await openRealSite();
    await site.addPerson();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it('make no element and no attribute', async () => {
    const ana = await site.loggedIn();
    await ana.open('/accounts/profile/');
    const pages: string[] = [];
    const typed: string[] = [];
    for (const text of ['plain', ...naughtyStrings.map((text) => text.toWellFormed())]) {
      const answer = await ana.send({ first_name: text, last_name: text });
      if (answer.statusCode !== 302) continue;
      await ana.open('/accounts/profile/');
      pages.push((await ana.open('/accounts/profile/')).html);
      typed.push(text);
    }
    const { page, faults, close } = await openWindow(browser, await site.listen());
    await page.goto('/accounts/login/');
    const [plain, ...others] = await page.evaluate<string[]>(`(${READ_ELEMENTS})(${JSON.stringify(pages)})`);
    await close();
    expect(faults).toEqual([]);
    expect(others.length).toBeGreaterThan(100);
    expect(typed.slice(1).filter((_, index) => others[index] !== plain)).toEqual([]);
  });
});
