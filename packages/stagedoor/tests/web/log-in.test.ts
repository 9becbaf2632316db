import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const LOG_IN = '/accounts/login/';
const REFUSED = 'Invalid username or password.';
let site: RealSite;
let visitor: Visitor;

beforeAll(async () => {
  site = await openRealSite({ env: { LIMIT_LOGIN_PER_ACCOUNT: '3/15m/1m/1h' } });
  await site.addPerson();
});
afterAll(() => site.close());
beforeEach(() => {
  visitor = site.visitor();
});

describe('the log-in page', () => {
  it('welcomes back who knows the password, and opens the profile', async () => {
    await visitor.open(LOG_IN);
    const page = await visitor.submit({ username: 'ana', password: PASSWORD });
    expect([page.path, page.flashes]).toEqual(['/accounts/profile/', ['Welcome back, ana!']]);
    expect((await visitor.open(page.url)).flashes).toEqual([]);
  });

  it('takes the address for the username, in any case', async () => {
    await visitor.open(LOG_IN);
    const page = await visitor.submit({ username: ' ANA@Mail.Example ', password: PASSWORD });
    expect(page.flashes).toEqual(['Welcome back, ana!']);
  });

  it.each([
    ['a wrong password', { username: 'ana', password: 'wrong-and-long-enough' }],
    ['an unknown user', { username: 'nobody-here', password: PASSWORD }],
    ['a password longer than any', { username: 'nobody-there', password: 'x'.repeat(5_000) }],
  ])('answers %s in the same words, keeps the name and never the password', async (_, typed) => {
    await visitor.open(LOG_IN);
    const page = await visitor.submit({ ...typed, remember_me: 'on' });
    expect([page.status, page.formErrors, page.errors]).toEqual([200, [REFUSED], {}]);
    expect(page.form().fields).toMatchObject({ username: typed.username, remember_me: 'on', password: '' });
    expect(page.html).not.toContain(typed.password);
    expect(page.title).toBe('Check the form: Log in · Stagedoor');
    expect(visitor.browser.cookie('sessionid')).toBeUndefined();
  });

  it('answers an account that is not activated as a wrong password, and gives everybody the hint', async () => {
    await visitor.open('/accounts/signup/');
    await visitor.submit({
      username: 'newcomer',
      email: 'newcomer@mail.example',
      password1: PASSWORD,
      password2: PASSWORD,
    });
    await visitor.open(LOG_IN);
    const refused = await visitor.submit({ username: 'newcomer', password: PASSWORD });
    expect(refused.formErrors).toEqual([REFUSED]);
    expect(refused.text).toContain('Open the link in the activation email first');
    expect((await site.visitor().open(LOG_IN)).text).toContain('Open the link in the activation email first');
  });

  it('names every field that was left empty', async () => {
    await visitor.open(LOG_IN);
    const page = await visitor.submit({ username: ' ', password: '' });
    expect(page.errors).toEqual({
      username: ['This field is required.'],
      password: ['This field is required.'],
    });
  });

  it('says how long to wait after too many tries: 429 with Retry-After, the form still there', async () => {
    await visitor.open(LOG_IN);
    for (let round = 0; round < 3; round += 1)
      await visitor.submit({ username: 'guessed', password: 'wrong' });
    const page = await visitor.submit({ username: 'guessed', password: 'wrong' });
    expect(page.status).toBe(429);
    expect(page.response.headers['retry-after']).toBe('60');
    expect(page.formErrors).toEqual(['There were too many tries. Wait 1 minute, then try again.']);
    expect(page.form().fields.username).toBe('guessed');
  });

  it('sends who is logged in already to where they were going', async () => {
    const ana = await site.loggedIn();
    expect((await ana.open(LOG_IN)).path).toBe('/accounts/profile/');
    expect((await ana.open(`${LOG_IN}?next=/accounts/sessions/`)).path).toBe('/accounts/sessions/');
    expect((await ana.open(`${LOG_IN}?next=//evil.example/`)).path).toBe('/accounts/profile/');
  });

  it('gives a new session key, and a new CSRF token with it', async () => {
    await visitor.open(LOG_IN);
    const before = visitor.browser.cookie('csrftoken');
    await visitor.submit({ username: 'ana', password: PASSWORD });
    expect(visitor.browser.cookie('csrftoken')).not.toBe(before);
    const first = visitor.browser.cookie('sessionid');
    await visitor.open('/accounts/logout/');
    await visitor.submit();
    await visitor.submit({ username: 'ana', password: PASSWORD });
    expect(visitor.browser.cookie('sessionid')).not.toBe(first);
  });

  it('is also there under /login/, for whoever asks for a page', async () => {
    expect((await visitor.open('/login/')).heading).toBe('Log in');
    const { csrfmiddlewaretoken = '' } = visitor.page.form().fields;
    const answer = await visitor.post('/login/', {
      csrfmiddlewaretoken,
      username: 'ana',
      password: PASSWORD,
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/accounts/profile/']);
  });
});

describe('remember me', () => {
  const cookieAfter = async (remember_me: string | null) => {
    await visitor.open(LOG_IN);
    const answer = await visitor.send({ username: 'ana', password: PASSWORD, remember_me });
    return [answer.headers['set-cookie']].flat().find((text) => text?.startsWith('sessionid='));
  };

  it('ticked keeps the cookie for two weeks', async () => {
    expect(await cookieAfter('on')).toMatch(/; Max-Age=1209600; /);
  });

  it('not ticked lets the cookie go with the browser', async () => {
    const cookie = await cookieAfter(null);
    expect(cookie).toMatch(/^sessionid=[a-z0-9]{32}; HttpOnly; Path=\/; SameSite=Lax$/);
  });
});

describe('next', () => {
  it.each([
    ['/accounts/sessions/', '/accounts/sessions/'],
    ['/accounts/security/?before=9', '/accounts/security/?before=9'],
    ['http://127.0.0.1:8000/accounts/data/', 'http://127.0.0.1:8000/accounts/data/'],
    ['https://evil.example/', '/accounts/profile/'],
    ['//evil.example/', '/accounts/profile/'],
    ['/\\evil.example/', '/accounts/profile/'],
    ['/\t/evil.example/', '/accounts/profile/'],
    ['javascript:alert(1)', '/accounts/profile/'],
    ['', '/accounts/profile/'],
  ])('%j leads to %s, from the address and from the form', async (next, expected) => {
    await visitor.open(`${LOG_IN}?next=${encodeURIComponent(next)}`);
    const byAddress = await visitor.send({ username: 'ana', password: PASSWORD });
    expect(byAddress.headers.location).toBe(expected);
    visitor = site.visitor();
    await visitor.open(LOG_IN);
    const byForm = await visitor.send({ username: 'ana', password: PASSWORD, next });
    expect(byForm.headers.location).toBe(expected);
  });

  it('brings who must log in back to the page they asked for, after a mistake too', async () => {
    const page = await visitor.open('/accounts/security/?before=900');
    expect(page.url).toBe('/accounts/login/?next=/accounts/security/%3Fbefore%3D900');
    await visitor.submit({ username: 'ana', password: 'not-the-password' });
    const after = await visitor.submit({ username: 'ana', password: PASSWORD });
    expect(after.url).toBe('/accounts/security/?before=900');
  });

  it('is never drawn into the page where it is not safe', async () => {
    const page = await visitor.open(`${LOG_IN}?next=https://evil.example/"><script>alert(1)</script>`);
    expect(page.html).not.toContain('evil.example/&');
    expect(page.form().names).not.toContain('next');
    expect(page.links.join()).not.toContain('evil');
  });
});

describe('the log-out page', () => {
  it('asks first and acts by POST alone', async () => {
    const ana = await site.loggedIn();
    const key = ana.browser.cookie('sessionid') ?? '';
    const page = await ana.open('/accounts/logout/');
    expect([page.status, page.heading]).toEqual([200, 'Log out?']);
    expect((await ana.open('/accounts/profile/')).heading).toBe('Profile');
    await ana.open('/accounts/logout/');
    const after = await ana.submit();
    expect([after.path, after.flashes]).toEqual([LOG_IN, ['You have been logged out.']]);
    ana.browser.cookies.set('sessionid', key);
    expect((await ana.open('/accounts/profile/')).path).toBe(LOG_IN);
  });

  it('acts from the button that stands on every account page', async () => {
    const ana = await site.loggedIn();
    await ana.open('/accounts/profile/');
    expect((await ana.submit({}, { to: '/accounts/logout/' })).flashes).toEqual([
      'You have been logged out.',
    ]);
  });

  it('is the same under /logout/, and follows a safe next', async () => {
    const ana = await site.loggedIn();
    await ana.open('/logout/');
    const { csrfmiddlewaretoken = '' } = ana.page.form().fields;
    const answer = await ana.post('/logout/', { csrfmiddlewaretoken, next: '/accounts/signup/' });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/accounts/signup/']);
    expect(ana.browser.cookie('sessionid')).toBeUndefined();
  });

  it('is harmless for a stranger', async () => {
    await visitor.open('/accounts/logout/');
    expect((await visitor.submit()).path).toBe(LOG_IN);
  });
});
