import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type NextSite, startNextSite } from './next-site.ts';

let site: NextSite;
let browser: Browser;
before(async () => {
  site = await startNextSite();
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const json = { 'content-type': 'application/json' };
const post = (body: object) =>
  fetch(`${site.origin}/api/login`, { method: 'POST', headers: json, body: JSON.stringify(body) });
const open = (path: string, cookie = '') =>
  fetch(site.origin + path, { headers: { cookie }, redirect: 'manual' });
async function logIn(username = 'ana'): Promise<string> {
  const lines = (await post({ username, password: site.password })).headers.getSetCookie();
  return lines.map((line) => line.split(';', 1)[0]).join('; ');
}

describe('the log-in proxy', () => {
  it('hands the cookies of a log-in on', async () => {
    const answer = await post({ username: 'ana', password: site.password });
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { success: true });
    const names = answer.headers.getSetCookie().map((line) => line.split('=', 1)[0]);
    assert.deepEqual(names.sort(), ['csrftoken', 'device', 'sessionid']);
  });

  it('passes on what a refusal says', async () => {
    const wrong = await post({ username: 'ana', password: 'wrong' });
    assert.equal(wrong.status, 401);
    assert.equal((await wrong.json()).error.code, 'invalid-credentials');
    const missing = await post({ username: 'ana' });
    assert.equal(missing.status, 400);
    assert.deepEqual((await missing.json()).error.fields, { password: ['This field is required.'] });
  });

  it('allows no other method', async () => {
    const answer = await open('/api/login');
    assert.equal(answer.status, 405);
    assert.deepEqual(await answer.json(), { error: 'Method not allowed' });
  });
});

describe('the guards of pages', () => {
  for (const path of ['/profile', '/sessions', '/vendor', '/administrator']) {
    it(`lead strangers from ${path} to the log-in, for now`, async () => {
      for (const cookie of ['', 'sessionid=made-up']) {
        const answer = await open(path, cookie);
        assert.equal(answer.status, 307);
        assert.match(String(answer.headers.get('location')), /\/login$/);
      }
    });
  }

  it('welcome by name whoever the cookie is of', async () => {
    const answer = await open('/profile', await logIn());
    assert.equal(answer.status, 200);
    assert.match((await answer.text()).replaceAll('<!-- -->', ''), /Welcome, ana!/);
  });
});

it('the protected API answers for the cookie that is sent on, and for nobody else', async () => {
  const cookie = await logIn();
  assert.equal((await open('/api/protected/')).status, 401);
  const answer = await open('/api/protected/', cookie);
  assert.deepEqual([answer.status, await answer.json()], [200, { message: 'Hello, authenticated user!' }]);
  assert.match(await (await open('/protected', cookie)).text(), /Hello, authenticated user!/);
  assert.match(await (await open('/protected')).text(), /Authentication credentials were not provided\./);
});

async function fillIn(page: Page, password: string, username = 'ana'): Promise<void> {
  await page.getByLabel('Username or email address').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click();
}

it('a visitor logs in, looks around, ends a session and leaves, and every tab knows', async () => {
  await logIn();
  const context = await browser.newContext({ baseURL: site.origin });
  context.setDefaultTimeout(10_000);
  const faults: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text());
  });
  await page.goto('/');
  await page.getByText('Nobody is logged in here.').waitFor();
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('401 Authentication credentials were not provided.').waitFor();
  const other = await context.newPage();
  await other.goto('/');
  await page.getByRole('link', { name: 'Profile' }).first().click();
  await page.waitForURL('/login');
  await fillIn(page, 'wrong');
  await page.getByRole('alert').getByText('do not belong together').waitFor();
  await fillIn(page, site.password);
  await page.getByRole('heading', { name: 'Welcome, ana!' }).waitFor();
  await other.getByText('You are logged in as ana.').waitFor();
  await other.getByRole('button', { name: 'Ask' }).click();
  await other.getByText('Hello, authenticated user!').waitFor();
  await page.getByRole('link', { name: 'Sessions' }).first().click();
  await page.getByText('this one').waitFor();
  const before = await page.getByRole('listitem').count();
  await page.getByRole('button', { name: 'End' }).first().click();
  await page.waitForFunction(
    (count) => document.querySelectorAll('.sessions li').length === count - 1,
    before,
  );
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByText('Nobody is logged in here.').waitFor();
  await other.getByText('Nobody is logged in here.').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

describe('roles', () => {
  const offer = async (cookie: string) =>
    await fetch(`${site.origin}/api/offers/`, {
      method: 'POST',
      headers: { ...json, cookie, origin: site.origin, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ title: 'Programme', price: '3.00' }),
    });

  it('keep those out who have them not, from pages and from the API', async () => {
    const ben = await logIn('ben');
    for (const path of ['/vendor', '/administrator']) assert.equal((await open(path, ben)).status, 403);
    assert.equal((await offer(ben)).status, 403);
    const { results } = await (await open('/api/users/', ben)).json();
    assert.deepEqual(
      results.map(({ username }: { username: string }) => username),
      ['ben'],
    );
  });

  it('are given by an administrator, and a vendor sells what is theirs from then on', async () => {
    const signedIn = async (username: string) => {
      const page = await (await browser.newContext({ baseURL: site.origin })).newPage();
      page.setDefaultTimeout(10_000);
      await page.goto('/login');
      await fillIn(page, site.password, username);
      await page.getByRole('heading', { name: `Welcome, ${username}!` }).waitFor();
      return page;
    };
    const [ana, ben] = [await signedIn('ana'), await signedIn('ben')];
    await ben.goto('/vendor');
    await ben.getByRole('heading', { name: 'Not for you' }).waitFor();
    await ana.getByRole('link', { name: 'The house' }).click();
    await ana.getByRole('button', { name: 'Make ben a vendor' }).click();
    await ana.getByRole('button', { name: 'Make ben no vendor' }).waitFor();
    await ben.goto('/vendor');
    await ben.getByLabel('What it is').fill('Opera glasses');
    await ben.getByLabel('What it costs').fill('-1');
    await ben.getByRole('button', { name: 'Offer it' }).click();
    await ben.getByRole('alert').getByText('greater than or equal to 0').waitFor();
    await ben.getByLabel('What it costs').fill('4.50');
    await ben.getByRole('button', { name: 'Offer it' }).click();
    await ben.getByText('Opera glasses').waitFor();
    const { results } = await (await open('/api/offers/')).json();
    assert.deepEqual(
      results.map(({ title, vendor }: { title: string; vendor: { username: string } }) => [
        title,
        vendor.username,
      ]),
      [['Opera glasses', 'ben']],
    );
    await ana.getByRole('button', { name: 'Make ben no vendor' }).click();
    await ana.getByRole('button', { name: 'Make ben a vendor' }).waitFor();
    await ben.goto('/vendor');
    await ben.getByRole('heading', { name: 'Not for you' }).waitFor();
    await ana.context().close();
    await ben.context().close();
  });
});

it('the pages of the accounts themselves are there, with their own look', async () => {
  const page = await browser.newPage({ baseURL: site.origin });
  await page.goto('/accounts/login/');
  await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
  assert.equal(await page.evaluate(() => document.styleSheets.length > 0), true);
  await page.close();
});
