import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { after, minutes } from '../../src/core/kernel/clock.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import { exactTime } from '../../src/ui/relative-time.tsx';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const closingUnlessProved = {
  LOGIN_AFTER_SIGNUP: 'true',
  UNVERIFIED_MAY_LOG_IN: 'true',
  REMOVE_UNACTIVATED_AFTER_MINUTES: '15',
};
const SIGN_UP = '/accounts/signup/';
const extraFields = {
  fecha_nacimiento: { type: 'date', nullable: true, label: 'Birth date', atSignUp: true },
  phone: { type: 'text', maxLength: 20, default: '', label: 'Phone', atSignUp: true },
  department: {
    type: 'choice',
    choices: { stage: 'Stage', light: 'Light' },
    nullable: true,
    label: 'Department',
    atSignUp: true,
  },
  newsletter: { type: 'boolean', default: false, label: 'Programme by mail', atSignUp: true },
  shelf: { type: 'text', maxLength: 5, default: 'A1', editable: false },
} as const;

let site: RealSite;
let visitor: Visitor;
let count = 0;

beforeAll(async () => {
  site = await openRealSite({ config: { extraFields }, env: { LIMIT_SIGNUP_PER_SOURCE: '1000/1h' } });
});
afterAll(() => site.close());
beforeEach(async () => {
  visitor = site.visitor();
  await visitor.open(SIGN_UP);
});

function somebody(facts: Record<string, string> = {}): Record<string, string> {
  count += 1;
  const name = `person${count}`;
  return {
    username: name,
    email: `${name}@mail.example`,
    password1: PASSWORD,
    password2: PASSWORD,
    ...facts,
  };
}

describe('the sign-up page', () => {
  it('opens an account, sends one mail and signs nobody in', async () => {
    const typed = somebody({ first_name: ' Ana ', last_name: 'Ruiz' });
    const page = await visitor.submit(typed);
    expect([page.path, page.heading]).toEqual(['/accounts/signup/done/', 'Check your email']);
    expect(visitor.browser.cookie('sessionid')).toBeUndefined();
    const mails = (await site.mails()).filter(({ to }) => to === typed.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Activate your account on Stagedoor']);
  });

  it('answers a taken address exactly as a free one, and writes to its owner instead', async () => {
    const first = somebody();
    const free = await visitor.submit(first);
    const other = site.visitor();
    await other.open(SIGN_UP);
    const claimed = await other.submit(somebody({ email: first.email?.toUpperCase() ?? '' }));
    expect([claimed.url, claimed.status, claimed.text]).toEqual([free.url, free.status, free.text]);
    const { email: owned = '' } = await site.addPerson('owner');
    await other.open(SIGN_UP);
    const taken = await other.submit(somebody({ email: owned }));
    expect([taken.url, taken.status, taken.text]).toEqual([free.url, free.status, free.text]);
    const subjects = (await site.mails()).map(({ to, subject }) => [to.toLowerCase(), subject]);
    expect(subjects).toContainEqual([owned, expect.stringContaining('already')]);
    expect(subjects.filter(([to]) => to === first.email)).toHaveLength(2);
  });

  it('may tell that a username is taken, in any case', async () => {
    const first = somebody();
    await visitor.submit(first);
    await visitor.open(SIGN_UP);
    const page = await visitor.submit(somebody({ username: first.username?.toUpperCase() ?? '' }));
    expect(page.errors).toEqual({ username: ['A user with that username already exists.'] });
  });

  it('keeps everything that was typed but the passwords, and says what is wrong beside it', async () => {
    const typed = {
      username: 'with space',
      email: 'ana@',
      first_name: '“Ana” & <Belén>',
      phone: '+34 600 000 000',
      department: 'light',
      newsletter: 'on',
      fecha_nacimiento: '2001-02-30',
      password1: 'tulips',
      password2: 'tulips-',
    };
    const page = await visitor.submit(typed);
    expect(page.status).toBe(200);
    const { password1: _one, password2: _two, ...kept } = typed;
    expect(page.form().fields).toMatchObject(kept);
    expect([page.form().fields.password1, page.form().fields.password2]).toEqual(['', '']);
    expect(page.html).not.toContain('tulips');
    expect(Object.keys(page.errors).sort()).toEqual([
      'email',
      'fecha_nacimiento',
      'password1',
      'password2',
      'username',
    ]);
    expect(page.errors.password2).toEqual(['The two password fields didn’t match.']);
    expect(page.formErrors).toEqual(['5 fields have to be corrected']);
  });

  it('names everything that is missing', async () => {
    const page = await visitor.submit({});
    const required = ['This field is required.'];
    expect(page.errors).toMatchObject({ username: required, email: required });
    expect(page.errors.password1?.length).toBeGreaterThan(0);
  });

  it('asks for the extra fields meant for it, and stores them typed', async () => {
    expect(visitor.page.form().names).toEqual(
      expect.arrayContaining(['fecha_nacimiento', 'phone', 'department', 'newsletter']),
    );
    expect(visitor.page.form().names).not.toContain('shelf');
    const typed = somebody({
      fecha_nacimiento: '1990-05-17',
      phone: ' 600 ',
      department: 'stage',
      newsletter: 'on',
      shelf: 'Z9',
    });
    await visitor.submit(typed);
    const activation = await site.mailedPath(typed.email ?? '');
    await visitor.open(activation);
    await visitor.submit();
    await visitor.open('/accounts/login/');
    const profile = await visitor.submit({ username: typed.username ?? '', password: PASSWORD });
    expect(profile.form().fields).toMatchObject({
      fecha_nacimiento: '1990-05-17',
      phone: '600',
      department: 'stage',
      newsletter: 'on',
    });
    const me = await visitor.browser.get('/api/users/me/', { accept: 'application/json' });
    expect(me.json()).toMatchObject({ newsletter: true, shelf: 'A1' });
  });

  it('refuses a choice that is not offered', async () => {
    const page = await visitor.submit(somebody({ department: 'trapdoor' }));
    expect(page.errors).toEqual({ department: ['"trapdoor" is not a valid choice.'] });
  });

  it('turns away who is logged in', async () => {
    await site.addPerson('inside');
    const inside = await site.loggedIn('inside');
    expect((await inside.open(SIGN_UP)).path).toBe('/accounts/profile/');
    const { csrfmiddlewaretoken = '' } = inside.page.form().fields;
    const answer = await inside.post(SIGN_UP, { csrfmiddlewaretoken, ...somebody() });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/accounts/profile/']);
  });

  it('hands a safe next on to the log-in page', async () => {
    const page = await visitor.open(`${SIGN_UP}?next=/blog/`);
    expect(page.links).toContain('/accounts/login/?next=/blog/');
    expect((await visitor.open(`${SIGN_UP}?next=//evil.example`)).links).toContain('/accounts/login/');
  });
});

describe('a site that is closed to strangers', () => {
  it('says so with 403, and shows no form, whatever is asked', async () => {
    const closed = await openRealSite({ env: { SIGNUP_OPEN: 'false' } });
    const stranger = closed.visitor();
    const page = await stranger.open(SIGN_UP);
    expect([page.status, page.heading]).toEqual([403, 'No new accounts at the moment']);
    const login = await stranger.open('/accounts/login/');
    expect(login.links).not.toContain(SIGN_UP);
    const { csrfmiddlewaretoken = '' } = login.form().fields;
    const answer = await stranger.post(SIGN_UP, { csrfmiddlewaretoken, ...somebody() });
    expect([answer.statusCode, answer.body.includes('No new accounts at the moment')]).toEqual([403, true]);
    await closed.close();
  });
});

describe('the page after a sign-up', () => {
  const BY_NAME = 'You can log in now, with your username.';
  const open = { UNVERIFIED_MAY_LOG_IN: 'true' };

  it.each<[title: string, env: Record<string, string>, says: string, withName: boolean, withEmail: boolean]>([
    ['closed until activated', {}, 'Until then you cannot log in.', false, false],
    ['open by username', open, BY_NAME, true, false],
    ['open', { ...open, SIGNUP_REVEALS_TAKEN_EMAIL: 'true' }, 'You can log in now.', true, true],
    ['open, with names alone', { ...open, LOGIN_BY: 'username' }, 'You can log in now.', true, false],
    [
      'open, with addresses alone',
      { ...open, LOGIN_BY: 'email' },
      'If the address is new here, you can log in now.',
      false,
      true,
    ],
  ])('of a site that is %s says so, truly', async (_title, env, says, withName, withEmail) => {
    const asked = await openRealSite({ env });
    const newcomer = asked.visitor();
    await newcomer.open(SIGN_UP);
    const { username = '', ...typed } = somebody();
    const done = await newcomer.submit(env.LOGIN_BY === 'email' ? typed : { username, ...typed });
    expect(done.text).toContain(says);
    expect(done.links.includes('/accounts/login/')).toBe(withName || withEmail);
    const getsIn = async (name: string) => {
      const visitor = asked.visitor();
      await visitor.open('/accounts/login/');
      return (await visitor.submit({ username: name, password: PASSWORD })).path === '/accounts/profile/';
    };
    expect([await getsIn(username), await getsIn(typed.email ?? '')]).toEqual([withName, withEmail]);
    const [mail] = await asked.mails();
    expect(/you can log in/i.test(mail?.text ?? '')).toBe(withName || withEmail);
    const login = await asked.visitor().open('/accounts/login/');
    expect(login.text.includes('Log in with your username until your address is confirmed')).toBe(
      says === BY_NAME,
    );
    await asked.close();
  });
});

describe('a site that lets newcomers straight in', () => {
  it('opens the profile with “Registration successful!”', async () => {
    const open = await openRealSite({ env: { LOGIN_AFTER_SIGNUP: 'true', UNVERIFIED_MAY_LOG_IN: 'true' } });
    const newcomer = open.visitor();
    await newcomer.open(SIGN_UP);
    const page = await newcomer.submit(somebody());
    expect([page.path, page.flashes]).toEqual(['/accounts/profile/', ['Registration successful!']]);
    expect(page.text).toContain('Your email address is not confirmed yet.');
    expect(page.text).not.toContain('this account is deleted');
    await open.close();
  });

  it('says on every page until when the address must be confirmed, and sends the email again by one press', async () => {
    const open = await openRealSite({ env: closingUnlessProved });
    const newcomer = open.visitor();
    const form = await newcomer.open(SIGN_UP);
    expect(form.text).toContain('not confirmed within 15 minutes is deleted');
    const account = somebody();
    await newcomer.submit(account);
    const [made] = await open.stagedoor.useCases.user.findNamed({ word: account.username ?? '' });
    const moment = exactTime(translatorFor('en'), after(made?.dateJoined ?? new Date(0), minutes(15)));
    for (const path of ['/accounts/profile/', '/accounts/security/', '/accounts/tokens/']) {
      expect((await newcomer.open(path)).text).toContain(
        `this account is deleted in 15 minutes ( ${moment} ).`,
      );
    }
    const [mail] = await open.mails();
    expect(mail?.text).toContain(`If the account is not activated before ${moment}, it is deleted.`);
    const page = await newcomer.submit({}, { to: '/accounts/activation/' });
    expect(page.path).toBe('/accounts/activation/sent/');
    expect((await open.mails()).filter(({ to }) => to === account.email)).toHaveLength(2);
    await open.close();
  });

  it('speaks of no end, on pages and in the e-mail, once another address of the account is proved', async () => {
    const open = await openRealSite({ env: closingUnlessProved });
    const newcomer = open.visitor();
    await newcomer.open(SIGN_UP);
    const account = somebody();
    await newcomer.submit(account);
    const second = 'second@mail.example';
    await newcomer.open('/accounts/email/');
    await newcomer.submit({ email: second }, { to: '/accounts/email/' });
    await newcomer.open(await open.mailedPath(second));
    await newcomer.submit();
    open.clock.advance(minutes(16));
    const { text } = await newcomer.open('/accounts/profile/');
    expect(text).toContain('Your email address is not confirmed yet.');
    expect(text).not.toContain('this account is deleted');
    await newcomer.submit({}, { to: '/accounts/activation/' });
    const mails = (await open.mails()).map((mail) => mail.text);
    const links = mails.filter((mail) => mail.includes('/accounts/activation/'));
    expect(links.map((mail) => mail.includes('it is deleted'))).toEqual([false, true]);
    await open.close();
  });
});
