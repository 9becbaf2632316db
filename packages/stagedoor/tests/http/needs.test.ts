import { afterAll, beforeAll, expect, it } from 'vitest';
import { json } from '../../src/http/answer/answer.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';
import { mount } from '../support/test-routes.ts';

const record = {
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  method: 'GET',
} as const;
const handler = () => json({ done: true });
const routes = [
  defineRoute({ ...record, name: 'staff', path: '/api/test/staff/', needs: { staff: true }, handler }),
  defineRoute({
    ...record,
    name: 'editors',
    path: '/api/test/editors/',
    needs: { group: 'Editors' },
    handler,
  }),
  defineRoute({
    ...record,
    name: 'publish',
    path: '/api/test/publish/',
    needs: { permission: 'publish_post' },
    handler,
  }),
  defineRoute({
    ...record,
    name: 'both',
    path: '/api/test/both/',
    needs: { group: 'Editors', permission: 'publish_post' },
    handler,
  }),
];

let site: Site;
beforeAll(async () => {
  site = await openSite({ server: { extend: mount(...routes) } });
});
afterAll(() => site.close());

/** What each route answers somebody with these rights. */
async function statusesOf(username: string, access: Parameters<Site['stores']['giveAccess']>[1]) {
  const { id } = await addPerson(site, username);
  await site.stores.giveAccess(id, access);
  const browser = await signIn(site, username);
  return await Promise.all(routes.map(async ({ path }) => (await browser.get(path)).statusCode));
}

it('a route lets in who is all that it needs; strangers get 401, and others 403', async () => {
  const strange = routes.map(async ({ path }) => (await site.browser().get(path)).statusCode);
  expect(await Promise.all(strange)).toEqual([401, 401, 401, 401]);
  expect(await statusesOf('plain', {})).toEqual([403, 403, 403, 403]);
  const editors = { id: 5, name: 'Editors' };
  expect(await statusesOf('editor', { groups: [editors] })).toEqual([403, 200, 403, 403]);
  expect(await statusesOf('writer', { permissions: ['publish_post'] })).toEqual([403, 403, 200, 403]);
  const both = { groups: [{ ...editors, permissions: ['publish_post'] }] };
  expect(await statusesOf('publisher', both)).toEqual([403, 200, 200, 200]);
});

it('who is refused is written down once in an hour, however often they come, and by which route', async () => {
  const { id } = await addPerson(site, 'curious');
  const browser = await signIn(site, 'curious');
  const denials = async () => {
    const events = await site.stores.audit.listOfUser(id, { limit: 100 });
    return events.filter(({ action }) => action === 'permission-denied').map(({ detail }) => detail);
  };
  for (let turn = 0; turn < 20; turn += 1)
    await browser.get('/api/test/staff/', { 'user-agent': `x${turn}` });
  expect(await denials()).toEqual([{ route: 'staff' }]);
  site.clock.advance(3_600_000);
  await browser.get('/api/test/both/');
  expect(await denials()).toHaveLength(2);
});

it('a superuser has every permission, and is in no group for it', async () => {
  await addPerson(site, 'chief', { isStaff: true });
  const browser = await signIn(site, 'chief');
  const statuses = await Promise.all(routes.map(async ({ path }) => (await browser.get(path)).statusCode));
  expect(statuses).toEqual([200, 403, 200, 403]);
});

it('a route that anybody may open needs nothing', async () => {
  const open = defineRoute({
    ...record,
    name: 'open',
    access: 'anyone',
    path: '/api/x/',
    needs: { staff: true },
    handler,
  });
  await expect(openSite({ server: { extend: mount(open) } })).rejects.toThrow(/logged in/);
});
