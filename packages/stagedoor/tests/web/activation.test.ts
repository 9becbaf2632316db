import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hours } from '../../src/core/kernel/clock.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const BAD = 'This link does not work';
let site: RealSite;

beforeAll(async () => {
  site = await openRealSite({ env: { UNVERIFIED_MAY_LOG_IN: 'true', LIMIT_LINK_PER_SOURCE: '5/15m/1m/1h' } });
});
afterAll(() => site.close());

async function signUp(username: string) {
  const visitor = site.visitor();
  await visitor.open('/accounts/signup/');
  const email = `${username}@mail.example`;
  await visitor.submit({ username, email, password1: PASSWORD, password2: PASSWORD });
  return { visitor, email, link: await site.mailedPath(email) };
}

describe('the activation link', () => {
  it('shows a page however often it is looked at, and acts when the button is pressed, once', async () => {
    const { visitor, email, link } = await signUp('ana');
    for (const _ of [1, 2, 3]) await site.visitor().open(link);
    await visitor.browser.request('HEAD', link);
    const page = await visitor.open(link);
    expect([page.status, page.heading]).toEqual([200, 'Activate your account']);
    const done = await visitor.submit();
    expect([done.path, done.heading]).toEqual(['/accounts/activation/done/', 'Your account is active']);
    expect(visitor.browser.cookie('sessionid')).toBeUndefined();
    expect((await site.mails())[0]).toMatchObject({ to: email, subject: 'Welcome to Stagedoor' });
    expect((await visitor.open(link)).heading).toBe(BAD);
  });

  it('that was used meanwhile answers the press with the page of a dead link', async () => {
    const { visitor, link } = await signUp('bruno');
    await visitor.open(link);
    const other = site.visitor();
    await other.open(link);
    await other.submit();
    const page = await visitor.submit();
    expect([page.status, page.heading]).toEqual([200, BAD]);
    expect(page.links).toContain('/accounts/activation/');
  });

  it('names the account and the address that it confirms', async () => {
    const { email, link } = await signUp('hugo');
    expect((await site.visitor().open(link)).text).toContain(
      `Confirm that this email address is yours. hugo ${email}`,
    );
  });

  it('asks for a password with the one reason there is for it', async () => {
    const used = await signUp('ines');
    await site.loggedIn('ines');
    expect((await site.visitor().open(used.link)).text).toContain(
      'Somebody logged in to this account before your address was confirmed.',
    );
    const { email, link } = await signUp('juan');
    const other = site.visitor();
    await other.open('/accounts/signup/');
    await other.submit({ username: 'juan2', email, password1: PASSWORD, password2: PASSWORD });
    const { text } = await site.visitor().open(link);
    expect(text).toContain('More than one account was opened with your address.');
    expect(text).not.toContain('Somebody logged in');
  });

  it('says at once that it is dead where the address was confirmed for another account, and leads to a new one', async () => {
    const { email, link } = await signUp('karl');
    const other = site.visitor();
    await other.open('/accounts/signup/');
    await other.submit({ username: 'karl2', email, password1: PASSWORD, password2: PASSWORD });
    await other.open(await site.mailedPath(email));
    await other.submit({ new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD });
    const page = await site.visitor().open(link);
    expect([page.status, page.heading]).toEqual([200, BAD]);
    expect(page.links).toContain('/accounts/activation/');
    expect(page.forms.some(({ action }) => action === link)).toBe(false);
  });

  it('that is dead tells somebody whose address is confirmed that none is needed', async () => {
    const { visitor, link } = await signUp('lola');
    await visitor.open(link);
    await visitor.submit();
    const page = await (await site.loggedIn('lola')).open(link);
    expect([page.heading, page.links.includes('/accounts/activation/')]).toEqual([BAD, false]);
    expect(page.text).toContain('Your address is already confirmed, so you do not need it.');
  });

  it('that is old, broken or made up says that it does not work, and where a new one comes from', async () => {
    const { visitor, link } = await signUp('carla');
    site.clock.advance(hours(72));
    for (const path of [link, '/accounts/activation/x/', `/accounts/activation/${'y'.repeat(200)}/`]) {
      const page = await visitor.open(path);
      expect([page.status, page.heading]).toEqual([200, BAD]);
    }
  });

  it('cannot be guessed at leisure: 429 with Retry-After', async () => {
    const { visitor, link } = await signUp('diego');
    await visitor.open(link);
    const { csrfmiddlewaretoken = '' } = visitor.page.form().fields;
    site.clock.advance(hours(1));
    const tries = [1, 2, 3, 4, 5, 6].map((round) => `/accounts/activation/guess-${round}/`);
    const answers = [];
    for (const path of tries) answers.push(await visitor.post(path, { csrfmiddlewaretoken }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.at(-1)?.headers['retry-after']).toBe('60');
    expect(answers.at(-1)?.body).toContain('Please wait a moment');
    site.clock.advance(hours(1));
  });
});

describe('asking for the activation mail again', () => {
  it('takes an address from a stranger and answers the same whether it waits or not', async () => {
    const { visitor, email } = await signUp('elena');
    const asked = async (address: string) => {
      await visitor.open('/accounts/activation/');
      const page = await visitor.submit({ email: address });
      return [page.path, page.status, page.text];
    };
    const first = await site.mailedPath(email);
    const known = await asked(email);
    expect(known[0]).toBe('/accounts/activation/sent/');
    expect(await asked('nobody@mail.example')).toEqual(known);
    const second = await site.mailedPath(email);
    expect(second).not.toBe(first);
    // Links that strangers may ask for live side by side: nobody kills the one in the mailbox.
    expect((await visitor.open(first)).heading).toBe('Activate your account');
    expect((await visitor.open(second)).heading).toBe('Activate your account');
  });

  it('names what is wrong with the address and keeps it', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/activation/');
    const page = await visitor.submit({ email: 'not an address' });
    expect(page.errors).toEqual({ email: ['Enter a valid email address.'] });
    expect(page.form().fields.email).toBe('not an address');
  });

  it('is one press for who is logged in: no field, their own address', async () => {
    await signUp('fatima');
    const visitor = await site.loggedIn('fatima');
    const actions = (await visitor.open('/accounts/profile/')).forms.map(({ action }) => action);
    expect(actions).toContain('/accounts/activation/');
    const page = await visitor.open('/accounts/activation/');
    expect(page.form().names).toEqual(['csrfmiddlewaretoken']);
    expect(page.text).toContain('fatima@mail.example');
    const before = (await site.mails()).length;
    await visitor.submit({ email: 'someone.else@mail.example' });
    const mails = await site.mails();
    expect([mails.length - before, mails[0]?.to]).toEqual([1, 'fatima@mail.example']);
  });

  it('tells who is active already that they are', async () => {
    const { link } = await signUp('gael');
    const visitor = await site.loggedIn('gael');
    await visitor.open('/accounts/activation/');
    const { csrfmiddlewaretoken = '' } = visitor.page.form().fields;
    await visitor.open(link);
    const done = await visitor.submit();
    expect(done.text).toContain('Your address is confirmed. Continue');
    const answer = await visitor.post('/accounts/activation/', { csrfmiddlewaretoken });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('This account is already active.');
  });
});
