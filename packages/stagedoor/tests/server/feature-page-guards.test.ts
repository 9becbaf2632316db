import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page as htmlPage } from '../../src/http/answer/answer.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { pageRoutes } from '../../src/web/index.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

/* Pages of a site's own for some of those who are logged in, and what is tried to come in by the side. */

const SECRET = 'the figures of the quarter';
const page = { access: 'authenticated', get: () => htmlPage(SECRET), post: () => htmlPage(SECRET) } as const;

const desk = defineFeature({
  name: 'desk',
  pages: () => [
    ...pageRoutes({ ...page, name: 'desk-staff', at: ['/desk/staff/', '/office/'], needs: { staff: true } }),
    ...pageRoutes({ ...page, name: 'desk-role', at: ['/desk/role/'], role: ['Manager', 'Owner'] }),
    ...pageRoutes({
      ...page,
      name: 'desk-test',
      at: ['/desk/test/'],
      passes: ({ user }) => user.email.endsWith('@desk.example'),
    }),
    // A slip: a test that answers nothing.
    ...pageRoutes({ ...page, name: 'desk-slip', at: ['/desk/slip/'], passes: (() => undefined) as never }),
  ],
});

const guarded = ['/desk/staff/', '/office/', '/desk/role/', '/desk/test/', '/desk/slip/'];

let site: RealSite;
let plain: Visitor;
beforeAll(async () => {
  site = await openRealSite({ features: [desk] });
  await site.addPerson('ana');
  plain = await site.loggedIn('ana');
});
afterAll(() => site.close());

async function insider(): Promise<Visitor> {
  const { useCases } = site.stagedoor;
  const user = await useCases.user.create({
    by: 'operator',
    username: 'bea',
    email: 'bea@desk.example',
    password: 'tulips-under-7-bridges',
    validatePassword: false,
    isStaff: true,
  });
  const { id: groupId } = await useCases.group.create({ by: 'operator', name: 'Manager' });
  await useCases.group.addMember({ by: 'operator', groupId, userId: user.id });
  return await site.loggedIn('bea');
}

describe('a page for some of those who are logged in', () => {
  it.each(guarded)('leads who is nobody to the log-in and back: %s', async (url) => {
    const { browser } = site.visitor();
    const answer = await browser.get(url);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, `/accounts/login/?next=${url}`]);
  });

  it.each(guarded)('refuses with 403 who is less, by GET and by POST: %s', async (url) => {
    const shown = await plain.browser.get(url);
    expect([shown.statusCode, shown.body.includes(SECRET)]).toEqual([403, false]);
    const sent = await plain.browser.form(url, {});
    expect([sent.statusCode, sent.body.includes(SECRET)]).toEqual([403, false]);
  });

  it('lets in who is what it asks for, and whom its test answers true for and nothing else', async () => {
    const { browser } = await insider();
    for (const url of guarded.filter((one) => one !== '/desk/slip/'))
      expect([url, (await browser.get(url)).body]).toEqual([url, SECRET]);
    expect((await browser.get('/desk/slip/')).statusCode).toBe(403);
  });

  it.each([
    '//desk/staff/',
    '/desk//staff/',
    '/Desk/Staff/',
    '/desk/staff%2f',
    '/desk%2fstaff/',
    '/desk/staff/.',
    '/desk/staff/..;/staff/',
    '/x/../desk/staff/',
    '/desk/staff;x/',
    '/desk/staff/%20',
    '/desk/staff/?x=/accounts/login/',
    '/desk/staff',
    '/desk/%73taff/',
  ])('is no other page by another spelling: %s', async (url) => {
    const answer = await plain.browser.get(url);
    expect([
      answer.body.includes(SECRET),
      [301, 302, 308, 400, 403, 404].includes(answer.statusCode),
    ]).toEqual([false, true]);
  });

  it.each([
    ['x-middleware-subrequest', 'middleware:middleware:middleware'],
    ['x-original-url', '/desk/staff/'],
    ['x-rewrite-url', '/desk/staff/'],
    ['remote-user', 'bea'],
    ['x-remote-user', 'bea'],
    ['x-forwarded-user', 'bea'],
    ['x-user-id', '1'],
    ['x-http-method-override', 'OPTIONS'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-stagedoor-internal', '1'],
  ])('opens by no header that somebody sends: %s', async (name, value) => {
    for (const url of guarded) {
      const answer = await plain.browser.get(url, { [name]: value });
      expect([url, answer.statusCode]).toEqual([url, 403]);
    }
  });

  it.each([
    [{ needs: {} }, /needs must ask for something/],
    [{ needs: { stuff: true } }, /stuff/],
    [{ role: [] }, /role must be/],
    [{ role: [''] }, /role must be/],
    [{ role: 7 }, /role must be/],
    [{ passes: true }, /passes must be/],
    [{ access: undefined }, /access/],
    [{ access: 'anyone', needs: { staff: true } }, /access is authenticated/],
    [{ access: 'anyone', role: 'Manager' }, /access is authenticated/],
    [{ access: 'anonymous', passes: () => true }, /access is authenticated/],
    [{ need: { staff: true } }, /need/],
  ])('does not start where it asks for nothing or by a slip: %j', (slip, problem) => {
    const record = { ...page, name: 'slip', at: ['/slip/'], ...slip } as never;
    expect(() => pageRoutes(record)).toThrow(problem);
  });
});
