import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const DONE_PAGES = [
  '/accounts/deleted/',
  '/accounts/email/undone/',
  '/accounts/email/sent/',
  '/accounts/reset/done/',
  '/password-reset-complete/',
  '/accounts/password/reset/done/',
  '/accounts/password/change/done/',
  '/password_change/done/',
  '/accounts/signup/done/',
  '/accounts/activation/sent/',
  '/accounts/activation/done/',
];
let site: RealSite;

beforeAll(async () => {
  site = await openRealSite();
  await site.addPerson();
});
afterAll(() => site.close());

describe('a page that says what was done', () => {
  it.each(DONE_PAGES)('leads a member who did nothing from %s to the profile', async (path) => {
    const ana = await site.loggedIn();
    expect((await ana.open(path)).path).toBe('/accounts/profile/');
  });

  it('is shown to the member who did it, in the other language too, and not later', async () => {
    const path = '/accounts/password/reset/done/';
    const ana = await site.loggedIn();
    await ana.open('/accounts/password/reset/');
    expect((await ana.submit({ email: 'ana@mail.example' })).path).toBe(path);
    const switched = await ana.submit({ language: 'es', next: path }, { to: '/accounts/language/' });
    expect([switched.path, switched.language]).toEqual([path, 'es']);
    expect((await ana.open('/accounts/deleted/')).path).toBe('/accounts/profile/');
    site.clock.advance(minutes(10) - 1_000);
    expect((await ana.open(path)).path).toBe(path);
    site.clock.advance(1_000);
    expect((await ana.open(path)).path).toBe('/accounts/profile/');
  });

  it('says that a password was reset to a member of another account, too', async () => {
    const { email } = await site.addPerson('bea');
    const ana = await site.loggedIn();
    await ana.open('/accounts/password/reset/');
    await ana.submit({ email });
    await ana.open(await site.mailedPath(email));
    const typed = `${PASSWORD}-anew`;
    const done = await ana.submit({ new_password1: typed, new_password2: typed });
    expect(done.path).toBe('/accounts/reset/done/');
  });
});
