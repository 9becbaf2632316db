import { describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/kernel/clock.ts';
import { accountsForTest, keyIn, OTHER_PASSWORD, refusedWith, resetIn, tight } from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';

async function openSite() {
  const site = await accountsForTest({ limits: { logInPerAccount: tight(2), logInPerDevice: tight(5) } });
  const { id } = await site.activated();
  const { deviceKey } = await site.logIn();
  const here = site.visitor({ deviceKey });
  const principal = await site.principalOf(await site.logIn({ visitor: here }));
  const guess = () => refusedWith(site.logIn({ password: OTHER_PASSWORD, visitor: here }));
  const known = async () => (await site.stores.devices.listOfUser(id)).map((device) => device.id);
  const forget = (deviceId: number, by = principal) =>
    site.useCases.device.forget({ principal: by, deviceId, visitor: here });
  return { site, id, here, principal, guess, known, forget };
}

describe('a known browser', () => {
  test('that is forgotten is a stranger’s again, while its session goes on', async () => {
    const { site, known, forget, guess, principal } = await openSite();
    const [device = 0] = await known();
    await forget(device);
    expect(await known()).toEqual([]);
    expect(await site.useCases.session.list({ principal })).toHaveLength(2);
    expect([await guess(), await guess(), await guess()]).toEqual([
      'invalid-credentials',
      'invalid-credentials',
      'throttled',
    ]);
    expect((await site.events()).find(({ action }) => action === 'device-forget')).toMatchObject({
      success: true,
      userId: principal.user.id,
      detail: { device },
    });
  });

  test('is forgotten by its own user alone, with a password given lately, once', async () => {
    const { site, known, forget } = await openSite();
    const [device = 0] = await known();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const ben = await site.principalOf(await site.logIn({ identifier: 'ben' }));
    expect(await refusedWith(forget(device, ben))).toBe('not-found');
    expect(await known()).toEqual([device]);
    site.clock.advance(minutes(10));
    await forget(device);
    expect(await refusedWith(forget(device))).toBe('not-found');
    site.clock.advance(1);
    expect(await refusedWith(forget(device))).toBe('reauthentication-required');
  });

  test('is one of twenty: the one unused for longest makes room', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const logInAnew = async (index: number) => {
      site.clock.advance(1);
      await site.logIn({ visitor: site.visitor({ userAgent: `Browser ${index}` }) });
    };
    for (let index = 1; index <= 20; index += 1) await logInAnew(index);
    const names = async () => (await site.stores.devices.listOfUser(id)).map(({ userAgent }) => userAgent);
    expect(await names()).toHaveLength(20);
    expect((await names()).at(-1)).toBe('Browser 1');
    await logInAnew(21);
    expect(await names()).toHaveLength(20);
    expect((await names()).at(-1)).toBe('Browser 2');
    expect((await names())[0]).toBe('Browser 21');
  });

  test('is forgotten by a reset, which may be shutting a thief out', async () => {
    const { site, known, here } = await openSite();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: here });
    const link = resetIn((await site.mail('password-reset')).path);
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...link, ...words, visitor: here });
    expect(await known()).toEqual([]);
  });

  test('is forgotten by a password that an operator sets', async () => {
    const { site, known } = await openSite();
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site),
      password: OTHER_PASSWORD,
    });
    expect(await known()).toEqual([]);
  });

  test('is forgotten by a way back to an old address', async () => {
    const { site, known, here, principal } = await openSite();
    const email = 'thief@mail.example';
    await site.useCases.email.requestChange({ principal, email, visitor: here });
    const key = keyIn((await site.mail('email-change-confirm', email)).path);
    await site.useCases.email.confirmChange({ principal, key, visitor: here });
    expect(await known()).toHaveLength(1);
    const { undoPath } = await site.mail('email-changed');
    await site.useCases.email.undoChange({ key: keyIn(undoPath), visitor: here });
    expect(await known()).toEqual([]);
  });

  test('is listed for an operator, and forgotten by one', async () => {
    const { site, known } = await openSite();
    await site.logIn({ visitor: site.visitor({ userAgent: 'Phone' }) });
    const [, device = 0] = await known();
    const listed = await site.useCases.device.listByOperator({ userId: await idOf(site) });
    expect(listed.map(({ id }) => id)).toEqual(await known());
    expect(JSON.stringify(listed)).not.toContain('keyHash');
    const forget = async (which: number | 'all') =>
      site.useCases.device.forgetByOperator({ userId: await idOf(site), which });
    expect([await forget(device), await forget(device), await forget('all'), await forget('all')]).toEqual([
      1, 0, 1, 0,
    ]);
    const told = (await site.events()).filter(({ action }) => action === 'device-forget');
    expect(told.map(({ detail }) => detail)).toEqual([{ devices: 1 }, { devices: 1 }]);
    await site.logIn({ visitor: site.visitor({ userAgent: 'Phone' }) });
    const [anas = 0] = await known();
    expect(await site.useCases.device.forgetByOperator({ userId: 987_654_321, which: anas })).toBe(0);
    expect(await known()).toEqual([anas]);
  });
});
