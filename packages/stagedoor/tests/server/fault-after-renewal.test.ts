import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite, type TestSite } from '../../src/testing/open-test-site.ts';
import { Browser } from '../support/browser.ts';

/** What breaks next: the type of an event, in whose transaction a feature of the site's fails. */
let broken: string | null = null;

const failing = async (type: string) => {
  if (broken === type) throw new Error('broken');
};

const club = defineFeature({
  name: 'club',
  hooks: () => ({
    inside: {
      'user.deleted': () => failing('user.deleted'),
      'user.renamed': () => failing('user.renamed'),
    },
  }),
});

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite({
    features: [club],
    env: { LOG_LEVEL: 'silent', DJOSER_PATH: '/auth/' },
  });
});
afterAll(() => site?.close());

async function loggedIn() {
  const user = await site.createUser();
  const browser = new Browser(site.app, new URL('http://127.0.0.1:8000'));
  const username = user.username ?? '';
  await browser.get('/accounts/login/');
  expect((await browser.form('/accounts/login/', { username, password: user.password })).statusCode).toBe(
    302,
  );
  site.clock.advance(11 * 60_000);
  return { browser, user };
}

const NEW_NAME = 'renamed';

/** Each act renews the session by the password that is typed with it, and fails afterwards. */
const acts: Readonly<
  Record<string, (browser: Browser, password: string) => Promise<{ statusCode: number }>>
> = {
  'user.deleted on a page': (browser, password) => browser.form('/accounts/delete/', { password }),
  'user.renamed on a page': (browser, password) =>
    browser.form('/accounts/profile/', { ...profile, username: NEW_NAME, password }),
  'user.deleted by djoser': (browser, current_password) =>
    browser.send('DELETE', '/auth/users/me/', { current_password }),
  'user.renamed by djoser': (browser, current_password) =>
    browser.post('/auth/users/set_username/', { new_username: NEW_NAME, current_password }),
};
const profile = { first_name: '', last_name: '', language: 'en', time_zone: 'UTC' };

describe('where an act fails after the password was proved anew', () => {
  it.each(Object.entries(acts))('%s, its owner stays logged in', async (name, act) => {
    const { browser, user } = await loggedIn();
    const before = browser.cookie('sessionid');
    broken = name.split(' ')[0] ?? null;
    const failed = await act(browser, user.password);
    broken = null;
    expect(failed.statusCode).toBe(500);
    expect(browser.cookie('sessionid')).not.toBe(before);
    expect((await browser.get('/accounts/profile/')).statusCode).toBe(200);
    // The token against forged requests goes with the new session.
    expect((await browser.form('/accounts/logout/', {})).statusCode).toBe(302);
    expect((await browser.get('/accounts/profile/')).statusCode).toBe(302);
  });
});
