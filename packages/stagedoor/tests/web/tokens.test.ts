import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';
import { Visitor } from '../support/page/visitor.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

const TOKENS = '/accounts/tokens/';
const NEW = '/accounts/tokens/new/';
const API_TOKEN = '/accounts/tokens/api/';
let site: Site;
let ana: Visitor;
let username: string;
let userId: number;
let people = 0;

beforeAll(async () => {
  site = await openSite({ env: { LIMIT_LOGIN_PER_SOURCE: '1000/1m' } });
});
afterAll(() => site.close());
beforeEach(async () => {
  people += 1;
  username = `ana${people}`;
  userId = (await addPerson(site, username)).id;
  ana = await loggedIn(username);
});

async function loggedIn(who: string): Promise<Visitor> {
  const visitor = new Visitor(site.app, site.stagedoor.config.publicUrl);
  await visitor.open('/accounts/login/');
  await visitor.submit({ username: who, password: PASSWORD });
  return visitor;
}

async function make(typed: Record<string, string> = {}) {
  await ana.open(NEW);
  const page = await ana.submit({ name: 'Deploys', ...typed });
  return { page, token: /sdp_[A-Za-z0-9]{46}/.exec(page.text)?.[0] ?? '' };
}

/** What a program gets that sends it. */
async function statusOf(authorization: string) {
  const answer = await site.app.inject({ url: '/api/users/me/', headers: { authorization } });
  return answer.statusCode;
}

async function obtainApiToken(): Promise<string> {
  const payload = { username, password: PASSWORD };
  return (await site.app.inject({ method: 'POST', url: '/api-token-auth/', payload })).json().token;
}

it('an API token that opens nothing before the address is confirmed is not shown before that', async () => {
  const env = { API_TOKEN_AT_SIGNUP: 'true', UNVERIFIED_MAY_LOG_IN: 'true', FAILURE_FLOOR_MILLISECONDS: '0' };
  const waiting = await openSite({ env });
  const visitor = new Visitor(waiting.app, waiting.stagedoor.config.publicUrl);
  const newcomer = {
    username: 'eve',
    email: 'eve@mail.example',
    password: PASSWORD,
    password_confirm: PASSWORD,
  };
  await waiting.app.inject({ method: 'POST', url: '/api/signup/', payload: newcomer });
  const user = await waiting.stagedoor.useCases.user.find({ identifier: 'eve' });
  const key = (await waiting.stores.apiTokens.findOfUser(user?.id ?? 0))?.key ?? '';
  await visitor.open('/accounts/login/');
  await visitor.submit({ username: 'eve', password: PASSWORD });
  expect((await visitor.open(TOKENS)).text).not.toContain('API token');
  const shown = await visitor.open(API_TOKEN);
  expect([shown.path, shown.text.includes(key)]).toEqual([TOKENS, false]);
  await waiting.close();
});

describe('the tokens page', () => {
  it('says what belongs there as long as there is nothing, and where to begin', async () => {
    const page = await ana.open(TOKENS);
    expect([page.heading, page.text.includes('No tokens yet')]).toEqual(['Tokens', true]);
    expect(page.links).toContain(NEW);
    expect(page.text).not.toContain('API token');
  });

  it('makes a token that is in that answer and nowhere else', async () => {
    const { page, token } = await make({ expires_in_days: '7' });
    expect([page.status, page.heading]).toEqual([200, 'Your new token']);
    expect(page.response.headers['cache-control']).toBe('no-store');
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
    const list = await ana.open(TOKENS);
    expect(list.html).not.toContain(token);
    expect(list.text).toMatch(/Deploys sdp_\S{4}… Read only No permissions Created .* Not used yet/);
  });

  it('gives a token what was ticked and nothing else', async () => {
    await site.stores.giveAccess(userId, { permissions: ['add_post', 'view_post'] });
    const { page } = await make({ methods: 'write', 'permission.tests.view_post': 'on' });
    expect(page.text).toMatch(/Read and write Permissions: tests\.view_post Created/);
    expect((await ana.open(NEW)).form(NEW).names).toContain('permission.tests.add_post');
  });

  it('offers a superuser whatever may be given, and a token of theirs holds what was ticked', async () => {
    const root = `root${people}`;
    await site.stores.giveAccess(userId, { permissions: ['add_post', 'view_post'] });
    await site.stagedoor.useCases.user.create({
      by: 'operator',
      username: root,
      email: `${root}@mail.example`,
      password: PASSWORD,
      validatePassword: false,
      isStaff: true,
      isSuperuser: true,
    });
    ana = await loggedIn(root);
    expect((await ana.open(NEW)).form(NEW).names).toContain('permission.tests.view_post');
    const { page, token } = await make({ 'permission.tests.view_post': 'on' });
    expect(page.text).toMatch(/Permissions: tests\.view_post Created/);
    const held = await site.stagedoor.useCases.personalToken.findPrincipal({ token });
    expect(held?.access.has('tests.view_post')).toBe(true);
    expect(held?.access.has('tests.add_post')).toBe(false);
  });

  it('says what is wrong in the form, with what was typed', async () => {
    await ana.open(NEW);
    const page = await ana.submit({ name: ' ', expires_in_days: '30', methods: 'write' });
    expect(page.errors).toEqual({ name: ['This field is required.'] });
    expect(page.form(NEW).fields).toMatchObject({ expires_in_days: '30', methods: 'write' });
    for (const [field, value] of [
      ['methods', 'everything'],
      ['expires_in_days', '9999'],
      ['expires_in_days', 'x'],
    ] as const) {
      await ana.open(NEW);
      expect(Object.keys((await ana.submit({ name: 'x', [field]: value })).errors)).toEqual([field]);
    }
    expect((await ana.open(TOKENS)).text).toContain('No tokens yet');
  });

  it('gives a token nothing that its owner has not, whatever box is sent along', async () => {
    await site.stores.giveAccess(userId, { permissions: ['view_post'] });
    const { page } = await make({
      'permission.tests.delete_everything': 'on',
      'permission.tests.view_post': 'on',
    });
    expect(page.text).toMatch(/Permissions: tests\.view_post Created/);
  });

  it('draws whatever somebody calls a token as text', async () => {
    const name = '<img src=x onerror=alert(1)> "quoted" & \u202etxt.exe';
    const { page } = await make({ name });
    for (const shown of [page, await ana.open(TOKENS)]) {
      expect(shown.html).not.toContain('<img');
      expect(shown.text).toContain(name);
    }
  });

  it('says when there are as many as there can be, in the form', async () => {
    const { useCases } = site.stagedoor;
    const principal = await useCases.session.findPrincipal({
      sessionKey: ana.browser.cookie('sessionid') ?? '',
    });
    if (principal === null) throw new Error('nobody is signed in');
    const visitor = { ipAddress: '', userAgent: '', language: 'en', deviceKey: null } as const;
    const scope = { permissions: [], methods: 'read' } as const;
    for (let count = 0; count < 50; count += 1) {
      await useCases.personalToken.create({ principal, visitor, scope, name: 'x', expiresInDays: 2 });
    }
    const { page } = await make();
    expect(page.errors).toEqual({ name: ['You cannot have more tokens. Revoke one first.'] });
    expect((await ana.open(TOKENS)).text).toContain('expires soon');
    site.clock.advance(2 * 86_400_000);
    expect((await ana.open(TOKENS)).text).toContain('No tokens yet');
  });

  it('asks for the password before the form, and again where the form lay open too long', async () => {
    await ana.open(NEW);
    site.clock.advance(site.stagedoor.settings.reauthenticationWindowMs + 1);
    const late = await ana.submit({ name: 'Late' });
    expect(late.url).toBe('/accounts/reauthenticate/?next=/accounts/tokens/new/');
    expect((await ana.open(NEW)).path).toBe('/accounts/reauthenticate/');
    expect((await ana.submit({ password: PASSWORD })).path).toBe(NEW);
    expect((await ana.open(TOKENS)).text).toContain('No tokens yet');
  });

  it('revokes a token at once, without asking for the password', async () => {
    const { token } = await make();
    site.clock.advance(site.stagedoor.settings.reauthenticationWindowMs + 1);
    const list = await ana.open(TOKENS);
    const end = list.forms.find(({ action }) => /^\/accounts\/tokens\/\d+\/end\/$/.test(action));
    const page = await ana.submit({}, { to: end?.action ?? '' });
    expect([page.path, page.flashes]).toEqual([TOKENS, ['The token is revoked.']]);
    expect(page.text).toContain('No tokens yet');
    expect(await statusOf(`Bearer ${token}`)).toBe(401);
  });

  it('knows nobody else’s token: 404, as for one that is not there', async () => {
    const { token } = await make();
    const theirs = (await ana.open(TOKENS)).forms.find(({ action }) => action.endsWith('/end/'));
    await addPerson(site, `eve${people}`);
    const eve = await loggedIn(`eve${people}`);
    await eve.open(NEW);
    const { csrfmiddlewaretoken = '' } = eve.page.form(NEW).fields;
    for (const path of [theirs?.action ?? '', `${TOKENS}1/end/`, `${TOKENS}x/end/`, `${TOKENS}0/end/`]) {
      expect((await eve.post(path, { csrfmiddlewaretoken })).statusCode).toBe(404);
    }
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
  });

  it('opens to nobody who holds a token, and lets none be made with one', async () => {
    const { token } = await make({ methods: 'write' });
    for (const url of [TOKENS, NEW, API_TOKEN]) {
      const answer = await site.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
      expect(answer.headers.location).toMatch(/^\/accounts\/login\//);
    }
  });
});

describe('the API token on that page', () => {
  it('is masked until the password was proved a short while ago', async () => {
    const key = await obtainApiToken();
    const list = await ana.open(TOKENS);
    expect(list.html).not.toContain(key);
    expect(list.text).toMatch(new RegExp(`${key.slice(0, 4)} ?••••`));
    site.clock.advance(site.stagedoor.settings.reauthenticationWindowMs + 1);
    expect((await ana.open(API_TOKEN)).path).toBe('/accounts/reauthenticate/');
    const shown = await ana.submit({ password: PASSWORD });
    expect([shown.path, shown.text.includes(key)]).toEqual([API_TOKEN, true]);
  });

  it('ends at once; the next one is another', async () => {
    const key = await obtainApiToken();
    await ana.open(TOKENS);
    const page = await ana.submit({}, { to: `${API_TOKEN}end/` });
    expect([page.path, page.flashes]).toEqual([TOKENS, ['The API token is revoked.']]);
    expect(await statusOf(`Token ${key}`)).toBe(401);
    expect(page.links).not.toContain(API_TOKEN);
    expect((await ana.open(API_TOKEN)).path).toBe(TOKENS);
    expect(await obtainApiToken()).not.toBe(key);
  });
});

describe('the sessions page', () => {
  it('calls what holds tokens an app', async () => {
    await obtainApiToken();
    expect((await ana.open('/accounts/sessions/')).text).toMatch(/App: \S+|App /);
    const kinds = (await ana.browser.get('/api/users/me/sessions/', { accept: 'application/json' })).json();
    expect(kinds.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['api-token', 'cookie']);
  });
});
