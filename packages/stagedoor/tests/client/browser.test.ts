import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
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
/** What the server waits for before it looks at an exchange. */
let turn: Promise<void>;

beforeAll(async () => {
  const { code } = await bundleForBrowsers(join(import.meta.dirname, 'front-end.ts'));
  const html = '<!doctype html><div id="root"></div><script type="module" src="/front-end.js"></script>';
  site = await openRealSite({
    server: {
      extend(app) {
        app.addHook('onRequest', async ({ url }) => {
          if (url.endsWith('/refresh/')) await turn;
        });
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
  turn = Promise.resolve();
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
  await site.stagedoor.useCases.login.logOut({ sessionKeys: [value], visitor });
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

it('who comes back to a page that the browser had put aside sees that the session has ended', async () => {
  const tab = await openTab();
  await tab.evaluate((input) => clients.session.logIn(input), person);
  await says(tab, 'session', 'Welcome, ana!');
  await endElsewhere();
  await tab.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false })));
  await says(tab, 'session', 'Welcome, ana!');
  await tab.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await says(tab, 'session', 'signed-out');
});

it('a tab that asked as a stranger renews the token cookies that another tab has got since', async () => {
  const [first, second] = [await openTab(), await openTab()];
  await says(second, 'cookies', 'signed-out');
  await first.evaluate((input) => clients.cookies.logIn(input), person);
  await says(second, 'cookies', 'Welcome, ana!');
  site.clock.advance(minutes(6));
  expect(await second.evaluate(async () => (await clients.cookies.getMe()).data?.username)).toBe('ana');
  await says(first, 'cookies', 'Welcome, ana!');
});

describe.each([
  ['jwt', '/api/token/refresh/'],
  ['cookies', '/api/auth/cookie/refresh/'],
] as const)('a page that is left while its tokens (%s) are exchanged', (mode, path) => {
  /** Logs in, lets the access token run out, and begins an exchange whose answer the page does not see. */
  async function leftBehind(): Promise<Page> {
    const tab = await openTab();
    await tab.evaluate(([way, input]) => clients[way].logIn(input), [mode, person] as const);
    await says(tab, mode, 'Welcome, ana!');
    site.clock.advance(minutes(6));
    asked = [];
    return tab;
  }
  const exchange = (tab: Page) => tab.evaluate((way) => void clients[way].getMe(), mode);

  it('comes back signed in, with the answer that it missed', async () => {
    const tab = await leftBehind();
    const exchanged = new Promise<number>((resolve) => {
      const missed = async (route: Route): Promise<void> => {
        const request = route.request();
        const sent = { method: 'POST', headers: await request.allHeaders(), body: request.postData() };
        resolve((await fetch(request.url(), sent)).status);
      };
      void context.route(`**${path}`, missed, { times: 1 });
    });
    await exchange(tab);
    expect(await exchanged).toBe(200);
    await tab.reload();
    await says(tab, mode, 'Welcome, ana!');
    expect(asked.filter((request) => request === `POST ${path}`)).toHaveLength(2);
  });

  it('comes back signed in when the server had not looked at it', async () => {
    const tab = await leftBehind();
    let begin = (): void => {};
    turn = new Promise((resolve) => {
      begin = resolve;
    });
    const sent = tab.waitForRequest(`**${path}`);
    await exchange(tab);
    await sent;
    await tab.goto(`${origin}/front-end.js`);
    begin();
    await tab.goto(`${origin}/front-end/`);
    await says(tab, mode, 'Welcome, ana!');
  });
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
  const answers = await Promise.all(tabs.map((tab) => tab.evaluate(() => clients.jwt.getMe())));
  expect(answers.map(({ data }) => data?.username)).toEqual(['ana', 'ana']);
  expect(asked.filter((request) => request === 'POST /api/token/refresh/')).toHaveLength(1);
});
