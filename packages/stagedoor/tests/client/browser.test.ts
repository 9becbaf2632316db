import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { minutes } from '../../src/core/clock.ts';
import { launchChromium } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { bundleForBrowsers } from './bundle-for-browsers.ts';
import type { Clients } from './front-end.ts';

/* The client in the tabs of a real browser, with a page that React draws. */

declare const clients: Clients;

let site: RealSite;
let origin: string;
let browser: Browser;
let context: BrowserContext;
/** What the tabs asked of the API. */
let asked: string[];

beforeAll(async () => {
  const { code } = await bundleForBrowsers(join(import.meta.dirname, 'front-end.ts'));
  const html = '<!doctype html><div id="root"></div><script type="module" src="/front-end.js"></script>';
  site = await openRealSite({
    server: {
      extend(app) {
        app.get('/front-end/', (_, reply) => reply.type('text/html').send(html));
        app.get('/front-end.js', (_, reply) => reply.type('text/javascript').send(code));
      },
    },
  });
  origin = await site.listen();
  await site.addPerson('ana');
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  asked = [];
  context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(`${request.method()} ${pathname}`);
  });
});
afterEach(() => context.close());

async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(`${origin}/front-end/`);
  return tab;
}

const says = (tab: Page, mode: keyof Clients, text: string) =>
  tab.locator(`#${mode}`, { hasText: new RegExp(`^${text}$`) }).waitFor();
const person = { username: 'ana', password: PASSWORD };

it('every tab shows who signed in and out in one of them', async () => {
  const [first, second] = [await openTab(), await openTab()];
  await says(first, 'session', 'signed-out');
  await says(second, 'session', 'signed-out');
  const loggedIn = await first.evaluate((input) => clients.session.logIn(input), person);
  expect(loggedIn.error).toBeUndefined();
  await says(first, 'session', 'Welcome, ana!');
  await says(second, 'session', 'Welcome, ana!');
  const renamed = await second.evaluate(() => clients.session.updateMe({ first_name: 'Ana' }));
  expect(renamed.data?.first_name).toBe('Ana');
  expect(await second.evaluate(() => clients.session.logOut())).toEqual({});
  await says(second, 'session', 'signed-out');
  await says(first, 'session', 'signed-out');
});

/** Ends the session of this browser where none of its tabs sees it. */
async function endElsewhere(): Promise<void> {
  const visitor = { ipAddress: '192.0.2.1', userAgent: '', language: 'en', deviceKey: null } as const;
  const [{ value = '' } = {}] = (await context.cookies()).filter(({ name }) => name === 'sessionid');
  await site.stagedoor.useCases.logOut({ sessionKey: value, visitor });
}

it('a tab that was without a network asks again when there is one', async () => {
  const tab = await openTab();
  await tab.evaluate((input) => clients.session.logIn(input), person);
  await says(tab, 'session', 'Welcome, ana!');
  await context.setOffline(true);
  await endElsewhere();
  expect(await tab.evaluate(async () => (await clients.session.getMe()).error?.code)).toBe('network');
  await says(tab, 'session', 'Welcome, ana!');
  await context.setOffline(false);
  await says(tab, 'session', 'signed-out');
});

it('who comes back to a tab sees that the session has ended meanwhile', async () => {
  const tab = await openTab();
  await tab.evaluate((input) => clients.session.logIn(input), person);
  await says(tab, 'session', 'Welcome, ana!');
  await endElsewhere();
  await tab.evaluate(async () => {
    const show = (state: string) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const now = Date.now();
    show('hidden');
    Date.now = () => now + 6_000;
    show('visible');
  });
  await says(tab, 'session', 'signed-out');
});

it('tabs that share a pair of tokens renew it once', async () => {
  const tabs = [await openTab(), await openTab()] as const;
  await tabs[0].evaluate((input) => clients.jwt.logIn(input), person);
  await says(tabs[1], 'jwt', 'Welcome, ana!');
  site.clock.advance(minutes(6));
  // As slow as a far server, so that both tabs find the old pair.
  await context.route('**/api/token/refresh/', async (route) => {
    await sleep(300);
    await route.continue();
  });
  const answers = await Promise.all(tabs.map((tab) => tab.evaluate(() => clients.jwt.listSessions())));
  expect(answers.map(({ data }) => data?.length)).toEqual([1, 1]);
  expect(asked.filter((request) => request === 'POST /api/token/refresh/')).toHaveLength(1);
});
