import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../src/core/kernel/visitor.ts';
import type { Route } from '../../src/http/route/route.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import { launchChromium, openWindow, type Window } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/*
 * Every page there is, whole and with each of its forms refused in place, with a listener on the console: no script error,
 * no broken policy, whatever a password manager has written into the page.
 */

let site: RealSite;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  const unlimited = '1000/1m';
  site = await openRealSite({
    env: {
      ORGANIZATIONS: 'open',
      UNVERIFIED_MAY_LOG_IN: 'true',
      LIMIT_LOGIN_PER_SOURCE: unlimited,
      LIMIT_LOGIN_PER_ACCOUNT: unlimited,
      LIMIT_LINK_PER_SOURCE: unlimited,
      LIMIT_MAIL_PER_SOURCE: unlimited,
    },
  });
  origin = await site.listen();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

// Made for no site: the list of routes does not depend on one.
const routes = pageRoutesOf({
  mailCatcher: null,
  openedFeatures: [],
  settings: { organizations: { mode: 'open' } },
} as never);
// Older addresses of the same page end in a number.
const pages = routes.filter(({ method, name }) => method === 'GET' && !/:\d+$/.test(name));
const isFor = (who: Route['access']) => (route: Route) => route.access === who || route.access === 'anyone';

const SMOOTH_FORMS = '#content form[hx-post]';

/** What fills forms in writes styles into the page, by script, which no policy forbids. */
const STYLED = `for (const element of document.querySelectorAll('#content [id]')) element.style.outlineColor = 'gold'`;

/** Sends the form as it came, empty; a button that would act at once without its token, so that it is refused too. */
function sendEmpty(index: number): string {
  return `(() => {
    const form = document.querySelectorAll('${SMOOTH_FORMS}')[${index}];
    const typed = form.querySelectorAll('input:not([type=hidden]), select, textarea');
    if (typed.length === 0) form.elements.csrfmiddlewaretoken.value = '';
    form.requestSubmit();
  })()`;
}

/** Answers how many forms the page has. */
async function refuseForms(page: Page, path: string): Promise<number> {
  await page.goto(path);
  const count = await page.locator(SMOOTH_FORMS).count();
  for (let index = 0; index < count; index += 1) {
    if (index > 0) await page.goto(path);
    await page.evaluate(STYLED);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    const loaded = page.waitForEvent('load').catch(() => null);
    await page.evaluate(sendEmpty(index));
    // A form that is right as it came leads on, and the page that it leads to is waited for.
    if ((await answered).headers()['hx-redirect'] !== undefined) await loaded;
    await expect
      .poll(() => page.locator('.htmx-request, .htmx-swapping, .htmx-settling').count(), {
        message: path,
        timeout: 10_000,
      })
      .toBe(0);
  }
  return count;
}

async function walk({ page, faults, close }: Window, paths: readonly string[]): Promise<readonly string[]> {
  let refused = 0;
  for (const path of paths) refused += await refuseForms(page, path);
  await close();
  // The selector still finds them.
  expect(refused).toBeGreaterThan(5);
  return faults;
}

/** Links that are good, so that the pages behind them have their forms. */
async function strangersLinks(): Promise<string[]> {
  const visitor = site.visitor();
  await visitor.open('/accounts/signup/');
  await visitor.submit({
    username: 'bea',
    email: 'bea@mail.example',
    password1: PASSWORD,
    password2: PASSWORD,
  });
  const activation = await site.mailedPath('bea@mail.example');
  await site.loggedIn('bea');
  const { email } = await site.addPerson('carl');
  await visitor.open('/accounts/password/reset/');
  await visitor.submit({ email });
  return [activation, await site.mailedPath(email)];
}

async function membersLinks(username: string): Promise<string[]> {
  const member = await site.loggedIn(username);
  const mailed = async (form: string, email: string) => {
    await member.open(form);
    await member.submit({ email }, { to: form });
    return await site.mailedPath(email);
  };
  return [
    await mailed('/accounts/email/', `${username}.too@mail.example`),
    await mailed('/accounts/email/change/', `${username}.new@mail.example`),
  ];
}

const plain = (route: Route): boolean => !route.path.includes(':') && !route.path.endsWith('.json');
const withOnes = (path: string): string => path.replace(/:\w+/g, '1');

/** An organization with a member beside its owner, and an invitation to it. */
async function organizationOf(ownerId: number): Promise<(path: string) => string> {
  const { organization, invitation } = site.stagedoor.useCases;
  const by = 'operator';
  const { id: organizationId } = await organization.create({ by, name: 'Acme', ownerId });
  const { id: userId } = await site.addPerson('dora');
  await organization.addMember({ by, organizationId, userId, role: 'member' });
  const email = 'dan@mail.example';
  await invitation.send({ by, organizationId, email, role: 'member', visitor: operator });
  return (path) =>
    path.replace('/organizations/:id/', `/organizations/${organizationId}/`).replace(':user', `${userId}`);
}

describe('no page leaves a word in the console', { timeout: 120_000 }, () => {
  it('that strangers see, whole or refused in place', async () => {
    const links = await strangersLinks();
    const paths = pages
      .filter(isFor('anonymous'))
      .filter(plain)
      .map(({ path }) => path);
    expect(await walk(await openWindow(browser, origin), [...paths, ...links])).toEqual([]);
  });

  it('that members see, whole or refused in place', async () => {
    const { id, username } = await site.addPerson('ana');
    const links = await membersLinks(username);
    const inOrganization = await organizationOf(id);
    const window = await openWindow(browser, origin);
    await window.page.goto('/accounts/login/');
    await window.page.locator('#id_username').fill(username);
    await window.page.locator('#id_password').fill(PASSWORD);
    await window.page.locator('form[action="/accounts/login/"] button[type=submit]').click();
    await window.page.waitForURL('**/accounts/profile/');
    const paths = pages.filter(isFor('authenticated')).map(({ path }) => withOnes(inOrganization(path)));
    expect(await walk(window, [...paths.filter((path) => !path.endsWith('.json')), ...links])).toEqual([]);
  });
});

it('whoever fills a team by the keyboard goes on where they chose somebody', {
  timeout: 60_000,
}, async () => {
  const { username, id: ownerId } = await site.addPerson('olga');
  const { organization, team } = site.stagedoor.useCases;
  const by = 'operator';
  const { id: organizationId } = await organization.create({ by, name: 'Crew', ownerId });
  const { id: userId } = await site.addPerson('pau');
  await organization.addMember({ by, organizationId, userId, role: 'member' });
  const { id } = await team.create({ by, organizationId, name: 'Press' });
  const { page, close } = await openWindow(browser, origin);
  await page.goto('/accounts/login/');
  await page.locator('#id_username').fill(username);
  await page.locator('#id_password').fill(PASSWORD);
  await page.locator('form[action="/accounts/login/"] button[type=submit]').click();
  await page.waitForURL('**/accounts/profile/');
  await page.goto(`/accounts/organizations/${organizationId}/teams/${id}/`);
  const focused = () => page.evaluate('document.activeElement.id');
  expect(await focused()).not.toBe('id_user');
  await page.locator('#id_user').selectOption(String(userId));
  await page.locator('form[action$="/members/"] button[type=submit]').click();
  await page.getByText('pau is in the team now.').waitFor();
  await expect.poll(focused).toBe('id_user');
  await page.getByRole('button', { name: 'Take out: pau' }).click();
  await page.getByText('pau is no longer in the team.').waitFor();
  await expect.poll(focused).toBe('id_user');
  await close();
});
