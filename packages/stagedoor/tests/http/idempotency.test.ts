import { afterEach, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';
import { PASSWORD } from '../support/people.ts';

let site: Site;
afterEach(() => site.close());

const body = (username = 'ana') => ({
  email: `${username}@mail.example`,
  username,
  password: PASSWORD,
  password_confirm: PASSWORD,
});
const signUp = (key: string, payload: object = body()) =>
  site.browser().post('/api/signup/', payload, { 'idempotency-key': key });

describe('a creating request with an Idempotency-Key', () => {
  it('is carried out once, and answered the same each time', async () => {
    site = await openSite();
    const first = await signUp('key-1');
    expect([first.statusCode, first.headers['idempotent-replayed']]).toEqual([201, undefined]);
    const again = await signUp('key-1');
    expect([again.statusCode, again.json(), again.headers['idempotent-replayed']]).toEqual([
      201,
      first.json(),
      'true',
    ]);
    expect(await site.mails()).toHaveLength(1);
  });

  it('is carried out once by sixteen at the same time', async () => {
    site = await openSite();
    const answers = await Promise.all(Array.from({ length: 16 }, () => signUp('key-1')));
    const statuses = new Set(answers.map(({ statusCode }) => statusCode));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    expect(await site.mails()).toHaveLength(1);
  });

  it('may be sent again after it was refused', async () => {
    site = await openSite();
    expect((await signUp('key-1', { ...body(), password_confirm: 'another' })).statusCode).toBe(400);
    expect((await signUp('key-1', { ...body(), password_confirm: 'another' })).statusCode).toBe(400);
    expect((await signUp('key-1')).statusCode).toBe(201);
  });

  it('with another body is a 422', async () => {
    site = await openSite();
    await signUp('key-1');
    expect((await signUp('key-1', body('ben'))).statusCode).toBe(422);
    expect(await site.stores.users.findByUsernameKey('ben')).toBeNull();
  });

  it.each([
    ['192.0.2.7', '192.0.2.8'],
    ['2001:db8:0:1::7', '2001:db8:0:2::7'],
  ])('is good in the network of a stranger alone: %s is not answered for %s', async (mine, theirs) => {
    site = await openSite({ env: { TRUSTED_PROXIES: '127.0.0.0/8' } });
    const from = (address: string) => site.browser({ 'x-forwarded-for': address });
    const key = { 'idempotency-key': 'key-1' };
    const first = await from(mine).post('/api/signup/', body(), key);
    expect(first.statusCode).toBe(201);
    const theirsAnswer = await from(theirs).post('/api/signup/', body(), key);
    expect([theirsAnswer.statusCode, theirsAnswer.headers['idempotent-replayed']]).toEqual([400, undefined]);
    // Nor may one stranger keep another from a key.
    expect((await from(theirs).post('/api/signup/', body('ben'), key)).statusCode).toBe(201);
    const again = await from(mine).post('/api/signup/', body(), key);
    expect([again.json(), again.headers['idempotent-replayed']]).toEqual([first.json(), 'true']);
  });

  it('never gives a session twice', async () => {
    site = await openSite({ env: { LOGIN_AFTER_SIGNUP: 'true', UNVERIFIED_MAY_LOG_IN: 'true' } });
    const first = await signUp('key-1');
    expect(String(first.headers['set-cookie'])).toContain('sessionid=');
    const again = await signUp('key-1');
    expect([again.statusCode, again.headers['set-cookie']]).toEqual([409, undefined]);
  });

  it('is forgotten after 24 hours', async () => {
    site = await openSite();
    await signUp('key-1');
    site.clock.advance(24 * 3_600_000);
    const again = await signUp('key-1');
    expect([again.statusCode, Object.keys(again.json())]).toEqual([400, ['username']]);
  });

  it.each(['', 'a b', 'ñ', 'x'.repeat(256)])('with the key %j is a 400', async (key) => {
    site = await openSite();
    expect((await signUp(key)).statusCode).toBe(400);
  });
});
