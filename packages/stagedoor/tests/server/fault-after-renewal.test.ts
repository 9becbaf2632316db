import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defineApiRoute, Type } from '../../src/api/index.ts';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import { json } from '../../src/http/answer/answer.ts';
import { proveByPassword } from '../../src/http/exchange/prove-by-password.ts';
import { defineBranding } from '../../src/server/define-branding.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite, type TestSite } from '../../src/testing/open-test-site.ts';
import { Browser } from '../support/browser.ts';

/** What breaks next: the type of an event, in whose transaction a feature of the site's fails. */
let broken: string | null = null;

/** What is wrong with the answer to it, where the act is refused and does not fail. */
let refusing: keyof typeof refusals | null = null;

const failing = async (type: string) => {
  if (broken !== type) return;
  if (refusing === null) throw new Error('broken');
  throw new AccountsError({ code: 'permission-denied' });
};

const unsayable = {
  toJSON() {
    throw new Error('broken');
  },
};
const fail = (): never => {
  throw new Error('broken');
};

/** Proves the password anew, and is refused or answers with something that cannot be said. */
const proving = defineApiRoute({
  name: 'club-enter',
  method: 'POST',
  path: '/api/club/',
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'enterClub',
  summary: 'Enter.',
  schema: { body: Type.Object({ password: Type.String() }) },
  responses: { 200: Type.Object({}) },
  refuse: (problem) =>
    refusing === 'words of its own' && problem.code === 'permission-denied' ? fail() : undefined,
  async handler(exchange, { principal, body }) {
    await proveByPassword(exchange, principal, body.password);
    if (refusing === 'an answer') return json({ unsayable });
    throw new AccountsError({ code: 'permission-denied' });
  },
});

const club = defineFeature({
  name: 'club',
  api: () => [proving],
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
    branding: defineBranding({
      pages: { error: ({ standard }) => (refusing === 'a page' ? fail() : standard) },
    }),
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

type Act = (browser: Browser, password: string) => Promise<{ statusCode: number }>;
const enterClub: Act = (browser, password) => browser.post('/api/club/', { password });

/** What fails of a refusal, or of an answer. */
const refusals = {
  'a page': acts['user.deleted on a page'],
  'words of its own': enterClub,
  'an answer': enterClub,
  'a row of the audit log': enterClub,
} satisfies Record<string, Act | undefined>;

describe('where an act is done or refused after the password was proved anew', () => {
  it.each(Object.entries(refusals))('and %s fails, its owner stays logged in', async (name, act) => {
    const { browser, user } = await loggedIn();
    const before = browser.cookie('sessionid');
    const { activity } = site.stagedoor.useCases;
    const noting = name === 'a row of the audit log' ? vi.spyOn(activity, 'recordSecurityEvent') : null;
    noting?.mockImplementation(fail);
    broken = 'user.deleted';
    refusing = name as keyof typeof refusals;
    const failed = await act?.(browser, user.password);
    [broken, refusing] = [null, null];
    noting?.mockRestore();
    expect(failed?.statusCode).toBeOneOf([403, 500]);
    expect(browser.cookie('sessionid')).not.toBe(before);
    expect((await browser.get('/accounts/profile/')).statusCode).toBe(200);
  });
});
