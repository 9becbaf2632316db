import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days } from '../../src/core/kernel/clock.ts';
import type { Browser } from '../support/browser.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';

/* Accounts without an address, where the site has them: how they are opened, what they can do, and how they get one. */

const EMAILS = '/api/users/me/emails/';
const DONE = { detail: 'Account created. You can log in now.' };
const registration = (username: string, more: object = {}) => ({
  username,
  password: PASSWORD,
  password_confirm: PASSWORD,
  ...more,
});

let quiet: RealSite;
let django: RealSite;
beforeAll(async () => {
  quiet = await openRealSite({
    env: { ...unlimited, EMAIL_REQUIRED: 'false', REMOVE_UNACTIVATED_AFTER_MINUTES: '60' },
  });
  django = await openRealSite({ env: { ...unlimited, COMPATIBILITY: 'django' } });
});
afterAll(async () => {
  await quiet?.close();
  await django?.close();
});

const stranger = (site: RealSite): Browser => site.visitor().browser;

async function signIn(site: RealSite, username: string): Promise<Browser> {
  const browser = stranger(site);
  const answer = await browser.post('/api/login/', { username, password: PASSWORD });
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return browser;
}

describe('an account without an address', () => {
  it('is opened without an e-mail, may log in at once, and is told so', async () => {
    const left = await stranger(quiet).post('/api/signup/', registration('ana'));
    const blank = await stranger(quiet).post('/api/register/', registration('bea', { email: ' ' }));
    expect([left.statusCode, left.json()]).toEqual([201, DONE]);
    expect([blank.statusCode, blank.json()]).toEqual([201, DONE]);
    expect(await quiet.mails()).toEqual([]);
    const me = (await (await signIn(quiet, 'ana')).get('/api/users/me/')).json();
    expect(me).toMatchObject({ username: 'ana', email: '', email_verified: false, is_verified: false });
  });

  it('keeps a given address to the rules it always had', async () => {
    const wrong = await stranger(quiet).post('/api/signup/', registration('carla', { email: 'carla' }));
    expect([wrong.statusCode, Object.keys(wrong.json())]).toEqual([400, ['email']]);
    const { email } = await quiet.addPerson('owner');
    for (const [username, typed] of [
      ['carla', 'carla@mail.example'],
      ['dora', email],
    ] as const) {
      const answer = await stranger(quiet).post('/api/signup/', registration(username, { email: typed }));
      expect([answer.statusCode, answer.json()]).toEqual([201, { detail: 'Verification e-mail sent.' }]);
      const logIn = await stranger(quiet).post('/api/login/', { username, password: PASSWORD });
      expect(logIn.statusCode).toBe(401);
    }
  });

  it('gets its tokens at once where the site signs newcomers in, at every front end', async () => {
    const tokens = await stranger(django).post('/api/register/', registration('ana'));
    expect([tokens.statusCode, tokens.json()]).toMatchObject([201, { user: { username: 'ana', email: '' } }]);
    const form = { username: 'bea', email: '', password1: PASSWORD, password2: PASSWORD };
    const key = await stranger(django).post('/dj-rest-auth/registration/', form);
    expect([key.statusCode, Object.keys(key.json())]).toEqual([201, ['key']]);
    const user = await stranger(django).post('/auth/users/', { username: 'carla', password: PASSWORD });
    expect([user.statusCode, user.json()]).toEqual([
      201,
      { email: '', username: 'carla', id: expect.any(Number) },
    ]);
    expect(await django.mails()).toEqual([]);
  });

  it('is required to have one where the site says nothing', async () => {
    const site = await openRealSite({ env: unlimited });
    const missing = await stranger(site).post('/api/signup/', registration('ana'));
    const blank = await stranger(site).post('/api/register/', registration('ana', { email: '' }));
    await site.close();
    expect([missing.statusCode, missing.json()]).toEqual([400, { email: ['This field is required.'] }]);
    expect([blank.statusCode, blank.json()]).toEqual([400, { email: ['This field may not be blank.'] }]);
  });

  it('stays while an added address waits for its e-mail, and has it once it is proved', async () => {
    await stranger(quiet).post('/api/signup/', registration('emma'));
    const emma = await signIn(quiet, 'emma');
    expect((await emma.get(EMAILS)).json()).toEqual([]);
    const added = await emma.post(EMAILS, { email: 'emma@mail.example' });
    expect([added.statusCode, added.json()]).toMatchObject([201, { verified: false, primary: false }]);
    const key = (await quiet.mailedPath('emma@mail.example')).split('/').at(-2) ?? '';
    expect((await emma.get('/api/users/me/')).json()).toMatchObject({ email: '', is_verified: false });

    const confirmed = await emma.post(`${EMAILS}confirm/`, { key });
    expect(confirmed.json()).toEqual({ detail: 'The address is confirmed.' });
    const me = (await emma.get('/api/users/me/')).json();
    expect(me).toMatchObject({ email: 'emma@mail.example', is_verified: true });
    await stranger(quiet).post('/api/password/reset/', { email: 'emma@mail.example' });
    const subjects = (await quiet.mails()).flatMap(({ to, subject }) => (to === me.email ? subject : []));
    expect(subjects[0]).toMatch(/password/i);
  });

  it('is not removed as one that was never activated', async () => {
    await stranger(quiet).post('/api/signup/', registration('fay'));
    const fay = await signIn(quiet, 'fay');
    await fay.post(EMAILS, { email: 'fay@mail.example' });
    quiet.clock.advance(days(1));
    await quiet.stagedoor.useCases.activation.removeUnactivated();
    expect(await quiet.stagedoor.useCases.user.find({ identifier: 'fay' })).not.toBeNull();
  });
});

describe('whoever has no address', () => {
  let gail: Browser;
  beforeAll(async () => {
    await stranger(quiet).post('/api/signup/', registration('gail'));
    gail = await signIn(quiet, 'gail');
  });

  it('sees every page and every list of their own', async () => {
    const made = await gail.post('/api/tickets/', { purpose: 'data-download' });
    for (const path of [
      ...[
        '/api/users/me/',
        `/api/users/me/data/?ticket=${made.json().ticket}`,
        EMAILS,
        '/api/users/me/sessions/',
      ],
      ...['/accounts/profile/', '/accounts/security/', '/accounts/email/', '/accounts/email/change/'],
      ...['/accounts/sessions/', '/accounts/devices/', '/accounts/data/', '/accounts/delete/'],
      ...['/accounts/tokens/', '/accounts/tokens/new/', '/accounts/password/change/'],
    ]) {
      const { statusCode } = await gail.get(path);
      expect([path, statusCode]).toEqual([path, 200]);
    }
  });

  it('is told on the page what cannot be done, and led there instead of to an activation', async () => {
    expect((await gail.get('/accounts/email/')).body).toContain('we cannot send you a new one');
    const activation = await gail.get('/accounts/activation/');
    expect([activation.statusCode, activation.headers.location]).toEqual([302, '/accounts/email/']);
    const again = await gail.post('/api/activation/', {});
    expect([again.statusCode, again.json()]).toEqual([400, { email: ['This field may not be blank.'] }]);
  });

  it('changes name, password and settings, makes a personal token and leaves, without an e-mail and without a fault', async () => {
    const before = (await quiet.mails()).length;
    expect((await gail.send('PATCH', '/api/users/me/', { username: 'gail2' })).statusCode).toBe(200);
    const passwords = { old_password: PASSWORD, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
    expect((await gail.post('/api/password/change/', passwords)).statusCode).toBe(200);
    const token = await gail.post('/api/users/me/tokens/', { name: 'script' });
    expect(token.statusCode).toBe(201);
    for (let count = 0; count < 12; count += 1) {
      const wrong = await stranger(quiet).post('/api/login/', { username: 'gail2', password: 'wrong' });
      expect(wrong.statusCode).toBeLessThan(500);
    }
    expect((await gail.send('DELETE', '/api/users/me/')).statusCode).toBe(204);
    expect((await quiet.mails()).length).toBe(before);
  });
});

describe('the fields of a sign-up', () => {
  let site: RealSite;
  beforeAll(async () => {
    const SIGNUP_FIELDS = 'username*,first_name*:30,password1*';
    const paths = { DJOSER_PATH: '/auth/', DJ_REST_AUTH_PATH: '/rest/' };
    site = await openRealSite({ env: { ...unlimited, EMAIL_REQUIRED: 'false', SIGNUP_FIELDS, ...paths } });
  });
  afterAll(() => site?.close());

  it.each([
    ['/api/signup/', 'password'],
    ['/api/register/', 'password'],
    ['/auth/users/', 'password'],
    ['/rest/registration/', 'password1'],
  ])('are those of SIGNUP_FIELDS at %s, in the answers and in the document', async (path, password) => {
    const username = `ana${path.replaceAll('/', '.')}`;
    const send = (body: object) => stranger(site).post(path, { username, [password]: PASSWORD, ...body });
    expect((await send({})).json()).toEqual({ first_name: ['This field is required.'] });
    expect((await send({ first_name: '' })).json()).toEqual({ first_name: ['This field may not be blank.'] });
    expect((await send({ first_name: 'A'.repeat(31) })).json()).toEqual({
      first_name: ['Ensure this field has no more than 30 characters.'],
    });
    const ignored = { email: 'not asked', last_name: 'P'.repeat(500) };
    expect((await send({ first_name: 'A'.repeat(30), ...ignored })).statusCode).toBe(201);
    const user = await site.stagedoor.useCases.user.find({ identifier: username });
    expect(user).toMatchObject({ firstName: 'A'.repeat(30), lastName: '', email: '' });

    const { paths, components } = (await stranger(site).get('/openapi.json')).json();
    const { $ref } = paths[path].post.requestBody.content['application/json'].schema;
    const schema = components.schemas[$ref.split('/').at(-1)];
    expect(schema.properties).toMatchObject({ first_name: { minLength: 1, maxLength: 30 } });
    expect(Object.keys(schema.properties)).not.toContain('email');
    expect(Object.keys(schema.properties)).not.toContain('last_name');
    expect([...schema.required].sort()).toEqual(['first_name', password, 'username'].sort());
  });

  it('are what the page shows, and the password is asked once', async () => {
    const visitor = site.visitor();
    const page = await visitor.open('/accounts/signup/');
    const names = Object.keys(page.form().fields);
    expect(names).toEqual(expect.arrayContaining(['username', 'first_name', 'password1']));
    for (const name of ['email', 'last_name', 'password2']) expect(names).not.toContain(name);
    const done = await visitor.submit({ username: 'hana', first_name: 'Hana', password1: PASSWORD });
    expect([done.path, done.text]).toEqual([
      '/accounts/login/',
      expect.stringContaining('Your account is ready'),
    ]);
  });
});
