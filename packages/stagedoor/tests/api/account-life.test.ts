import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { PASSWORD } from '../support/people.ts';

let site: Site;
let browser: Browser;
const NEW_PASSWORD = 'lanterns-above-9-harbours';

beforeAll(async () => {
  site = await openSite();
  browser = site.browser();
});
afterAll(() => site.close());

function keyIn(path: string): string {
  return path.split('/').at(-2) ?? '';
}

describe('an account over JSON', () => {
  it('is opened with 201 and a mail, and signs nobody in', async () => {
    const answer = await browser.post('/api/signup/', {
      email: 'ana@mail.example',
      username: 'ana',
      password: PASSWORD,
      password_confirm: PASSWORD,
      first_name: 'Ana',
      last_name: 'Ruiz',
    });
    expect(answer.json()).toEqual({ detail: 'Verification e-mail sent.' });
    expect(answer.statusCode).toBe(201);
    expect(browser.cookie('sessionid')).toBeUndefined();
    expect((await site.mails()).at(-1)).toMatchObject({
      to: 'ana@mail.example',
      mail: { mail: 'activation' },
    });
  });

  it('answers a log-in before activation as a wrong password', async () => {
    const answer = await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'Invalid credentials' }]);
  });

  it('is activated by the mailed key, once', async () => {
    const mail = (await site.mails()).at(-1)?.mail;
    const key = keyIn(mail?.mail === 'activation' ? mail.path : '');
    const answer = await browser.post('/api/activation/confirm/', { key });
    expect([answer.statusCode, answer.json()]).toEqual([200, { detail: 'Your account is active.' }]);
    const again = await browser.post('/api/activation/confirm/', { key });
    expect([again.statusCode, Object.keys(again.json())]).toEqual([400, ['key']]);
  });

  it('is logged in by username or address, with the session cookie that Django sets', async () => {
    const answer = await browser.post('/api/login/', { email: 'ANA@mail.example', password: PASSWORD });
    expect(answer.json()).toEqual({ message: 'Login successful', username: 'ana' });
    const cookie = answer.headers['set-cookie'];
    expect(cookie).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^sessionid=[a-z0-9]{32}; expires=[^;]+; HttpOnly; Max-Age=1209600; Path=\/; SameSite=Lax$/,
        ),
      ]),
    );
    expect(cookie).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^csrftoken=[A-Za-z0-9]{32}; .*Max-Age=31449600; Path=\/; SameSite=Lax$/),
      ]),
    );
  });

  it('is read by the cookie alone', async () => {
    const user = await site.stores.users.findByUsernameKey('ana');
    await site.stores.giveAccess(user?.id ?? 0, {
      groups: [{ id: 7, name: 'Editors' }],
      permissions: ['add_post'],
    });
    const answer = await browser.get('/api/users/me/');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      id: user?.id,
      username: 'ana',
      email: 'ana@mail.example',
      groups: [{ id: 7, name: 'Editors' }],
      permissions: ['add_post'],
    });
  });

  it('is changed by PATCH, and only in what owners may change', async () => {
    const answer = await browser.send('PATCH', '/api/users/me', {
      first_name: ' Anita ',
      is_staff: true,
      id: 1,
    });
    expect(answer.json()).toMatchObject({ first_name: 'Anita', last_name: 'Ruiz' });
    const stored = await site.stores.users.findByUsernameKey('ana');
    expect(stored).toMatchObject({ firstName: 'Anita', isStaff: false });
    expect((await browser.get('/api/users/me/')).json()).toMatchObject({ first_name: 'Anita' });
  });

  it('has a time zone, which is an IANA name or unknown, and is in the download', async () => {
    const zone = async (time_zone: unknown) => {
      const { statusCode, json } = await browser.send('PATCH', '/api/users/me/', { time_zone });
      return [statusCode, statusCode === 200 ? json().time_zone : json()];
    };
    expect((await browser.get('/api/users/me/')).json()).toHaveProperty('time_zone', null);
    expect(await zone('Europe/Madrid')).toEqual([200, 'Europe/Madrid']);
    const put = await browser.send('PUT', '/api/users/me/', { username: 'ana', time_zone: ' Asia/Kolkata ' });
    expect(put.json()).toMatchObject({ time_zone: 'Asia/Kolkata' });
    const { ticket } = (await browser.post('/api/tickets/', { purpose: 'data-download' })).json();
    const { profile } = (await browser.get(`/api/users/me/data/?ticket=${ticket}`)).json();
    expect(profile).toMatchObject({ time_zone: 'Asia/Kolkata' });
    const unknown = { time_zone: ['Time zone is not known. Use a name like Europe/Madrid.'] };
    for (const name of ['Europe/Nowhere', '+01:00', '-05', 'Etc/', '../UTC', 'Europe/Madrid;--', '5']) {
      expect(await zone(name), name).toEqual([400, unknown]);
    }
    for (const absurd of ['', `Europe/${'Madrid'.repeat(10)}`, 5, true, {}, ['UTC'], 'UTC\0', '\ud800']) {
      expect(await zone(absurd), JSON.stringify(absurd)).toEqual([400, { time_zone: [expect.any(String)] }]);
    }
    expect((await browser.get('/api/users/me/')).json()).toMatchObject({ time_zone: 'Asia/Kolkata' });
    expect(await zone(null)).toEqual([200, null]);
  });

  it('lists its sessions and devices, and ends one', async () => {
    const phone = site.browser({ 'user-agent': 'Phone/1.0' });
    await phone.post('/api/login/', { username: 'ana', password: PASSWORD });
    const sessions = (await browser.get('/api/users/me/sessions/')).json();
    expect(sessions).toHaveLength(2);
    const other = sessions.find((session: { is_current: boolean }) => !session.is_current);
    expect(other).toMatchObject({ user_agent: 'Phone/1.0', ip_address: '127.0.0.1' });
    const devices = (await browser.get('/api/users/me/devices/')).json();
    expect(devices).toHaveLength(2);
    const { id } = devices.find((device: { is_current: boolean }) => !device.is_current);
    expect((await browser.send('DELETE', `/api/users/me/devices/${id}/`)).statusCode).toBe(204);
    expect((await browser.send('DELETE', `/api/users/me/devices/${id}/`)).statusCode).toBe(404);
    expect((await browser.get('/api/users/me/devices/')).json()).toHaveLength(1);
    expect((await phone.get('/api/users/me/')).statusCode).toBe(200);
    expect((await browser.send('DELETE', `/api/users/me/sessions/${other.id}/`)).statusCode).toBe(204);
    expect((await phone.get('/api/users/me/')).statusCode).toBe(401);
    expect((await browser.send('DELETE', `/api/users/me/sessions/${other.id}/`)).statusCode).toBe(404);
  });

  it('gets a new password by the old one and goes on under a new session key', async () => {
    const before = browser.cookie('sessionid');
    const stale = site.browser();
    stale.cookies.set('sessionid', before ?? '');
    const answer = await browser.post('/api/password/change/', {
      old_password: PASSWORD,
      new_password1: NEW_PASSWORD,
      new_password2: NEW_PASSWORD,
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, { detail: 'New password has been saved.' }]);
    expect(browser.cookie('sessionid')).not.toBe(before);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
    expect((await stale.get('/api/users/me/')).statusCode).toBe(401);
  });

  it('is reset by mail, which ends every session', async () => {
    const stranger = site.browser();
    const asked = await stranger.post('/api/password/reset/', { email: 'ana@mail.example' });
    expect(asked.json()).toEqual({ detail: 'Password reset e-mail has been sent.' });
    const mail = (await site.mails()).at(-1)?.mail;
    const [uid, token] = (mail?.mail === 'password-reset' ? mail.path : '').split('/').slice(-3);
    const wrong = await stranger.post('/api/password/reset/confirm/', {
      uid,
      token: 'x',
      new_password1: PASSWORD,
      new_password2: PASSWORD,
    });
    expect([wrong.statusCode, Object.keys(wrong.json())]).toEqual([400, ['token']]);
    const done = await stranger.post('/api/password/reset/confirm/', {
      uid,
      token,
      new_password1: PASSWORD,
      new_password2: PASSWORD,
    });
    expect([done.statusCode, done.json()]).toEqual([
      200,
      { detail: 'Password has been reset with the new password.' },
    ]);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
  });

  it('is left by log-out, which ends the session and deletes the cookie', async () => {
    browser.cookies.clear();
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    const key = browser.cookie('sessionid') ?? '';
    const answer = await browser.post('/api/logout/');
    expect([answer.statusCode, answer.json()]).toEqual([200, { detail: 'Successfully logged out.' }]);
    expect(String(answer.headers['set-cookie'])).toMatch(/sessionid=; expires=Thu, 01 Jan 1970 .*Max-Age=0/);
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    browser.cookies.set('sessionid', key);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
  });

  it('is deleted by its owner after a recent log-in, and not by an old session', async () => {
    browser.cookies.clear();
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    site.clock.advance(11 * 60_000);
    const refused = await browser.send('DELETE', '/api/users/me/');
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'reauthentication-required']);
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect((await browser.send('DELETE', '/api/users/me/')).statusCode).toBe(204);
    expect(await site.stores.users.findByUsernameKey('ana')).toBeNull();
  });
});
