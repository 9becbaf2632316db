import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { VNode } from 'preact';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translatorFor } from '../../src/texts/translator.ts';
import { assetsDirectory } from '../../src/ui/assets.ts';
import { emptyForm } from '../../src/ui/form-state.ts';
import { renderPage } from '../../src/ui/page.tsx';
import { LogInView } from '../../src/web/login/views.tsx';
import { paths } from '../../src/web/paths.ts';
import { chromiumPath } from '../support/services.ts';
import { pageContext, viewSamples } from '../web/view-samples.tsx';

/* The pages' behaviour in a browser, against a bare server that answers as the pages' interface does. */

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'";
const t = translatorFor('en');
const samples = viewSamples('en');
const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };

const pages: Readonly<Record<string, string>> = {
  [paths.signUp]: 'signup',
  [paths.sessions]: 'sessions',
  [paths.profile]: 'profile',
  '/parts/': 'parts',
  '/unconfirmed/': 'profile-unverified',
};

function logIn(values: Record<string, string> = {}): VNode {
  const refused = 'username' in values;
  const form = refused
    ? { values, errors: { username: [t('required')] }, formErrors: [t('invalid_login')] }
    : emptyForm;
  return (
    <LogInView
      page={pageContext()}
      form={form}
      logInBy="either"
      next={null}
      signUpOpen
      untilActivated="closed"
      passkey={{ handle: 'h', options: {} }}
      remoteUser={null}
    />
  );
}

function answer(response: ServerResponse, status: number, view: VNode): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  response.writeHead(status, headers).end(renderPage(view));
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

let posts: { path: string; fields: Record<string, string> }[] = [];
let holdPost: Promise<void> = Promise.resolve();

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path.startsWith('/static/')) {
    const name = basename(path);
    const type = types[name.split('.').at(-1) ?? ''] ?? 'font/woff2';
    response.writeHead(200, { 'content-type': type }).end(await readFile(join(assetsDirectory, name)));
  } else if (request.method === 'POST') {
    const fields = Object.fromEntries(await bodyOf(request));
    posts.push({ path, fields });
    await holdPost;
    if (path === paths.logIn && fields.password !== 'right')
      answer(response, 422, logIn({ username: fields.username ?? '' }));
    else response.writeHead(303, { location: path === paths.logIn ? paths.profile : paths.sessions }).end();
  } else {
    const view = path === paths.logIn ? logIn() : samples.get(pages[path] ?? 'error-404');
    if (view) answer(response, pages[path] || path === paths.logIn ? 200 : 404, view);
  }
}

describe('the pages in a browser', { timeout: 60_000 }, () => {
  let server: Server;
  let origin: string;
  let browser: Browser;
  let faults: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  beforeEach(() => {
    posts = [];
    faults = [];
    holdPost = Promise.resolve();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('422')) faults.push(message.text());
    });
    await page.goto(origin + path);
    return page;
  }

  async function tryLogIn(page: Page, password: string): Promise<void> {
    await page.getByLabel('Username or email address').fill('ana');
    await page.locator('#id_password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  it('draw a refused form in place, with what was typed and the focus on what is wrong', async () => {
    const page = await open(paths.logIn);
    await page.evaluate('window.same = true');
    await tryLogIn(page, 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate('window.same')).toBe(true);
    expect(await page.locator('#id_username').inputValue()).toBe('ana');
    expect(await page.locator('#id_password').inputValue()).toBe('');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('id_username');
    expect(await page.title()).toBe('Check the form: Log in · Stagedoor');
    expect(await page.getByRole('button', { name: 'Show Password' }).isVisible()).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('follow a redirect to a whole new page with its address, and come back', async () => {
    const page = await open(paths.logIn);
    await page.evaluate('window.same = true');
    await tryLogIn(page, 'right');
    await page.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(paths.profile);
    expect(await page.evaluate('window.same')).toBe(true);
    expect(await page.locator('.account').count()).toBe(1);
    expect(await page.locator('.auth-frame').count()).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('do the same without script', async () => {
    const page = await open(paths.logIn, { javaScriptEnabled: false });
    expect(await page.getByRole('button', { name: 'Show' }).count()).toBe(0);
    await tryLogIn(page, 'wrong');
    expect(await page.locator('#id_username').inputValue()).toBe('ana');
    await tryLogIn(page, 'right');
    expect(new URL(page.url()).pathname).toBe(paths.profile);
    await page.context().close();
  });

  it('show a password while it is typed and hide it before it leaves', async () => {
    const page = await open(paths.logIn);
    const password = page.locator('#id_password');
    await page.getByRole('button', { name: 'Show Password' }).click();
    expect(await password.getAttribute('type')).toBe('text');
    let release = (): void => {};
    holdPost = new Promise((resolve) => {
      release = resolve;
    });
    await tryLogIn(page, 'wrong');
    await expect.poll(() => posts.length).toBe(1);
    expect(await password.getAttribute('type')).toBe('password');
    release();
    await page.getByRole('alert').waitFor();
    await page.context().close();
  });

  it('keep the width of a busy button and send once however often it is pressed', async () => {
    const page = await open(paths.logIn);
    const button = page.getByRole('button', { name: 'Log in' });
    const before = await button.boundingBox();
    let release = (): void => {};
    holdPost = new Promise((resolve) => {
      release = resolve;
    });
    await tryLogIn(page, 'wrong');
    await expect.poll(() => posts.length).toBe(1);
    expect(await button.isDisabled()).toBe(true);
    expect(await button.locator('.btn-spin').isVisible()).toBe(true);
    await button.click({ force: true });
    expect(await button.boundingBox()).toEqual(before);
    release();
    await page.getByRole('alert').waitFor();
    expect(posts).toHaveLength(1);
    await page.context().close();
  });

  it('say in words how strong a new password looks', async () => {
    const page = await open(paths.signUp);
    const password = page.locator('#id_password1');
    const word = page.locator('[data-strength-for="id_password1"] [role="status"]');
    for (const [typed, says] of [
      ['short', 'Too short so far'],
      ['aaaaaaaaaaaaaa', 'Needs an upper-case letter'],
      ['Aaaaaaaaaaaaaa', 'Needs a digit'],
      ['Aaaaaaaaaaaaa1', 'Weak: easy to guess'],
      ['A quiet wall and 1 warm lamp', 'Strong'],
    ] as const) {
      await password.fill(typed);
      expect(await word.textContent()).toBe(says);
    }
    await password.fill('');
    expect(await word.isVisible()).toBe(false);
    await page.context().close();
  });

  it('ask before a session ends, naming it, and act only on yes', async () => {
    const page = await open(paths.sessions);
    const end = page.getByRole('button', { name: 'End the session on Safari on iOS' });
    await end.click();
    const dialog = page.getByRole('dialog', { name: 'End this session?' });
    expect(await dialog.textContent()).toContain('Safari on iOS, 2001:db8:85a3::8a2e:370:7334');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await dialog.isVisible()).toBe(false);
    expect(posts).toEqual([]);
    await end.click();
    await dialog.getByRole('button', { name: 'End session' }).click();
    await expect.poll(() => posts.map((post) => post.path)).toEqual(['/accounts/sessions/2/end/']);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('end a session at once without script', async () => {
    const page = await open(paths.sessions, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'End the session on curl' }).click();
    expect(posts.map((post) => post.path)).toEqual(['/accounts/sessions/3/end/']);
    await page.context().close();
  });

  it('tell times in the visitor’s own zone, and name it', async () => {
    const page = await open(paths.sessions, { timezoneId: 'Asia/Tokyo' });
    const time = page.locator('time').first();
    await expect.poll(() => time.getAttribute('title')).toMatch(/ (AM|PM) GMT\+9, Asia\/Tokyo$/);
    await page.context().close();
  });

  it('say until when an account lasts with the zone and a full stop, as they do without a script', async () => {
    const banner = async (options: BrowserContextOptions): Promise<string> => {
      const page = await open('/unconfirmed/', options);
      const words = await page.locator('.banner-text').innerText();
      await page.context().close();
      // A minute may pass between two looks.
      return words.replaceAll(/\s+/g, ' ').replace(/\d+ minutes/, 'some minutes');
    };
    const sentences =
      /sent to ana\.belen@example\.org\. If you do not, this account is deleted in some minutes \(.+ (.+)\)\.$/;
    const inUtc = await banner({ timezoneId: 'UTC', javaScriptEnabled: false });
    expect(sentences.exec(inUtc)?.[1]).toBe('UTC');
    expect(await banner({ timezoneId: 'UTC' })).toBe(inUtc);
    expect(sentences.exec(await banner({ timezoneId: 'Europe/Madrid' }))?.[1]).toBe('Europe/Madrid');
  });

  it('bring no inline style back with a swapped form, whoever wrote it into the page', async () => {
    const page = await open(paths.logIn);
    // As password managers do: by a rule of the style object, which no policy forbids.
    await page.evaluate("document.querySelector('#id_username').style.backgroundColor = 'gold'");
    await tryLogIn(page, 'wrong');
    await page.getByRole('alert').waitFor();
    await page.evaluate("document.querySelector('#id_password').style.backgroundColor = 'gold'");
    await tryLogIn(page, 'wrong again');
    await expect.poll(() => posts.length).toBe(2);
    await expect.poll(() => page.locator('.htmx-request, .htmx-settling').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('offer the browser’s time zone to who has chosen none, and change nothing before it is taken', async () => {
    const page = await open(paths.profile, { timezoneId: 'Asia/Tokyo' });
    const zone = page.locator('#id_time_zone');
    const offer = page.getByRole('button', { name: 'Use Asia/Tokyo, as this browser says' });
    expect([await zone.inputValue(), await offer.isVisible()]).toEqual(['', true]);
    await offer.click();
    expect([await zone.inputValue(), await offer.isVisible()]).toEqual(['Asia/Tokyo', false]);
    await page.context().close();
    const renamed = await open(paths.profile, { timezoneId: 'Asia/Calcutta' });
    await renamed.getByRole('button', { name: 'Use Asia/Kolkata, as this browser says' }).click();
    expect(await renamed.locator('#id_time_zone').inputValue()).toBe('Asia/Kolkata');
    await renamed.context().close();
    const bare = await open(paths.profile, { timezoneId: 'Asia/Tokyo', javaScriptEnabled: false });
    expect(await bare.locator('[data-time-zone-for]').isVisible()).toBe(false);
    expect(await bare.locator('#id_time_zone option').count()).toBeGreaterThan(400);
    await bare.context().close();
  });

  it('take a pasted code without its spaces', async () => {
    const page = await open('/parts/');
    await page.locator('#id_code').fill('123 456');
    expect(await page.locator('#id_code').inputValue()).toBe('123456');
    await page.context().close();
  });

  it('reach everything by keyboard, the content first by the skip link', async () => {
    const page = await open(paths.profile);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip-link');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.querySelector('#content').contains(document.activeElement)")).toBe(
      true,
    );
    await page.context().close();
  });

  it('open the account list on a phone without script and close it with Escape with it', async () => {
    const phone = { viewport: { width: 375, height: 700 } };
    const bare = await open(paths.profile, { ...phone, javaScriptEnabled: false });
    await bare.locator('.side-select summary').click();
    expect(await bare.getByRole('link', { name: 'Your data' }).isVisible()).toBe(true);
    await bare.context().close();
    const page = await open(paths.profile, phone);
    await page.locator('.side-select summary').click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('link', { name: 'Your data' }).isVisible()).toBe(false);
    await page.context().close();
  });
});
