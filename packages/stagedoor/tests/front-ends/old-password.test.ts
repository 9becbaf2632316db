import { afterEach, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
import { databases } from '../support/databases.ts';
import { openSite } from '../support/open-site.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD } from '../support/site.ts';

/* Front ends of dj-rest-auth whose Django has OLD_PASSWORD_FIELD_ENABLED = False, which is its default. */

const OPEN = { DJ_REST_AUTH_PATH: '/dj-rest-auth/', OLD_PASSWORD_FIELD_ENABLED: 'false' };
const CHANGE = '/dj-rest-auth/password/change/';
const fields = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
const proofAsked = expect.objectContaining({ code: 'reauthentication-required' });

let close = async () => {};
afterEach(() => close());

describe.each(databases)('on $database', ({ open }) => {
  async function siteWith(env: Record<string, string>) {
    const database = await open();
    const site = await openRealSite({ env: { ...database.env, ...env } });
    close = async () => {
      await site.close();
      await database.drop();
    };
    await site.addPerson('ana');
    const send = (url: string, payload: object, authorization?: string) =>
      site.app.inject({
        method: 'POST',
        url,
        payload,
        ...(authorization === undefined ? {} : { headers: { authorization } }),
      });
    const logIn = async (password = PASSWORD) =>
      (await send('/dj-rest-auth/login/', { username: 'ana', password })).json();
    return { site, send, logIn };
  }

  it('a recent log-in for a JSON web token changes the password without the old one, and ends the others', async () => {
    const { site, send, logIn } = await siteWith({ ...OPEN, DJ_REST_AUTH_TOKENS: 'jwt' });
    const [own, other] = [await logIn(), await logIn()];
    const answer = await send(CHANGE, fields, `Bearer ${own.access}`);
    expect([answer.statusCode, answer.json()]).toEqual([200, { detail: 'New password has been saved.' }]);
    expect((await logIn(NEW_PASSWORD)).access).toBeDefined();
    expect((await logIn()).access).toBeUndefined();
    const { statusCode } = await send('/dj-rest-auth/token/refresh/', { refresh: other.refresh });
    expect(statusCode).toBe(401);
    expect((await site.mails()).some(({ subject }) => /password/i.test(subject))).toBe(true);
  });

  it('an old password that is sent counts, wrong or right; a blank one is none', async () => {
    const { send, logIn } = await siteWith({ ...OPEN, DJ_REST_AUTH_TOKENS: 'jwt' });
    const own = `Bearer ${(await logIn()).access}`;
    const wrong = await send(CHANGE, { ...fields, old_password: 'wrong' }, own);
    expect([wrong.statusCode, Object.keys(wrong.json())]).toEqual([400, ['old_password']]);
    expect((await send(CHANGE, { ...fields, old_password: '' }, own)).statusCode).toBe(200);
  });

  it('an API token, which proves no password, changes it by the old one only', async () => {
    const { send, logIn } = await siteWith(OPEN);
    const own = `Token ${(await logIn()).key}`;
    const refused = await send(CHANGE, fields, own);
    expect([refused.statusCode, refused.json()]).toEqual([403, proofAsked]);
    expect((await send(CHANGE, { ...fields, old_password: PASSWORD }, own)).statusCode).toBe(200);
  });

  it('it is asked unless that is said, by the setting or by COMPATIBILITY=django', async () => {
    const { send, logIn } = await siteWith({
      DJ_REST_AUTH_PATH: '/dj-rest-auth/',
      DJ_REST_AUTH_TOKENS: 'jwt',
    });
    const answer = await send(CHANGE, fields, `Bearer ${(await logIn()).access}`);
    expect([answer.statusCode, answer.json()]).toEqual([400, { old_password: ['This field is required.'] }]);
    await close();
    const django = await siteWith({ COMPATIBILITY: 'django', DJ_REST_AUTH_TOKENS: 'jwt' });
    const own = `Bearer ${(await django.logIn()).access}`;
    expect((await django.send(CHANGE, fields, own)).statusCode).toBe(200);
  });
});

it('the proof is recent up to REAUTHENTICATION_WINDOW_MINUTES and not a moment longer; our own interface asks for the old one all the same', async () => {
  const site = await openSite({ env: { ...OPEN, REAUTHENTICATION_WINDOW_MINUTES: '10' } });
  close = () => site.close();
  await site.stagedoor.useCases.user.create({
    by: 'operator',
    username: 'ana',
    email: 'ana@mail.example',
    password: PASSWORD,
    validatePassword: false,
    isStaff: false,
    isSuperuser: false,
  });
  const browser = site.browser();
  await browser.get('/api/csrf/');
  expect((await browser.post('/api/login/', { username: 'ana', password: PASSWORD })).statusCode).toBe(200);
  site.clock.advance(minutes(10) + 1);
  const late = await browser.post(CHANGE, fields);
  expect([late.statusCode, late.json()]).toEqual([403, proofAsked]);
  await browser.form('/accounts/reauthenticate/', { password: PASSWORD });
  site.clock.advance(minutes(10));
  expect((await browser.post('/api/password/change/', fields)).json()).toEqual({
    old_password: ['This field is required.'],
  });
  expect((await browser.post(CHANGE, fields)).statusCode).toBe(200);
});
