import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describedOrganizations } from '../../src/api/organization/described-organizations.ts';
import { organizationSection } from '../../src/api/organization/routes.ts';
import { operationRequest } from '../../src/client/client-request.ts';
import type { createClient } from '../../src/client/create-client.ts';
import { days } from '../../src/core/kernel/clock.ts';
import { Browser } from '../support/browser.ts';
import { openSite } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const LIST = '/api/organizations/';
const people = ['ana', 'ben', 'eve'] as const;
let site: RealSite;
const browsers = new Map<string, Browser>();
const ids = new Map<string, number>();
beforeAll(async () => {
  site = await openRealSite({
    env: {
      ORGANIZATIONS: 'open',
      USERS_API: 'off',
      ORGANIZATIONS_PER_USER: '100',
      UNVERIFIED_MAY_LOG_IN: 'true',
    },
  });
  for (const name of people) {
    ids.set(name, (await site.addPerson(name)).id);
    const browser = new Browser(site.app, site.stagedoor.config.publicUrl);
    await browser.post('/api/login/', { username: name, password: PASSWORD });
    browsers.set(name, browser);
  }
});
afterAll(() => site.close());

function as(name: (typeof people)[number]): Browser {
  const browser = browsers.get(name);
  if (browser === undefined) throw new Error(`${name} is not there.`);
  return browser;
}
async function made(name: string, by: (typeof people)[number] = 'ana'): Promise<number> {
  const answer = await as(by).post(LIST, { name });
  expect(answer.statusCode).toBe(201);
  return answer.json().id;
}
async function keyFor(email: string): Promise<string> {
  return (await site.mailedPath(email)).split('/').at(-2) ?? '';
}
/** Ben is in it from now on. */
async function bring(organizationId: number): Promise<void> {
  const userId = ids.get('ben') ?? 0;
  const { organization } = site.stagedoor.useCases;
  await organization.addMember({ by: 'operator', organizationId, userId, role: 'member' });
}

it('an organization is made, seen, renamed and ended over JSON', async () => {
  const id = await made('Acme');
  const one = { id, name: 'Acme', role: 'owner', created_at: expect.any(String) };
  expect((await as('ana').get(`${LIST}${id}/`)).json()).toEqual(one);
  expect((await as('ana').get(LIST)).json()).toEqual({ results: [one], next: null });
  const renamed = await as('ana').send('PATCH', `${LIST}${id}/`, { name: 'New' });
  expect([renamed.statusCode, renamed.json()]).toEqual([200, { ...one, name: 'New' }]);
  const blank = await as('ana').send('PATCH', `${LIST}${id}/`, { name: ' ' });
  expect([blank.statusCode, Object.keys(blank.json())]).toEqual([400, ['name']]);
  expect((await as('ana').send('DELETE', `${LIST}${id}/`)).statusCode).toBe(204);
  expect((await as('ana').get(`${LIST}${id}/`)).statusCode).toBe(404);
});

it('whoever has proved no address makes none, and is told why', async () => {
  const browser = new Browser(site.app, site.stagedoor.config.publicUrl);
  const asked = {
    username: 'new',
    email: 'new@mail.example',
    password: PASSWORD,
    password_confirm: PASSWORD,
  };
  await browser.post('/api/register/', asked);
  await browser.post('/api/login/', { username: 'new', password: PASSWORD });
  const answer = await browser.post(LIST, { name: 'Acme' });
  expect([answer.statusCode, answer.json()]).toEqual([
    403,
    { detail: 'You must verify your email address to perform this action.' },
  ]);
});

it('the client asks as the document says: by filters, in an order, and on behind `next`', async () => {
  const made = await Promise.all(
    ['Wax', 'Wood', 'Wool'].map((name) =>
      site.stagedoor.useCases.organization.create({ by: 'operator', name, ownerId: ids.get('eve') }),
    ),
  );
  const list = async (input: Parameters<ReturnType<typeof createClient>['listOrganizations']>[0]) => {
    const { method, path } = operationRequest('listOrganizations', { ...input });
    const { results, next } = (await as('eve').request(method, path)).json();
    return { names: results.map(({ name }: { name: string }) => name), next };
  };
  const id__in = made.map(({ id }) => String(id));
  const first = await list({ id__in, name__istartswith: 'wo', ordering: '-name', page_size: 1 });
  expect(first).toEqual({ names: ['Wool'], next: expect.any(String) });
  expect(await list({ id__in, ordering: '-name', page_size: 1, after: first.next })).toMatchObject({
    names: ['Wood'],
  });
  const { body, path } = operationRequest('updateOrganization', { id: made[0]?.id, name: 'Wire' });
  expect([path, body]).toEqual([`${LIST}${made[0]?.id}/`, '{"name":"Wire"}']);
});

it('a team is made, named, filled and ended over JSON, and is nothing in another organization', async () => {
  const id = await made('Acme');
  const other = await made('Other', 'ben');
  await bring(id);
  const userId = ids.get('ben') ?? 0;
  const teams = `${LIST}${id}/teams/`;
  const answer = await as('ana').post(teams, { name: 'Press' });
  const one = { id: answer.json().id, name: 'Press', created_at: expect.any(String) };
  expect([answer.statusCode, answer.json()]).toEqual([201, one]);
  expect((await as('ben').get(teams)).json()).toEqual({ results: [one], next: null });
  const taken = await as('ana').post(teams, { name: 'press' });
  expect([taken.statusCode, Object.keys(taken.json())]).toEqual([400, ['name']]);
  const members = `${teams}${one.id}/members/`;
  expect((await as('ana').post(members, { user: userId })).statusCode).toBe(204);
  expect((await as('ana').post(members, { user: userId })).statusCode).toBe(400);
  expect((await as('ben').get(members)).json().results).toMatchObject([{ id: userId, role: 'member' }]);
  expect((await as('eve').get(members)).statusCode).toBe(404);
  expect((await as('ben').get(`${teams}?user=${userId}`)).json().results).toEqual([one]);
  expect((await as('ben').send('PATCH', `${teams}${one.id}/`, { name: 'Mine' })).statusCode).toBe(403);
  expect((await as('ben').send('DELETE', `${LIST}${other}/teams/${one.id}/`)).statusCode).toBe(404);
  expect((await as('ben').get(`${LIST}${other}/teams/${one.id}/members/`)).statusCode).toBe(404);
  const renamed = await as('ana').send('PATCH', `${teams}${one.id}/`, { name: 'Media' });
  expect(renamed.json()).toEqual({ ...one, name: 'Media' });
  expect((await as('ana').send('DELETE', `${members}${userId}/`)).statusCode).toBe(204);
  expect((await as('ana').send('DELETE', `${members}${userId}/`)).statusCode).toBe(404);
  expect((await as('ana').send('DELETE', `${teams}${one.id}/`)).statusCode).toBe(204);
  expect((await as('ana').get(`${teams}${one.id}/`)).statusCode).toBe(404);
});

it('an invitation is sent, listed, sent again, and comes in once, for its address alone', async () => {
  const id = await made('Acme');
  const invitations = `${LIST}${id}/invitations/`;
  const wrong = await as('ana').post(invitations, { email: 'ben@mail.example', role: 'king' });
  expect([wrong.statusCode, Object.keys(wrong.json())]).toEqual([400, ['role']]);
  const sent = await as('ana').post(invitations, { email: 'ben@mail.example', role: 'admin' });
  expect([sent.statusCode, sent.json()]).toMatchObject([201, { email: 'ben@mail.example', role: 'admin' }]);
  const again = await as('ana').post(invitations, { email: 'ben@mail.example', role: 'admin' });
  expect([again.statusCode, again.json()]).toEqual([
    400,
    { email: ['This address is invited already. You can send the invitation again.'] },
  ]);
  const listed = async () => (await as('ana').get(invitations)).json().results;
  expect(await listed()).toMatchObject([{ email: 'ben@mail.example', is_open: true }]);
  site.clock.advance(days(8));
  expect(await listed()).toMatchObject([{ email: 'ben@mail.example', is_open: false }]);
  const first = await keyFor('ben@mail.example');
  expect((await as('ana').post(`${invitations}${sent.json().id}/resend/`)).statusCode).toBe(200);
  const key = await keyFor('ben@mail.example');
  expect(key).not.toBe(first);
  const accept = (who: 'ben' | 'eve', by: string) => as(who).post('/api/invitations/accept/', { key: by });
  expect((await accept('ben', first)).statusCode).toBe(400);
  expect([(await accept('eve', key)).statusCode, (await accept('eve', key)).json()]).toEqual([
    400,
    {
      non_field_errors: [
        'This invitation is for ben@mail.example. Log in with an account that has confirmed this address.',
      ],
    },
  ]);
  const accepted = await accept('ben', key);
  expect([accepted.statusCode, accepted.json()]).toMatchObject([200, { id, role: 'admin' }]);
  expect((await accept('ben', key)).statusCode).toBe(400);
  expect((await as('ana').get(invitations)).json()).toEqual({ results: [], next: null });
  const members = (await as('ben').get(`${LIST}${id}/members/`)).json();
  expect(
    members.results
      .map(({ username, role }: { username: string; role: string }) => [username, role])
      .toSorted(),
  ).toEqual([
    ['ana', 'owner'],
    ['ben', 'admin'],
  ]);
});

it('a session acts in one of its user’s organizations, and in none of others’', async () => {
  const [mine, theirs] = [await made('Mine'), await made('Theirs', 'eve')];
  const path = '/api/users/me/organization/';
  const go = async (organization: number) => (await as('ana').send('PUT', path, { organization })).statusCode;
  expect([await go(mine), await go(theirs)]).toEqual([200, 404]);
  expect((await as('ana').get(path)).json()).toEqual({ organization: mine });
  expect(await go(0)).toBe(200);
  expect((await as('ana').get(path)).json()).toEqual({ organization: null });
});

it('the last owner is kept, in words', async () => {
  const id = await made('Acme');
  const left = await as('ana').post(`${LIST}${id}/leave/`);
  expect([left.statusCode, left.json()]).toEqual([
    400,
    {
      non_field_errors: ['An organization needs an owner. Make somebody else an owner first, or delete it.'],
    },
  ]);
});

describe('of two organizations', () => {
  const bodyOf: Readonly<Record<string, object>> = {
    'api-organization-update': { name: 'Mine' },
    'api-organization-replace': { name: 'Mine' },
    'api-organization-member-change': { role: 'owner' },
    'api-organization-role-assign': { role: 'editor' },
    'api-organization-transfer': { user: 7 },
    'api-invitation-send': { email: 'x@mail.example', role: 'member' },
  };
  const inOne = organizationSection(describedOrganizations).routes.filter(({ path }) => path.includes(':id'));

  it.each(inOne)('$method $path tells no member of the one that the other is there', async (route) => {
    const id = await made('Hidden', 'eve');
    const path = route.path
      .replace(':id', String(id))
      .replace(':user', String(ids.get('eve')))
      .replace(':invitation', '7')
      .replace(':role', 'editor');
    const payload = bodyOf[route.name];
    const { method } = route;
    const ask = (at: string) =>
      method === 'GET'
        ? as('ana').get(at)
        : method === 'POST'
          ? as('ana').post(at, payload ?? {})
          : as('ana').send(method as 'PATCH', at, payload);
    const [there, nowhere] = [await ask(path), await ask(path.replace(String(id), '12345'))];
    expect([there.statusCode, there.json()]).toEqual([404, nowhere.json()]);
    expect((await as('eve').get(`${LIST}${id}/`)).json()).toMatchObject({ name: 'Hidden', role: 'owner' });
  });

  it.each(inOne.filter(({ method }) => method !== 'GET'))(
    '$method $path lets a member change nothing',
    async (route) => {
      const id = await made('Acme');
      await bring(id);
      const path = route.path
        .replace(':id', String(id))
        .replace(':user', String(ids.get('ana')))
        .replace(':invitation', '7')
        .replace(':role', 'editor');
      if (route.name === 'api-organization-leave') return;
      const payload = bodyOf[route.name];
      const answer =
        route.method === 'POST'
          ? await as('ben').post(path, payload ?? {})
          : await as('ben').send(route.method as 'PATCH', path, payload);
      expect(answer.statusCode).toBe(403);
    },
  );
});

it('a site without organizations has none of these addresses', async () => {
  const without = await openSite();
  await addPerson(without);
  const browser = await signIn(without);
  expect((await browser.get(LIST)).statusCode).toBe(404);
  expect((await browser.get('/api/users/me/organization/')).statusCode).toBe(404);
  await without.close();
});
