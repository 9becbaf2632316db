import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';

const LIST = '/api/users/me/emails/';
let site: Site;
let ana: Browser;
beforeAll(async () => {
  site = await openSite();
  await addPerson(site);
  await addPerson(site, 'ben');
  ana = await signIn(site);
});
afterAll(() => site.close());

const list = async (): Promise<{ id: number; email: string }[]> => (await ana.get(LIST)).json();
const idOf = async (email: string) => (await list()).find((address) => address.email === email)?.id ?? 0;

async function keyFor(email: string): Promise<string> {
  const { mail } = (await site.mails()).findLast(({ to }) => to === email) ?? {};
  return mail?.mail === 'email-add-confirm' ? (mail.path.split('/').at(-2) ?? '') : '';
}

it('an address is added, confirmed, made primary and removed over JSON', async () => {
  const first = { email: 'ana@mail.example', verified: true, primary: true, kept_until: null };
  expect(await list()).toMatchObject([first]);
  const added = await ana.post(LIST, { email: 'second@mail.example' });
  const second = { email: 'second@mail.example', verified: false, primary: false, kept_until: null };
  expect([added.statusCode, added.json()]).toMatchObject([201, second]);
  const { id } = added.json();

  const early = await ana.send('PATCH', `${LIST}${id}/`, { primary: true });
  expect([early.statusCode, early.json()]).toEqual([400, { email: ['Confirm this address first.'] }]);
  const again = await ana.post(`${LIST}${id}/verification/`);
  expect([again.statusCode, again.json()]).toEqual([200, { detail: 'Verification e-mail sent.' }]);

  const wrong = await ana.post(`${LIST}confirm/`, { key: 'x' });
  expect([wrong.statusCode, Object.keys(wrong.json())]).toEqual([400, ['key']]);
  const key = await keyFor('second@mail.example');
  expect((await (await signIn(site, 'ben')).post(`${LIST}confirm/`, { key })).statusCode).toBe(400);
  expect((await ana.post(`${LIST}confirm/`, { key })).json()).toEqual({
    detail: 'The address is confirmed.',
  });

  const before = ana.cookie('sessionid');
  const primary = await ana.send('PATCH', `${LIST}${id}/`, { primary: true });
  expect([primary.statusCode, primary.json()]).toMatchObject([200, { id, verified: true, primary: true }]);
  expect(ana.cookie('sessionid')).not.toBe(before);
  expect((await ana.get('/api/users/me/')).json()).toMatchObject({ email: 'second@mail.example' });

  const kept = await idOf('ana@mail.example');
  expect((await ana.get(`${LIST}${kept}/`)).json()).toMatchObject({
    kept_until: expect.stringMatching(/^2026-03-08T12:0/),
  });
  for (const stays of [kept, id]) {
    const refused = await ana.send('DELETE', `${LIST}${stays}/`);
    expect([refused.statusCode, Object.keys(refused.json())]).toEqual([400, ['email']]);
  }
  const third = (await ana.post(LIST, { email: 'third@mail.example' })).json();
  expect((await ana.send('DELETE', `${LIST}${third.id}/`)).statusCode).toBe(204);
  expect((await list()).map(({ email }) => email)).toEqual(['second@mail.example', 'ana@mail.example']);
});

it('a taken address is answered as a free one, and others’ addresses are not there', async () => {
  const answer = await ana.post(LIST, { email: 'ben@mail.example' });
  expect([answer.statusCode, answer.json()]).toMatchObject([201, { verified: false }]);
  expect(await keyFor('ben@mail.example')).toBe('');
  const ben = await site.stores.emailAddresses.findByKey('ben@mail.example');
  for (const url of [`${LIST}${ben?.id}/`, `${LIST}0/`, `${LIST}x/`]) {
    expect((await ana.get(url)).statusCode).toBe(404);
    expect((await ana.send('DELETE', url)).statusCode).toBe(404);
  }
  expect((await ana.send('PATCH', `${LIST}${ben?.id}/`, { primary: true })).statusCode).toBe(404);
});

it('an added address carries an Idempotency-Key', async () => {
  const add = () => ana.post(LIST, { email: 'once@mail.example' }, { 'idempotency-key': 'once' });
  const [first, second] = [await add(), await add()];
  expect([second.statusCode, second.json()]).toEqual([201, first.json()]);
});
