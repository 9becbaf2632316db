import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const LIST = '/accounts/email/';
let site: RealSite;
let ana: Visitor;
let name: string;
let second: string;
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
  second = `second${count}@mail.example`;
  await site.addPerson(name);
  ana = await site.loggedIn(name);
});

async function add(email: string): Promise<void> {
  await ana.open(LIST);
  await ana.submit({ email }, { to: LIST });
}

/** Where the button of one address posts to. */
async function actionOf(act: 'send' | 'primary' | 'remove'): Promise<string> {
  const { html } = await ana.open(LIST);
  return new RegExp(`/accounts/email/\\d+/${act}/`).exec(html)?.[0] ?? '';
}

async function press(act: 'send' | 'primary' | 'remove') {
  const path = await actionOf(act);
  const { csrfmiddlewaretoken = '' } = (await ana.open(LIST)).form().fields;
  return await ana.post(path, { csrfmiddlewaretoken });
}

describe('the addresses of an account', () => {
  it('get one more, which counts once its link was opened and pressed in the signed-in session', async () => {
    await add(` ${second} `);
    const page = await ana.open(LIST);
    expect(page.text).toContain('not confirmed');
    const link = await site.mailedPath(second);
    expect((await ana.open(link)).heading).toBe('Is this address yours?');
    const done = await ana.submit();
    expect([done.path, done.flashes]).toEqual([LIST, ['The address is confirmed.']]);
    expect(done.text).not.toContain('not confirmed');
    expect((await ana.open(link)).heading).toBe('This link does not work');
  });

  it('say that the link went, for a taken address as for a free one, and keep what is wrong in the form', async () => {
    const other = await site.addPerson(`bo${count}`);
    await ana.open(LIST);
    const taken = await ana.submit({ email: other.email });
    expect([taken.path, taken.flashes]).toEqual([
      LIST,
      [`We sent a link to ${other.email}. Open it in this browser.`],
    ]);
    expect((await site.mails()).filter(({ to }) => to === other.email)).toEqual([]);
    expect((await ana.submit({ email: 'ana@@mail' }, { to: LIST })).errors).toEqual({
      email: ['Enter a valid email address.'],
    });
    expect((await ana.submit({ email: `${name}@mail.example` }, { to: LIST })).errors).toEqual({
      email: ['This is one of your addresses already.'],
    });
  });

  it('change which one is primary, and can be removed, but for the one with a way back', async () => {
    await add(second);
    await ana.open(await site.mailedPath(second));
    await ana.submit();
    const before = ana.browser.cookie('sessionid');
    expect((await press('primary')).statusCode).toBe(302);
    expect(ana.browser.cookie('sessionid')).not.toBe(before);
    expect((await ana.open('/accounts/security/')).text).toContain(second);
    expect(await actionOf('remove')).toBe('');
    await add(`third${count}@mail.example`);
    expect((await press('remove')).statusCode).toBe(302);
    expect((await ana.open(LIST)).text).not.toContain(`third${count}`);
  });

  it('get their link again', async () => {
    await add(second);
    await press('send');
    expect((await site.mails()).filter(({ to }) => to === second)).toHaveLength(2);
  });

  it('are nobody else’s to act on, and ask for the password again after ten minutes', async () => {
    await add(second);
    const path = await actionOf('remove');
    await site.addPerson(`eve${count}`);
    const eve = await site.loggedIn(`eve${count}`);
    const { csrfmiddlewaretoken = '' } = (await eve.open(LIST)).form().fields;
    expect((await eve.post(path, { csrfmiddlewaretoken })).statusCode).toBe(404);
    expect((await eve.post('/accounts/email/x/remove/', { csrfmiddlewaretoken })).statusCode).toBe(404);
    site.clock.advance(minutes(10) + 1);
    // To look needs no password; to add asks for it in the form; a button leads to the proof and back to the list.
    const list = await ana.open(LIST);
    expect(list.path).toBe(LIST);
    expect('password' in list.form(LIST).fields).toBe(true);
    const removed = await ana.post(path, {
      csrfmiddlewaretoken: list.form(LIST).fields.csrfmiddlewaretoken ?? '',
    });
    expect(removed.headers.location).toBe('/accounts/reauthenticate/?next=/accounts/email/');
  });
});
