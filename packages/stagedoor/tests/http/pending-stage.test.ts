import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Route } from '../../src/http/route/route.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import type { Browser } from '../support/browser.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { idOf } from '../support/id-of.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

const NEW_PASSWORD = 'nine-herons-over-the-lake';
const CHANGE = '/api/password/change/';
const STAGE = {
  detail: 'Choose a new password first.',
  code: 'stage-required',
  stage: 'change-password',
  stage_url: CHANGE,
};
const change = (password = NEW_PASSWORD) => ({
  old_password: PASSWORD,
  new_password1: password,
  new_password2: password,
});

let site: Site;
let person: Browser;
beforeAll(async () => {
  site = await openSite({ env: { ...frontEndEnv, ORGANIZATIONS: 'open' } });
  await addPerson(site);
});
afterAll(() => site.close());

beforeEach(async () => {
  await site.stagedoor.useCases.password.setFor({
    by: 'operator',
    userId: await idOf(site.stagedoor),
    password: PASSWORD,
    mustChange: true,
  });
  person = site.browser();
});

const pages = pageRoutesOf({
  mailCatcher: null,
  openedFeatures: [],
  settings: { organizations: { mode: 'open' } },
} as never);
const named = (routes: readonly Route[]) =>
  routes.map((route): [string, Route] => [`${route.method} ${route.path}`, route]);
const call = (browser: Browser, route: Route) =>
  browser.request(route.method, route.path.replace(/:\w+/g, '1'), {
    headers: { accept: pages.includes(route) ? 'text/html' : 'application/json', ...browser.csrfHeader() },
  });

describe('a log-in with a stage to pass', () => {
  it.each(['/api/login/', '/login/'])('by POST %s says which, and gives a cookie', async (url) => {
    const answer = await person.post(url, { username: 'ana', password: PASSWORD });
    expect([answer.statusCode, answer.json()]).toEqual([403, STAGE]);
    expect(person.cookie('sessionid')).toMatch(/^[a-z0-9]{32}$/);
  });

  it('tells nothing of the stage to who does not know the password', async () => {
    const answer = await person.post('/api/login/', { username: 'ana', password: 'wrong-and-long-enough' });
    expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'Invalid credentials' }]);
  });

  it('is complete once the password is changed, in a session of a new key', async () => {
    await person.post('/api/login/', { username: 'ana', password: PASSWORD });
    const before = person.cookie('sessionid');
    expect((await person.post(CHANGE, change(PASSWORD))).json()).toEqual({
      new_password2: ['This is your current password. Choose another one.'],
    });
    expect((await person.get('/api/users/me/')).json()).toEqual(STAGE);
    const changed = await person.post(CHANGE, change());
    expect([changed.statusCode, changed.json()]).toEqual([200, { detail: 'New password has been saved.' }]);
    expect(person.cookie('sessionid')).not.toBe(before);
    expect((await person.get('/api/users/me/')).statusCode).toBe(200);
  });

  it('still needs the token of its session for the change', async () => {
    await person.post('/api/login/', { username: 'ana', password: PASSWORD });
    const answer = await person.post(CHANGE, change(), { 'x-csrftoken': '' });
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toMatch(/^CSRF Failed/);
  });

  it('can be left: the session ends', async () => {
    await person.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect((await person.post('/api/logout/')).statusCode).toBe(200);
    expect(person.cookie('sessionid')).toBeUndefined();
    expect((await person.get('/api/users/me/')).statusCode).toBe(401);
  });
});

describe('a session with a stage to pass', () => {
  let pending: Browser;
  beforeEach(async () => {
    pending = site.browser();
    await pending.post('/api/login/', { username: 'ana', password: PASSWORD });
  });
  const served = [...everyApiRoute, ...pages].filter(({ servesStage }) => servesStage === 'change-password');
  // Where a ticket is all that counts, a session of whatever kind is nothing.
  const closed = (routes: readonly Route[]) =>
    named(
      routes.filter(
        ({ access, servesStage, ticket }) =>
          access === 'authenticated' && servesStage === undefined && ticket === undefined,
      ),
    );

  it('is served by the routes of the change alone', () => {
    expect([...new Set(served.map(({ name }) => name.replace(/:.*$/, '')))].sort()).toEqual([
      'account_set_password',
      'api-password-change',
      'password_change',
      'rest_password_change',
      'user-set-password',
    ]);
  });

  it.each(closed(everyApiRoute))('does not open %s', async (_, route) => {
    const answer = await call(pending, route);
    expect([answer.statusCode, answer.json()]).toEqual([403, STAGE]);
    expect((await pending.get('/api/users/me/')).json()).toEqual(STAGE);
  });

  it.each(closed(pages))('is led from %s to the page of the stage', async (_, route) => {
    const answer = await call(pending, route);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toMatch(/^\/accounts\/password\/change\/\?next=\//);
  });

  // What is open to strangers is open to it as to a stranger, and not as to Ana.
  it.each(
    named(
      [...everyApiRoute, ...pages].filter(
        ({ access, method }) => access !== 'authenticated' && method === 'GET',
      ),
    ),
  )('is a stranger at %s', async (_, route) => {
    const [stranger, theirs] = [await call(site.browser(), route), await call(pending, route)];
    expect([theirs.statusCode, theirs.headers.location]).toEqual([
      stranger.statusCode,
      stranger.headers.location,
    ]);
    expect(theirs.body).not.toContain('ana@mail.example');
  });
});
