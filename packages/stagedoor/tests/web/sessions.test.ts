import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const SESSIONS = '/accounts/sessions/';
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';
let site: RealSite;
let laptop: Visitor;
let phone: Visitor;
let count = 0;

beforeAll(async () => {
  site = await openRealSite({ env: { LIMIT_LOGIN_PER_SOURCE: '1000/1m' } });
});
afterAll(() => site.close());
beforeEach(async () => {
  count += 1;
  await site.addPerson(`ana${count}`);
  laptop = await site.loggedIn(`ana${count}`);
  phone = await site.loggedIn(`ana${count}`, { 'user-agent': PHONE });
});

const endOne = (page: Visitor['page']) =>
  page.forms.find(({ action }) => /^\/accounts\/sessions\/\d+\/end\/$/.test(action))?.action ?? '';

describe('the sessions page', () => {
  it('lists where the account is in use, and which one this is', async () => {
    const page = await laptop.open(SESSIONS);
    // This one first, though the other came later.
    expect(page.text).toMatch(/Logged in now Firefox on Linux this device .*Safari on iOS/);
    const elsewhere = await phone.open(SESSIONS);
    expect(elsewhere.text).toMatch(/Logged in now Safari on iOS this device .*Firefox on Linux/);
  });

  it('ends one of them at once, and says so', async () => {
    await laptop.open(SESSIONS);
    const page = await laptop.submit({}, { to: endOne(laptop.page) });
    expect([page.path, page.flashes]).toEqual([SESSIONS, ['The session has ended.']]);
    expect(page.text).toContain('You are logged in nowhere else.');
    expect((await phone.open(SESSIONS)).path).toBe('/accounts/login/');
    expect((await laptop.open(SESSIONS)).path).toBe(SESSIONS);
  });

  it('ends all the others at once, and only those', async () => {
    await site.loggedIn(`ana${count}`);
    await laptop.open(SESSIONS);
    const page = await laptop.submit({}, { to: '/accounts/sessions/end-others/' });
    expect([page.path, page.flashes]).toEqual([SESSIONS, ['2 other sessions have ended.']]);
    expect((await phone.open(SESSIONS)).path).toBe('/accounts/login/');
    expect(page.forms.some(({ action }) => action === '/accounts/sessions/end-others/')).toBe(false);
  });

  it('lets its own session end itself, and leads to the log-in', async () => {
    await laptop.open(SESSIONS);
    const itsOwn = (await laptop.browser.get('/api/users/me/sessions/', { accept: 'application/json' }))
      .json()
      .find((session: { is_current: boolean }) => session.is_current).id;
    const { csrfmiddlewaretoken = '' } = laptop.page.forms[0]?.fields ?? {};
    const answer = await laptop.post(`/accounts/sessions/${itsOwn}/end/`, { csrfmiddlewaretoken });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/accounts/login/']);
    expect(laptop.browser.cookie('sessionid')).toBeUndefined();
  });

  it('knows nobody else’s session: 404, as for one that is not there', async () => {
    await laptop.open(SESSIONS);
    const theirs = endOne(laptop.page);
    await site.addPerson(`eve${count}`);
    const eve = await site.loggedIn(`eve${count}`);
    await eve.open(SESSIONS);
    const { csrfmiddlewaretoken = '' } = eve.page.forms[0]?.fields ?? {};
    for (const path of [
      theirs,
      '/accounts/sessions/1/end/',
      '/accounts/sessions/x/end/',
      '/accounts/sessions/0/end/',
    ]) {
      const answer = await eve.post(path, { csrfmiddlewaretoken });
      expect([answer.statusCode, answer.body.includes('Page not found')]).toEqual([404, true]);
    }
    expect((await phone.open(SESSIONS)).path).toBe(SESSIONS);
  });

  it('comes back to itself when the session that pressed is over', async () => {
    await laptop.open(SESSIONS);
    await phone.open(SESSIONS);
    const end = endOne(phone.page);
    await laptop.submit({}, { to: '/accounts/sessions/end-others/' });
    const page = await phone.submit({}, { to: end });
    expect(page.url).toBe('/accounts/login/?next=/accounts/sessions/');
  });
});

describe('the devices page', () => {
  it('lists the browsers that logged in and the addresses that were seen', async () => {
    // Visits are written in batches, each second.
    const page = await vi.waitFor(async () => {
      const shown = await laptop.open('/accounts/devices/');
      expect(shown.text).toContain('IP addresses your account was used from');
      return shown;
    }, 10_000);
    expect(page.heading).toBe('Devices and IP addresses');
    expect(page.text).toMatch(
      /Browsers you logged in with Forget a browser, and its next log-in counts as one from a new browser\. .*Firefox on Linux.*IP addresses your account was used from/,
    );
    expect(page.text).toContain('127.0.0.1');
    expect(page.text).toContain('Safari on iOS');
  });
});

describe('a browser on the devices page', () => {
  const forgetting = (page: Visitor['page']) =>
    page.forms.map(({ action }) => action).filter((action) => action.endsWith('/forget/'));

  it('is forgotten by one press, and says so; its session goes on', async () => {
    const devices = await laptop.open('/accounts/devices/');
    const before = new Set(forgetting(devices));
    expect(before.size).toBe(2);
    const [first = ''] = before;
    const page = await laptop.submit({}, { to: first });
    expect([page.path, page.flashes]).toEqual(['/accounts/devices/', ['The browser is forgotten.']]);
    expect(new Set(forgetting(page)).size).toBe(1);
    expect((await phone.open(SESSIONS)).path).toBe(SESSIONS);
  });

  it('of somebody else is not there', async () => {
    await laptop.open('/accounts/devices/');
    const [theirs = ''] = forgetting(laptop.page);
    await site.addPerson(`eve${count}`);
    const eve = await site.loggedIn(`eve${count}`);
    await eve.open('/accounts/devices/');
    const { csrfmiddlewaretoken = '' } = eve.page.forms[0]?.fields ?? {};
    expect((await eve.post(theirs, { csrfmiddlewaretoken })).statusCode).toBe(404);
    expect(forgetting(await laptop.open('/accounts/devices/'))).toContain(theirs);
  });
});

describe('the security page', () => {
  it('tells what happened, newest first, twenty at a time, to its owner alone', async () => {
    for (let round = 0; round < 11; round += 1) {
      await laptop.open('/accounts/reauthenticate/');
      await laptop.submit({ password: 'tulips-under-7-bridges' });
      await laptop.open('/accounts/reauthenticate/');
      await laptop.submit({ password: 'not-my-password' });
    }
    const newest = await laptop.open('/accounts/security/');
    expect(newest.text.match(/refused/g)).toHaveLength(10);
    const older = newest.links.find((link) => link.startsWith('/accounts/security/?before=')) ?? '';
    const page = await laptop.open(older);
    expect(page.text).toContain('Log-in');
    expect(page.links.some((link) => link.includes('before='))).toBe(false);
    expect((await laptop.open('/accounts/security/?before=x')).status).toBe(200);
    expect((await laptop.open('/accounts/security/?before=1')).text).toContain('No activity yet');
  });
});
