import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { days, hours, minutes } from '../../src/core/kernel/clock.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const EMAIL = '/accounts/email/change/';
const BAD = 'This link does not work';
let site: RealSite;
let ana: Visitor;
let name: string;
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
  name = `ana${count}`;
  await site.addPerson(name);
  ana = await site.loggedIn(name);
});

/** Asks for a new address; answers where its link leads. */
async function askFor(email: string): Promise<string> {
  await ana.open(EMAIL);
  await ana.submit({ email });
  return await site.mailedPath(email);
}

async function changeTo(email: string): Promise<string> {
  await ana.open(await askFor(email));
  await ana.submit();
  return await site.mailedPath(`${name}@mail.example`);
}

describe('changing the address', () => {
  it('mails the new one, says where, and changes nothing yet', async () => {
    await ana.open(EMAIL);
    const page = await ana.submit({ email: ` new${count}@mail.example ` });
    expect([page.path, page.heading]).toEqual(['/accounts/email/sent/', 'Check your new mailbox']);
    expect(page.text).toContain(`new${count}@mail.example`);
    expect((await ana.open('/accounts/email/sent/')).text).not.toContain(`new${count}@mail.example`);
    expect((await ana.open('/accounts/security/')).text).toContain(`${name}@mail.example`);
  });

  it('counts once its link was opened and pressed in the signed-in session; other sessions end', async () => {
    const phone = await site.loggedIn(name);
    const before = ana.browser.cookie('sessionid');
    const link = await askFor(`new${count}@mail.example`);
    await ana.open(link);
    const page = await ana.open(link);
    expect(page.text).toContain(`new${count}@mail.example`);
    const after = await ana.submit();
    expect([after.path, after.flashes]).toEqual(['/accounts/security/', ['Your email address is changed.']]);
    expect(after.text).toContain(`new${count}@mail.example`);
    expect(ana.browser.cookie('sessionid')).not.toBe(before);
    expect((await phone.open('/accounts/security/')).path).toBe('/accounts/login/');
    expect((await ana.open(link)).heading).toBe(BAD);
  });

  it('asks a stranger with the link to log in first, and comes back to it', async () => {
    const link = await askFor(`new${count}@mail.example`);
    const elsewhere = site.visitor();
    const login = await elsewhere.open(link);
    expect(login.path).toBe('/accounts/login/');
    const page = await elsewhere.submit({ username: name, password: PASSWORD });
    expect([page.path, page.heading]).toEqual([link, 'Use the new address?']);
  });

  it('is nobody else’s, and stays good for its owner', async () => {
    const link = await askFor(`new${count}@mail.example`);
    await site.addPerson(`eve${count}`);
    const eve = await site.loggedIn(`eve${count}`);
    expect((await eve.open(link)).heading).toBe(BAD);
    const { csrfmiddlewaretoken = '' } = (await eve.open(EMAIL)).form().fields;
    const answer = await eve.post(link, { csrfmiddlewaretoken });
    expect([answer.statusCode, answer.body.includes(BAD)]).toEqual([200, true]);
    await ana.open(link);
    expect((await ana.submit()).path).toBe('/accounts/security/');
  });

  it('sends nothing to an address that is taken, and says nothing of it', async () => {
    const other = await site.addPerson(`bo${count}`);
    await ana.open(EMAIL);
    const page = await ana.submit({ email: other.email });
    expect(page.heading).toBe('Check your new mailbox');
    expect((await site.mails()).filter(({ to }) => to === other.email)).toEqual([]);
  });

  it('keeps what was typed and says what is wrong', async () => {
    await ana.open(EMAIL);
    const page = await ana.submit({ email: 'ana@@mail' });
    expect(page.errors).toEqual({ email: ['Enter a valid email address.'] });
    expect(page.form().fields.email).toBe('ana@@mail');
    const same = await ana.submit({ email: `${name}@mail.example` });
    expect(same.errors).toEqual({ email: ['This is already the address of your account.'] });
    expect((await ana.submit({ email: ' ' })).errors).toEqual({ email: ['This field is required.'] });
  });

  it('has links that live for a day', async () => {
    const link = await askFor(`new${count}@mail.example`);
    site.clock.advance(hours(24));
    expect((await ana.open(link)).heading).toBe(BAD);
  });
});

describe('undoing it', () => {
  it('takes no session: the old address is back, every session ends, and only a reset opens the account', async () => {
    const undo = await changeTo(`new${count}@mail.example`);
    const stranger = site.visitor();
    await stranger.open(undo);
    const page = await stranger.open(undo);
    expect(page.heading).toBe('Undo the change of address?');
    expect((await ana.open('/accounts/security/')).path).toBe('/accounts/security/');
    await stranger.open(undo);
    const done = await stranger.submit();
    expect([done.path, done.heading]).toEqual(['/accounts/email/undone/', 'The change is undone']);
    expect((await ana.open('/accounts/security/')).path).toBe('/accounts/login/');
    expect((await ana.submit({ username: name, password: PASSWORD })).formErrors).toEqual([
      'Invalid username or password.',
    ]);
    await stranger.open(done.links.find((link) => link === '/accounts/password/reset/') ?? '');
    await stranger.submit({ email: `${name}@mail.example` });
    expect(await site.mailedPath(`${name}@mail.example`)).toMatch(/^\/accounts\/reset\//);
    expect((await stranger.open(undo)).heading).toBe(BAD);
  });

  it('does not log somebody else out who opens the link in their browser', async () => {
    const undo = await changeTo(`new${count}@mail.example`);
    await site.addPerson(`friend${count}`);
    const friend = await site.loggedIn(`friend${count}`);
    await friend.open(undo);
    await friend.submit();
    expect((await friend.open('/accounts/profile/')).path).toBe('/accounts/profile/');
  });

  it('ends all that the owner’s browser is logged in with, tokens of somebody else too', async () => {
    const undo = await changeTo(`new${count}@mail.example`);
    await site.addPerson(`planter${count}`);
    const planter = site.visitor().browser;
    await planter.post('/api/auth/cookie/login/', { username: `planter${count}`, password: PASSWORD });
    for (const name of ['Authentication', 'Refresh'])
      ana.browser.cookies.set(name, planter.cookie(name) ?? '');
    await ana.open(undo);
    await ana.submit();
    expect(['sessionid', 'Refresh'].map((name) => ana.browser.cookie(name))).toEqual([undefined, undefined]);
    expect((await planter.post('/api/auth/cookie/refresh/')).statusCode).toBe(401);
  });

  it('works for a week', async () => {
    const undo = await changeTo(`new${count}@mail.example`);
    site.clock.advance(days(7));
    expect((await site.visitor().open(undo)).heading).toBe(BAD);
  });
});

describe('proving it is you', () => {
  it('is asked in the form once the log-in is ten minutes old, and looking needs none (ASVS V7.5.1)', async () => {
    site.clock.advance(minutes(10) + 1);
    const page = await ana.open(EMAIL);
    expect([page.path, page.heading]).toEqual([EMAIL, 'Change your email address']);
    const before = ana.browser.cookie('sessionid');
    const email = `proved${count}@mail.example`;
    const wrong = await ana.submit({ email, password: 'not-the-password' });
    expect(wrong.errors).toEqual({
      password: ['Wrong password. Enter the password of your account.'],
    });
    expect(wrong.html).not.toContain('not-the-password');
    expect(wrong.form().fields.email).toBe(email);
    const missing = await ana.submit({ email, password: '' });
    expect(missing.errors).toEqual({ password: ['This field is required.'] });
    const after = await ana.submit({ email, password: PASSWORD });
    expect(after.path).toBe('/accounts/email/sent/');
    expect(ana.browser.cookie('sessionid')).not.toBe(before);
    expect((await site.mails()).some(({ to }) => to === email)).toBe(true);
  });

  it('is asked when the form was open for too long, too, and what was typed stays', async () => {
    await ana.open(EMAIL);
    site.clock.advance(minutes(10) + 1);
    const email = `late${count}@mail.example`;
    const page = await ana.submit({ email });
    expect([page.path, page.errors]).toEqual([EMAIL, { password: ['This field is required.'] }]);
    expect(page.form().fields.email).toBe(email);
    expect((await site.mails()).some(({ to }) => to === email)).toBe(false);
  });

  it('follows no unsafe next, and shows a stranger the log-in', async () => {
    await ana.open('/accounts/reauthenticate/?next=https://evil.example/');
    expect((await ana.submit({ password: PASSWORD })).path).toBe('/accounts/profile/');
    expect((await site.visitor().open('/accounts/reauthenticate/')).path).toBe('/accounts/login/');
  });
});
