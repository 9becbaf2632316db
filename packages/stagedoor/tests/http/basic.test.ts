import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { weakenings } from '../../src/config/rules.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite({
    env: {
      API_AUTHENTICATION: 'basic,session,jwt-cookie,token,jwt,personal-token',
      LIMIT_LOGIN_PER_SOURCE: '1000/1m',
    },
  });
  await addPerson(site);
});
afterAll(() => site.close());

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;
const GOOD = basic(`ana:${PASSWORD}`);

function ask(authorization: string, at = site) {
  return at.browser().get('/api/users/me/', { authorization });
}

async function said(authorization: string) {
  const { statusCode, headers, body } = await ask(authorization);
  return [statusCode, headers['www-authenticate'], JSON.parse(body)];
}

async function trace() {
  const { users, sessions, audit, limits } = site.stores;
  const user = await users.findByUsernameKey('ana');
  const id = user?.id ?? 0;
  const events = await audit.listOfUser(id, { limit: 1_000 });
  return {
    lastLogin: user?.lastLogin,
    sessions: (await sessions.listOfUser(id, site.clock.now())).length,
    failures: events.filter(({ action, success }) => action === 'log-in' && !success).length,
    events: events.length,
    limits,
  };
}

describe('Basic authentication', () => {
  it('answers a wrong header in REST framework’s words, with its challenge', async () => {
    const refusal = (detail: string) => [401, 'Basic realm="api"', { detail }];
    expect(await said('Basic')).toEqual(refusal('Invalid basic header. No credentials provided.'));
    expect(await said('basic a b')).toEqual(
      refusal('Invalid basic header. Credentials string should not contain spaces.'),
    );
    const notEncoded = refusal('Invalid basic header. Credentials not correctly base64 encoded.');
    const nul = basic('an\u0000a:x');
    for (const header of ['Basic !!!', 'Basic YW5', 'Basic YW5h', 'BASIC anä', nul]) {
      expect(await said(header)).toEqual(notEncoded);
    }
    const wrong = refusal('Invalid username/password.');
    for (const credentials of ['ana:wrong', `nobody:${PASSWORD}`, 'ana:', ':', `ana:${'x'.repeat(5_000)}`]) {
      expect(await said(basic(credentials))).toEqual(wrong);
    }
  });

  it('signs in by name or address, in any case of the scheme, for this one request', async () => {
    const before = await trace();
    for (const header of [GOOD, GOOD.replace('Basic', 'bAsIc'), basic(`ana@mail.example:${PASSWORD}`)]) {
      const answer = await ask(header);
      expect([answer.statusCode, answer.json().username]).toEqual([200, 'ana']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    // No session, no row for a log-in: nothing that could be used or found again.
    expect(await trace()).toEqual(before);
  });

  it('takes a password with colons and e-mails of any language', async () => {
    const password = 'müller:7 puentes: ñandú';
    const account = { username: 'ñandú', email: '', password, validatePassword: false };
    await site.stagedoor.useCases.user.create({
      by: 'operator',
      ...account,
      isStaff: false,
      isSuperuser: false,
    });
    expect((await ask(basic(`ñandú:${password}`))).statusCode).toBe(200);
    const latin1 = Buffer.from(`ñandú:${password}`, 'latin1').toString('base64');
    expect((await ask(`Basic ${latin1}`)).statusCode).toBe(200);
  });

  it('is counted and recorded like a log-in, and stopped like one', async () => {
    const small = await openSite({
      env: { API_AUTHENTICATION: 'session,basic', LIMIT_LOGIN_PER_ACCOUNT: '3/1h/1m/1h' },
    });
    await addPerson(small);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await ask(basic('ana:wrong'), small)).statusCode).toBe(403);
    }
    const throttled = await ask(GOOD, small);
    expect([throttled.statusCode, throttled.headers['retry-after']]).toEqual([429, '60']);
    const user = await small.stores.users.findByUsernameKey('ana');
    const events = await small.stores.audit.listOfUser(user?.id ?? 0, { limit: 9 });
    expect(events.map(({ action, success }) => [action, success])).toEqual(
      expect.arrayContaining([
        ['log-in', false],
        ['lock-out', false],
      ]),
    );
    small.clock.advance(60_000);
    expect((await ask(GOOD, small)).statusCode).toBe(200);
    // The good one took the failures back.
    for (let attempt = 0; attempt < 3; attempt += 1) await ask(GOOD, small);
    expect((await ask(GOOD, small)).statusCode).toBe(200);
    await small.close();
  });

  it('tells the owner of guessing, and does not take requests at once for it', async () => {
    const busy = await openSite({
      env: { API_AUTHENTICATION: 'jwt,basic', LIMIT_LOGIN_PER_ACCOUNT: '100/1h/1m/1h' },
    });
    await addPerson(busy);
    const atOnce = async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => ask(GOOD, busy)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
    };
    await atOnce();
    expect(await busy.mails()).toEqual([]);
    for (let attempt = 0; attempt < 5; attempt += 1) await ask(basic('ana:wrong'), busy);
    await atOnce();
    await atOnce();
    const mails = (await busy.mails()).map(({ mail }) => mail);
    expect(mails).toEqual([expect.objectContaining({ mail: 'guessing-noticed', failures: 5 })]);
    await busy.close();
  });

  it('leaves a failure no earlier than any other', async () => {
    const started = site.clock.now().getTime();
    await ask(basic(`nobody:${PASSWORD}`));
    expect(site.clock.now().getTime() - started).toBe(site.stagedoor.settings.failureFloorMs);
  });

  it('refuses a user who is not active, not verified, or has a stage to pass', async () => {
    const { users } = site.stores;
    const invalid = [401, 'Invalid username/password.'];
    const cases: [string, (id: number) => Promise<unknown>, unknown[]][] = [
      ['closed', (id) => users.update(id, { isActive: false }), invalid],
      [
        'fresh',
        (id) => users.update(id, { mustChangePassword: true }),
        [403, 'Choose a new password first.'],
      ],
    ];
    for (const [username, change, refusal] of cases) {
      const { id } = await addPerson(site, username);
      const header = basic(`${username}:${PASSWORD}`);
      expect((await ask(header)).statusCode).toBe(200);
      await change(id);
      const answer = await ask(header);
      expect([answer.statusCode, answer.json().detail]).toEqual(refusal);
      const events = await site.stores.audit.listOfUser(id, { limit: 5 });
      expect(events.some(({ action, success }) => action === 'log-in' && !success)).toBe(true);
    }
    const password = 'lanterns-above-9-harbours';
    const account = { email: 'new@mail.example', username: 'new', password, password_confirm: password };
    expect((await site.browser().post('/api/signup/', account)).statusCode).toBe(201);
    const unverified = await ask(basic(`new:${password}`));
    expect([unverified.statusCode, unverified.json().detail]).toEqual(invalid);
  });

  it('opens nothing that changes credentials, mints tokens or asks for a recent proof', async () => {
    const browser = site.browser({ authorization: GOOD });
    const refused = [
      await browser.post('/api/password/change/', {
        old_password: PASSWORD,
        new_password1: 'lanterns-above-9-harbours',
        new_password2: 'lanterns-above-9-harbours',
      }),
      await browser.post('/api/users/me/tokens/', { name: 'x' }),
      await browser.post('/api/tickets/', { purpose: 'websocket' }),
      await browser.send('PATCH', '/api/users/me/', { username: 'anita' }),
      await browser.post('/api/users/me/emails/', { email: 'other@mail.example' }),
      await browser.send('DELETE', '/api/users/me/sessions/'),
      await browser.send('DELETE', '/api/users/me/'),
      await browser.post('/api/logout/'),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual(refused.map(() => 403));
    expect((await ask(GOOD)).statusCode).toBe(200);
    expect((await browser.send('PATCH', '/api/users/me/', { first_name: 'Ana' })).statusCode).toBe(200);
  });

  it('is sent along by browsers, so another site’s request is refused', async () => {
    const change = (headers: Record<string, string>) =>
      site.browser().request('PATCH', '/api/users/me/', {
        payload: { first_name: 'Eve' },
        headers: { authorization: GOOD, ...headers },
      });
    expect((await change({ origin: 'https://evil.example' })).json()).toEqual({
      detail:
        'CSRF Failed: Origin checking failed - https://evil.example does not match any trusted origins.',
    });
    expect((await change({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await change({})).statusCode).toBe(200);
  });

  it('is asked before the session where it stands before it, and stops the request when it is wrong', async () => {
    const browser = await signIn(site);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
    expect((await browser.get('/api/users/me/', { authorization: basic('ana:wrong') })).statusCode).toBe(401);
  });
});

it('is named at the start', () => {
  const lines = weakenings(site.stagedoor.config);
  expect(lines).toContainEqual(expect.stringMatching(/^API_AUTHENTICATION names basic/));
});

describe('a site that does not name basic', () => {
  let usual: Site;
  beforeEach(async () => {
    usual = await openSite();
    await addPerson(usual);
    return () => usual.close();
  });

  it('ignores the scheme, counts nothing and hashes nothing', async () => {
    const answer = await ask(GOOD, usual);
    expect([answer.statusCode, answer.headers['www-authenticate'], answer.json()]).toEqual([
      401,
      'Bearer realm="api"',
      { detail: 'Authentication credentials were not provided.' },
    ]);
  });
});

it('a password is not looked at where it came over plain http to a site of https', async () => {
  const env = {
    API_AUTHENTICATION: 'basic',
    PUBLIC_URL: 'https://site.example',
    TRUSTED_PROXIES: '127.0.0.1/32',
    SECURE_SSL_REDIRECT: 'false',
  };
  const https = await openSite({ env });
  await addPerson(https);
  // Where anybody may come, too: who sent it is to hear that it went over the wire in the clear.
  for (const path of ['/api/users/me/', '/api/csrf/']) {
    const plain = await https.browser().get(path, { authorization: GOOD });
    expect([path, plain.statusCode, plain.headers['refusal-code']]).toEqual([path, 403, 'https-required']);
  }
  const proxied = https.browser({ 'x-forwarded-proto': 'https', authorization: GOOD });
  expect((await proxied.get('/api/users/me/')).statusCode).toBe(200);
  await https.close();
});
