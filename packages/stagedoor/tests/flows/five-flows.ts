import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';
import { type Ask, type Said, type Shown, type Way, ways } from './ways.ts';

const ME = '/api/users/me/';
const whole = ({ status, body }: Said) => [status, body];

/**
 * Registration, log-in, log-out, change of the password and a forgotten one, each by session, API token and JWT, over
 * HTTP. `open` answers the database, and what removes it.
 */
export function itDoesEveryFlowInEveryWay(
  open: () => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>,
): void {
  let database: { readonly url: string; readonly drop: () => Promise<void> };
  let site: RealSite;
  let ask: Ask;
  let people = 0;
  beforeAll(async () => {
    database = await open();
    site = await openRealSite({
      env: {
        ...unlimited,
        DATABASE_URL: database.url,
        FAILURE_FLOOR_MILLISECONDS: '0',
        API_TOKEN_SHOWS_USER: 'true',
      },
    });
    ask = askOf(await site.listen());
  });
  afterAll(async () => {
    await site?.close();
    await database?.drop();
  });

  const person = () => {
    people += 1;
    return site.addPerson(`person-${people}`);
  };
  const logIn = (way: Way, username: string, password = PASSWORD) =>
    ask('POST', way.logInPath, { body: { username, password } });
  const known = async (way: Way, username: string, password = PASSWORD): Promise<Shown> =>
    way.shownAfter(await logIn(way, username, password));
  const me = ({ headers }: Shown) => ask('GET', ME, { headers });

  /** Nobody is let in by what was shown before, nor by the pair that it belongs to. */
  async function expectDead(way: Way, shown: Shown): Promise<void> {
    expect(whole(await me(shown))).toEqual([401, way.dead]);
    if (shown.refresh === undefined) return;
    const refreshed = await ask('POST', '/api/token/refresh/', { body: { refresh: shown.refresh } });
    expect(whole(refreshed)).toEqual([401, { detail: 'Token is blacklisted', code: 'token_not_valid' }]);
  }

  /** The newest e-mail's uid and secret. */
  async function mailed(email: string) {
    const [uid = '', token = ''] = (await site.mailedPath(email)).split('/').slice(-3);
    return { uid, token };
  }

  describe.each(Object.entries(ways))('by %s', (_, way) => {
    it('registration: opens an account that the mailed link makes good, and for an address that others claim asks for a password', async () => {
      people += 1;
      const username = `newcomer-${people}`;
      const email = `${username}@mail.example`;
      const form = { username, email, password: PASSWORD, password_confirm: PASSWORD };
      const sent = { detail: 'Verification e-mail sent.' };
      expect(whole(await ask('POST', way.signUpPath, { body: form }))).toEqual([201, sent]);
      expect(whole(await logIn(way, username))).toEqual(way.refused);
      const { token: key } = await mailed(email);
      const again = { ...form, username: `${username}-2` };
      expect(whole(await ask('POST', way.signUpPath, { body: again }))).toEqual([201, sent]);
      // Somebody else claims the address by now: whoever reads the mailbox says which password is good.
      const bare = await ask('POST', '/api/activation/confirm/', { body: { key } });
      expect([bare.status, bare.body]).toMatchObject([400, { code: 'new-password-required' }]);
      const own = { key, new_password1: PASSWORD, new_password2: PASSWORD };
      expect(whole(await ask('POST', '/api/activation/confirm/', { body: own }))).toEqual([
        200,
        { detail: 'Your account is active.' },
      ]);
      const opened = await me(await known(way, username));
      expect([opened.status, opened.body]).toMatchObject([200, { username, email, is_verified: true }]);
      expect(whole(await logIn(way, again.username))).toEqual(way.refused);
    });

    it('log-in: answers what the way has, and one refusal for whatever is wrong', async () => {
      const user = await person();
      const answer = await logIn(way, user.username);
      expect(whole(answer)).toEqual([200, way.loggedIn(user)]);
      expect(whole(await me(way.shownAfter(answer)))).toMatchObject([200, { id: user.id }]);
      expect(whole(await logIn(way, user.username, 'wrong'))).toEqual(way.refused);
      expect(whole(await logIn(way, 'nobody'))).toEqual(way.refused);
    });

    it('log-out: ends what was shown, and nothing of anybody else’s', async () => {
      const { username } = await person();
      const others = await known(way, (await person()).username);
      const shown = await known(way, username);
      expect(whole(await way.logOut(ask, shown))).toEqual(way.loggedOut);
      await expectDead(way, shown);
      expect((await me(others)).status).toBe(200);
      const next = await known(way, username);
      expect(next.headers).not.toEqual(shown.headers);
    });

    it('change of the password: wants the old one, and ends everything but the session that asked for it', async () => {
      const { username } = await person();
      const elsewhere = await Promise.all(
        Object.values(ways)
          .filter((other) => other !== way)
          .map(async (other) => ({ other, shown: await known(other, username) })),
      );
      const shown = await known(way, username);
      const change = (old_password: string) =>
        ask('POST', '/api/password/change/', {
          headers: shown.headers,
          body: { old_password, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD },
        });
      expect(whole(await change('wrong'))).toEqual([
        400,
        { old_password: ['Your old password was entered incorrectly. Please enter it again.'] },
      ]);
      const changed = await change(PASSWORD);
      expect(whole(changed)).toEqual([200, { detail: 'New password has been saved.' }]);
      for (const { other, shown: former } of elsewhere) await expectDead(other, former);
      if (way.endsWithPassword) await expectDead(way, shown);
      else if (changed.cookies.length === 0) expect((await me(shown)).status).toBe(200);
      else {
        // A browser's session goes on under another key.
        await expectDead(way, shown);
        expect((await me(way.shownAfter(changed))).status).toBe(200);
      }
      expect(whole(await logIn(way, username))).toEqual(way.refused);
      expect((await logIn(way, username, NEW_PASSWORD)).status).toBe(200);
    });

    it('forgotten password: the mailed link sets one, once, and ends everything', async () => {
      const { username, email } = await person();
      const former = await known(way, username);
      const wish = { body: { email } };
      const asked = [200, { detail: 'Password reset e-mail has been sent.' }];
      expect(whole(await ask('POST', '/api/password/reset/', { body: { email: 'x@mail.example' } }))).toEqual(
        asked,
      );
      expect(whole(await ask('POST', '/api/password/reset/', wish))).toEqual(asked);
      const link = await mailed(email);
      const confirm = (changes: object = {}) =>
        ask('POST', '/api/password/reset/confirm/', {
          body: { ...link, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD, ...changes },
        });
      const dead = [400, { token: ['This link is invalid, has expired or has already been used.'] }];
      expect(whole(await confirm({ token: `${link.token}x` }))).toEqual(dead);
      expect(whole(await confirm({ new_password2: PASSWORD }))).toEqual([
        400,
        { new_password2: ['The two password fields didn’t match.'] },
      ]);
      expect((await me(former)).status).toBe(200);
      expect(whole(await confirm())).toEqual([
        200,
        { detail: 'Password has been reset with the new password.' },
      ]);
      expect(whole(await confirm())).toEqual(dead);
      await expectDead(way, former);
      expect(whole(await logIn(way, username))).toEqual(way.refused);
      expect((await logIn(way, username, NEW_PASSWORD)).status).toBe(200);
    });
  });

  it('forgotten password: a reset verifies the address of an account that was never activated', async () => {
    const username = 'sleeper';
    const email = 'sleeper@mail.example';
    const form = { username, email, password: PASSWORD, password_confirm: PASSWORD };
    await ask('POST', '/api/register/', { body: form });
    await site.mails();
    await ask('POST', '/api/password/reset/', { body: { email } });
    const body = { ...(await mailed(email)), new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
    expect((await ask('POST', '/api/password/reset/confirm/', { body })).status).toBe(200);
    for (const way of Object.values(ways)) {
      expect((await logIn(way, username, NEW_PASSWORD)).status).toBe(200);
    }
  });
}

function askOf(origin: string): Ask {
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? '' : JSON.parse(text),
      cookies: response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? ''),
    };
  };
}
