import { describe, expect, test } from 'vitest';
import {
  type AccountsForTest,
  accountsForTest,
  goesOn,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';

/** Ana, whose password somebody else chose. */
async function siteWhereAnaMustChange(): Promise<AccountsForTest> {
  const site = await accountsForTest();
  await site.activated();
  await site.useCases.password.setFor({
    by: 'operator',
    userId: await idOf(site),
    password: PASSWORD,
    mustChange: true,
  });
  return site;
}

async function held(site: AccountsForTest, sessionKey: string) {
  const holder = await site.useCases.session.findHolder({ sessionKey });
  if (!holder) throw new Error('The session has ended.');
  return holder;
}

const change = async (site: AccountsForTest, sessionKey: string, newPassword: string) =>
  await site.useCases.password.change({
    principal: await held(site, sessionKey),
    oldPassword: PASSWORD,
    newPassword1: newPassword,
    newPassword2: newPassword,
    visitor: site.visitor(),
  });

describe('who must change the password', () => {
  test('gets a session that signs nobody in, and the log-in says which stage is next', async () => {
    const site = await siteWhereAnaMustChange();
    const loggedIn = await site.useCases.login.logIn(site.logInForm());
    expect(loggedIn).toMatchObject({ outcome: 'stage-required', stage: 'change-password' });
    const { sessionKey } = loggedIn.issued;
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect((await held(site, sessionKey)).session.pendingStage).toBe('change-password');
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'log-in',
      success: true,
      detail: { stage: 'change-password' },
    });
  });

  test('is signed in by the change, under a new key; the next log-in asks for nothing more', async () => {
    const site = await siteWhereAnaMustChange();
    const { sessionKey } = await site.logIn();
    const issued = await goesOn(change(site, sessionKey, OTHER_PASSWORD));
    expect((await site.principalOf(issued)).user).toMatchObject({
      username: 'ana',
      mustChangePassword: false,
    });
    expect(await site.useCases.session.findHolder({ sessionKey })).toBeNull();
    const again = await site.useCases.login.logIn(site.logInForm({ password: OTHER_PASSWORD }));
    expect(again.outcome).toBe('logged-in');
  });

  test('may not keep the password, which stays their own choice for everybody else', async () => {
    const site = await siteWhereAnaMustChange();
    const { sessionKey } = await site.logIn();
    expect(await refusalOf(change(site, sessionKey, PASSWORD))).toEqual({
      code: 'invalid-input',
      fields: { new_password2: [{ code: 'password_unchanged' }] },
    });
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    const free = await accountsForTest();
    await free.activated();
    await expect(change(free, (await free.logIn()).sessionKey, PASSWORD)).resolves.toBeDefined();
  });

  test('passes no stage by proving the old password again, nor by a new session key', async () => {
    const site = await siteWhereAnaMustChange();
    const { sessionKey } = await site.logIn();
    const proved = await site.useCases.login.reauthenticate({
      principal: await held(site, sessionKey),
      password: PASSWORD,
      visitor: site.visitor(),
    });
    expect(await site.useCases.session.findPrincipal(proved)).toBeNull();
    const cycled = await site.useCases.session.cycleKey(proved);
    expect(await site.useCases.session.findPrincipal({ sessionKey: cycled?.sessionKey ?? '' })).toBeNull();
    expect((await held(site, cycled?.sessionKey ?? '')).session.pendingStage).toBe('change-password');
  });

  test('is free of it by a reset, which the owner of the mailbox makes', async () => {
    const site = await siteWhereAnaMustChange();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { path } = await site.mail('password-reset');
    const [, uid = ''] = /reset\/([^/]+)\//.exec(path) ?? [];
    await site.useCases.password.reset({
      uid,
      token: keyIn(path),
      newPassword1: OTHER_PASSWORD,
      newPassword2: OTHER_PASSWORD,
      visitor: site.visitor(),
    });
    const loggedIn = await site.useCases.login.logIn(site.logInForm({ password: OTHER_PASSWORD }));
    expect(loggedIn.outcome).toBe('logged-in');
  });
});
