import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const WELL_KNOWN = '/.well-known/change-password';

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite();
  await site.addPerson('ana');
});
afterAll(() => site.close());

it('a password manager is led to the page where the password is changed, by the log-in', async () => {
  const visitor = site.visitor();
  const answer = await visitor.browser.get(WELL_KNOWN);
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/accounts/password/change/']);
  await visitor.open(WELL_KNOWN);
  const page = await visitor.submit({ username: 'ana', password: PASSWORD });
  expect(page.path).toBe('/accounts/password/change/');
});
