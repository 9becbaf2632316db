import { beforeEach, describe, expect, it } from 'vitest';
import { hours } from '../../../../src/core/kernel/clock.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  refusalOf,
  refusedWith,
} from '../../../support/core.ts';

/* djoser's reset of a username by mail, under the rules of any mailed link (C). */

let site: AccountsForTest;
beforeEach(async () => {
  site = await accountsForTest({ links: { usernameResetUrl: '/username/{uid}/{token}' } });
  await site.activated();
  await site.clearMails();
});

const ask = (email = 'ana@mail.example') =>
  site.useCases.username.requestReset({ email, visitor: site.visitor() });

async function linkSent() {
  await ask();
  const { path } = await site.mail('username-reset');
  const [uid = '', token = ''] = path.split('/').slice(-2);
  return { uid, token };
}

const reset = (link: { uid: string; token: string }, username = 'anita') =>
  site.useCases.username.reset({ ...link, username, visitor: site.visitor() });

describe('the reset of a username', () => {
  it('is asked for with the same work for every address, and only the owner of one hears of it', async () => {
    const known = await site.workOf(() => ask());
    const unknown = await site.workOf(() => ask('nobody@mail.example'));
    expect(unknown).toEqual(known);
    expect(await site.mailed()).toEqual(['username-reset → ana@mail.example']);
  });

  it('sets the name by the link, once, and leaves session and password as they are', async () => {
    const issued = await site.logIn();
    const link = await linkSent();
    await site.clearMails();
    await reset(link);
    expect(await site.mailed()).toEqual(['username-changed → ana@mail.example']);
    expect((await site.principalOf(issued)).user.username).toBe('anita');
    expect(await refusedWith(reset(link, 'another'))).toBe('invalid-link');
    await site.logIn({ identifier: 'anita' });
    expect((await site.audited()).filter((line) => line.startsWith('username-reset'))).toEqual([
      'username-reset-request ok',
      'username-reset ok',
      'username-reset failed',
    ]);
  });

  it('leaves the link good where the name is not', async () => {
    await site.activated({ username: 'bea', email: 'bea@mail.example' });
    const link = await linkSent();
    expect(await refusedWith(reset(link, 'bea'))).toBe('username: username_taken');
    expect(await refusedWith(reset(link, 'no blanks'))).toBe('username: username_invalid');
    await reset(link);
  });

  it('refuses a link that is another user’s, of another kind, or too old, at the floor of failures', async () => {
    const bea = await site.activated({ username: 'bea', email: 'bea@mail.example' });
    const link = await linkSent();
    const others = Buffer.from(String(bea.id)).toString('base64url');
    expect(await refusedWith(reset({ ...link, uid: others }))).toBe('invalid-link');
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const [uid = '', token = ''] = (await site.mail('password-reset')).path.split('/').slice(-3);
    expect(await refusedWith(reset({ uid, token }))).toBe('invalid-link');
    const { waitedMs } = await site.workOf(() => reset({ uid, token }));
    expect(waitedMs).toEqual([500]);
    site.clock.advance(hours(1));
    expect(await refusedWith(reset(link))).toBe('invalid-link');
  });

  it('sixteen at once with one link set one name', async () => {
    const link = await linkSent();
    expect(await atOnce(16, (index) => reset(link, `anita-${index}`))).toEqual({
      done: 1,
      refused: ['invalid-link'],
    });
  });

  it('is not mailed where the site has no page for it', async () => {
    site = await accountsForTest();
    await site.activated();
    await site.clearMails();
    await ask();
    expect(await site.mailed()).toEqual([]);
  });

  it('dies with a change of the password', async () => {
    const link = await linkSent();
    const principal = await site.loggedIn();
    await site.useCases.password.change({
      principal,
      oldPassword: site.logInForm().password,
      newPassword1: 'lanterns-above-9-harbours',
      newPassword2: 'lanterns-above-9-harbours',
      visitor: site.visitor(),
    });
    expect((await refusalOf(reset(link))).code).toBe('invalid-link');
  });
});
