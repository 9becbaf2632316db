import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShownPage } from '../support/page/shown-page.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* A page that is left open in one tab while somebody logs in or out in another one of the same browser. */

const NEXT = '/accounts/tokens/?page=2';
const asNext = `next=${encodeURIComponent(NEXT).replaceAll('%2F', '/')}`;
const ANA = { username: 'ana', password: PASSWORD };
const BEA = { username: 'bea', email: 'bea@mail.example', password1: PASSWORD, password2: PASSWORD };

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite();
  await site.addPerson('ana');
});
afterAll(() => site.close());

async function logInElsewhere(visitor: Visitor) {
  await visitor.open('/accounts/login/');
  await visitor.submit(ANA);
}

/** The form of a page that was opened earlier, as it was then. */
async function sendLeft(visitor: Visitor, left: ShownPage, typed: Record<string, string>) {
  const { action, fields } = left.form();
  return await visitor.post(action, { ...fields, ...typed });
}

const backIn = (html: string) => /href="([^"]*)"[^>]*>Back to the form</.exec(html)?.[1] ?? '';

describe('a form sent after a log-in in another tab', () => {
  it.each([
    ['/accounts/login/', ANA],
    ['/accounts/signup/', BEA],
  ])('of %s is refused, and leads on to where it was to lead', async (path, typed) => {
    const visitor = site.visitor();
    const left = await visitor.open(`${path}?${asNext}`);
    await logInElsewhere(visitor);
    const answer = await sendLeft(visitor, left, typed);
    const back = backIn(answer.body);
    expect([answer.statusCode, back]).toEqual([403, `${path}?${asNext}`]);
    expect((await visitor.open(back)).url).toBe(NEXT);
  });

  it('that was to lead to another site leads to no more than itself', async () => {
    const visitor = site.visitor();
    const left = await visitor.open('/accounts/login/');
    await logInElsewhere(visitor);
    const answer = await sendLeft(visitor, left, { ...ANA, next: 'https://evil.example/' });
    expect(backIn(answer.body)).toBe('/accounts/login/');
  });
});

describe('a form sent after a log-out in another tab', () => {
  it('that asks for the password again leads on, by the log-in and itself, to where it was to lead', async () => {
    const visitor = await site.loggedIn();
    const left = await visitor.open(`/accounts/reauthenticate/?${asNext}`);
    await visitor.open('/accounts/logout/');
    await visitor.submit();
    const answer = await sendLeft(visitor, left, { password: PASSWORD });
    expect(answer.statusCode).toBe(302);
    await visitor.open(String(answer.headers.location));
    const again = await visitor.submit(ANA);
    expect(again.url).toBe(`/accounts/reauthenticate/?${asNext}`);
    expect((await visitor.submit({ password: PASSWORD })).url).toBe(NEXT);
  });

  it('that switches the language leads back to the page that it stood on', async () => {
    const visitor = site.visitor();
    const answer = await visitor.post('/accounts/language/', { language: 'es', next: NEXT });
    expect(answer.statusCode).toBe(403);
    expect(backIn(answer.body)).toBe(NEXT);
  });
});
