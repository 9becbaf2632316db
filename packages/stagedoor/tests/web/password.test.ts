import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/core/kernel/clock.ts';
import { idOf } from '../support/id-of.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const CHANGE = '/accounts/password/change/';
const RESET = '/accounts/password/reset/';
const BAD = 'This link does not work';
const both = (password: string) => ({ new_password1: password, new_password2: password });
let site: RealSite;
let name: string;
let email: string;
let count = 0;

beforeAll(async () => {
  site = await openRealSite({
    env: {
      LIMIT_LINK_PER_SOURCE: '1000/1m',
      LIMIT_MAIL_PER_SOURCE: '1000/1m',
      LIMIT_LOGIN_PER_SOURCE: '1000/1m',
    },
  });
});
afterAll(() => site.close());
beforeEach(async () => {
  count += 1;
  name = `person${count}`;
  ({ email } = await site.addPerson(name));
});

describe('changing the password', () => {
  it('takes the old one, says so on the profile, keeps this session and ends the others', async () => {
    const ana = await site.loggedIn(name);
    const phone = await site.loggedIn(name);
    const before = ana.browser.cookie('sessionid');
    await ana.open(CHANGE);
    const page = await ana.submit({ old_password: PASSWORD, ...both(NEW_PASSWORD) });
    expect([page.path, page.flashes]).toEqual(['/accounts/profile/', ['Password changed successfully!']]);
    expect(ana.browser.cookie('sessionid')).not.toBe(before);
    expect((await phone.open('/accounts/profile/')).path).toBe('/accounts/login/');
    expect((await site.mails()).find(({ to }) => to === email)?.subject).toMatch(/password/i);
  });

  it('says what is wrong at Django’s fields and shows no password again', async () => {
    const ana = await site.loggedIn(name);
    await ana.open(CHANGE);
    const page = await ana.submit({
      old_password: 'not-my-old-one',
      new_password1: 'short-one',
      new_password2: 'another-one',
    });
    expect([page.status, page.errors]).toEqual([
      200,
      {
        old_password: ['Your old password was entered incorrectly. Please enter it again.'],
        new_password2: ['The two password fields didn’t match.'],
      },
    ]);
    for (const typed of ['not-my-old-one', 'short-one', 'another-one'])
      expect(page.html).not.toContain(typed);
    const weak = await ana.submit({ old_password: PASSWORD, ...both('12345678') });
    expect(weak.errors.new_password2).toEqual(
      expect.arrayContaining(['This password is entirely numeric.', 'This password is too common.']),
    );
  });

  it.each(['/accounts/password_change/', '/password_change/'])(
    'under %s leads where Django leads',
    async (path) => {
      const ana = await site.loggedIn(name);
      expect((await ana.open(path)).heading).toBe('Change your password');
      const { csrfmiddlewaretoken = '' } = ana.page.form().fields;
      const typed = { csrfmiddlewaretoken, old_password: PASSWORD, ...both(NEW_PASSWORD) };
      const answer = await ana.post(path, typed);
      expect([answer.statusCode, answer.headers.location]).toEqual([302, `${path}done/`]);
      expect((await ana.open(`${path}done/`)).heading).toBe('Your password is changed');
    },
  );

  it('is for who has one: who has none sets the first, after a fresh log-in', async () => {
    const ana = await site.loggedIn(name);
    expect((await ana.open('/accounts/password/set/')).path).toBe(CHANGE);
    const { csrfmiddlewaretoken = '' } = ana.page.form().fields;
    const answer = await ana.post('/accounts/password/set/', { csrfmiddlewaretoken, ...both(NEW_PASSWORD) });
    expect(answer.statusCode).toBe(403);
  });
});

async function linkMailed(): Promise<string> {
  const asking = site.visitor();
  await asking.open(RESET);
  await asking.submit({ email });
  return await site.mailedPath(email);
}

describe('asking for a reset mail', () => {
  it('answers alike whether or not there is such an account', async () => {
    const visitor = site.visitor();
    const ask = async (address: string) => {
      await visitor.open(RESET);
      const page = await visitor.submit({ email: address });
      return [page.url, page.status, page.text];
    };
    const known = await ask(email);
    expect(known[0]).toBe('/accounts/password/reset/done/');
    expect(await ask('nobody@mail.example')).toEqual(known);
    const [newest] = await site.mails();
    expect([newest?.to, newest?.subject]).toEqual([email, 'Password reset on Stagedoor']);
  });

  it('says what is wrong with the address and keeps it', async () => {
    const visitor = site.visitor();
    await visitor.open(RESET);
    const page = await visitor.submit({ email: 'ana@' });
    expect([page.errors, page.form().fields.email]).toEqual([
      { email: ['Enter a valid email address.'] },
      'ana@',
    ]);
  });
});

describe('the reset link', () => {
  it('hides its token in the session at once and takes the new password there', async () => {
    const phone = await site.loggedIn(name);
    const visitor = site.visitor();
    const link = await linkMailed();
    const [, , , uid, token = ''] = link.split('/');
    const page = await visitor.open(link);
    expect([page.url, page.heading]).toEqual([
      `/accounts/reset/${uid}/set-password/`,
      'Choose a new password',
    ]);
    expect(page.html).not.toContain(token);
    const done = await visitor.submit(both(NEW_PASSWORD));
    expect([done.path, done.heading]).toEqual(['/accounts/reset/done/', 'Your new password is set']);
    expect(visitor.browser.cookie('sessionid')).toBeUndefined();
    expect((await phone.open('/accounts/profile/')).path).toBe('/accounts/login/');
    expect((await visitor.open(link)).heading).toBe(BAD);
    await visitor.open('/accounts/login/');
    expect((await visitor.submit({ username: name, password: NEW_PASSWORD })).path).toBe(
      '/accounts/profile/',
    );
  });

  it('stays good while the new password is refused, with the reason at the second field', async () => {
    const visitor = site.visitor();
    await visitor.open(await linkMailed());
    const page = await visitor.submit({ new_password1: NEW_PASSWORD, new_password2: 'something-else-here' });
    expect([page.status, page.errors]).toEqual([
      200,
      { new_password2: ['The two password fields didn’t match.'] },
    ]);
    expect((await visitor.submit(both(NEW_PASSWORD))).path).toBe('/accounts/reset/done/');
  });

  it('that is used, old, broken or another user’s shows that it does not work, with 200', async () => {
    const link = await linkMailed();
    const [, , , uid, token] = link.split('/');
    const other = await site.addPerson(`other${count}`);
    const otherUid = Buffer.from(String(other.id)).toString('base64url');
    const dead = [
      `/accounts/reset/${uid}/x${token}/`,
      `/accounts/reset/${otherUid}/${token}/`,
      `/accounts/reset/!!/${token}/`,
      `/accounts/reset/${uid}/set-password/`,
      `/accounts/reset/${uid}/${'y'.repeat(250)}/`,
    ];
    for (const path of dead) {
      const page = await site.visitor().open(path);
      expect([page.status, page.heading]).toEqual([200, BAD]);
    }
    site.clock.advance(seconds(3_600));
    expect((await site.visitor().open(link)).heading).toBe(BAD);
  });

  it('that was used while its form was open answers the press with the page of a dead link', async () => {
    const link = await linkMailed();
    const [slow, quick] = [site.visitor(), site.visitor()];
    for (const visitor of [slow, quick]) await visitor.open(link);
    await quick.submit(both(NEW_PASSWORD));
    const page = await slow.submit(both('pigeons-under-5-clocks'));
    expect([page.status, page.heading]).toEqual([200, BAD]);
    expect(page.links).toContain(RESET);
  });

  it('used in a browser that is signed in with the account ends that session too', async () => {
    const ana = await site.loggedIn(name);
    await ana.open(await linkMailed());
    const done = await ana.submit(both(NEW_PASSWORD));
    expect(done.heading).toBe('Your new password is set');
    expect((await ana.open('/accounts/profile/')).path).toBe('/accounts/login/');
  });
});

describe('both families of older addresses', () => {
  it.each([
    [
      '/accounts/password_reset/',
      '/accounts/password_reset/done/',
      '/accounts/reset/',
      '/accounts/reset/done/',
    ],
    ['/password_reset/', '/password_reset/done/', '/reset/', '/reset/done/'],
    ['/password-reset/', '/password-reset/done/', '/password-reset-confirm/', '/password-reset-complete/'],
  ])('%s leads through the same steps', async (ask, asked, confirm, complete) => {
    const visitor: Visitor = site.visitor();
    await visitor.open(ask);
    const { csrfmiddlewaretoken = '' } = visitor.page.form().fields;
    const answer = await visitor.post(ask, { csrfmiddlewaretoken, email });
    expect(answer.statusCode).toBe(302);
    expect((await visitor.open(asked)).heading).toBe('Check your email');
    const [, , , uid, token] = (await site.mailedPath(email)).split('/');
    const page = await visitor.open(`${confirm}${uid}/${token}/`);
    expect(page.heading).toBe('Choose a new password');
    const form = visitor.page.form();
    const saved = await visitor.post(`${confirm}${uid}/set-password/`, {
      ...form.fields,
      ...both(NEW_PASSWORD),
    });
    expect([saved.statusCode, saved.headers.location]).toEqual([302, '/accounts/reset/done/']);
    expect((await visitor.open(complete)).heading).toBe('Your new password is set');
  });
});

describe('a password guessed by a session left open', () => {
  it('is answered with 429 and Retry-After after ten tries', async () => {
    const ana = await site.loggedIn(name);
    await ana.open(CHANGE);
    const typed = { old_password: 'not-my-old-one', ...both(NEW_PASSWORD) };
    for (let round = 0; round < 10; round += 1) await ana.submit(typed);
    const page = await ana.submit(typed);
    expect([page.status, page.response.headers['retry-after']]).toEqual([429, '60']);
    expect(page.formErrors).toEqual(['There were too many tries. Wait 1 minute, then try again.']);
    site.clock.advance(minutes(1));
    expect((await ana.submit({ ...typed, old_password: PASSWORD })).path).toBe('/accounts/profile/');
  });
});

describe('a password that must be changed', () => {
  const mustChange = async () =>
    site.stagedoor.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site.stagedoor, name),
      password: PASSWORD,
      mustChange: true,
    });

  it('is the only thing asked for after the log-in; then the way goes on', async () => {
    await mustChange();
    const ana = site.visitor();
    await ana.open('/accounts/sessions/');
    const asked = await ana.submit({ username: name, password: PASSWORD });
    expect([asked.path, asked.title]).toEqual([CHANGE, 'Choose a password of your own · Stagedoor']);
    expect((await ana.open('/accounts/profile/')).path).toBe(CHANGE);
    await ana.open(`${CHANGE}?next=/accounts/sessions/`);
    const kept = await ana.submit({ old_password: PASSWORD, ...both(PASSWORD) });
    expect(kept.errors).toEqual({ new_password2: ['This is your current password. Choose another one.'] });
    const page = await ana.submit({ old_password: PASSWORD, ...both(NEW_PASSWORD) });
    expect([page.path, page.flashes]).toEqual(['/accounts/sessions/', ['Password changed successfully!']]);
  });

  it('can be left alone by logging out, from pages in the language that was chosen', async () => {
    await mustChange();
    const ana = site.visitor();
    await ana.open('/accounts/login/');
    await ana.submit({ username: name, password: PASSWORD });
    await ana.submit({ language: 'es' }, { to: '/accounts/language/' });
    expect(ana.page.text).toContain('Elige tu propia contraseña');
    await ana.open('/accounts/logout/');
    await ana.submit({}, { to: '/accounts/logout/' });
    expect(ana.browser.cookie('sessionid')).toBeUndefined();
  });
});
