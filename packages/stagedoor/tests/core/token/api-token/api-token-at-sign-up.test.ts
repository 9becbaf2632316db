import { describe, expect, it } from 'vitest';
import type { LogIn } from '../../../../src/core/login/log-in.ts';
import { type AccountsForTest, accountsForTest, keyIn } from '../../../support/core.ts';
import { idOf } from '../../../support/id-of.ts';

/* Sites on REST framework make the token when the user is made, by a signal. */

const operatorsUser = {
  username: 'bea',
  email: 'bea@mail.example',
  password: 'lanterns-above-9-harbours',
  validatePassword: true,
  isStaff: false,
  isSuperuser: false,
};

const keyOf = async ({ stores }: AccountsForTest, userId: number) =>
  (await stores.apiTokens.findOfUser(userId))?.key ?? null;

function obtain(accounts: AccountsForTest, who: Partial<LogIn> = {}) {
  const { identifier, password, visitor } = accounts.logInForm(who);
  return accounts.useCases.apiToken.obtain({ identifier, password, visitor });
}

describe('a site that wants every user to have an API token', () => {
  it('makes it with a sign-up, and hands out that very one once the address is verified', async () => {
    const accounts = await accountsForTest({ apiTokenAtSignUp: true });
    const { id } = await accounts.signedUp();
    const key = await keyOf(accounts, id);
    expect(key).toMatch(/^[0-9a-f]{40}$/);
    await expect(obtain(accounts)).rejects.toMatchObject({ refusal: { code: 'invalid-credentials' } });
    const { path } = await accounts.mail('activation');
    await accounts.useCases.activation.confirm({
      principal: null,
      key: keyIn(path),
      visitor: accounts.visitor(),
    });
    expect((await obtain(accounts)).key).toBe(key);
  });

  it('makes it for a user of the command line or of code, whom it calls no visitor', async () => {
    const accounts = await accountsForTest({ apiTokenAtSignUp: true });
    const user = await accounts.useCases.user.create({ by: 'operator', ...operatorsUser });
    const key = await keyOf(accounts, user.id);
    expect((await obtain(accounts, { identifier: 'bea', password: operatorsUser.password })).key).toBe(key);
    expect(
      (await accounts.useCases.apiToken.issue({ userId: await idOf(accounts, 'bea'), anew: false })).key,
    ).toBe(key);
  });

  it('leaves no trace of a log-in', async () => {
    const accounts = await accountsForTest({ apiTokenAtSignUp: true });
    const user = await accounts.useCases.user.create({ by: 'operator', ...operatorsUser });
    expect((await accounts.user(user.id)).lastLogin).toBeNull();
    expect(await accounts.audited()).toEqual(['user-create ok']);
    expect(await accounts.mailed()).toEqual(['welcome → bea@mail.example']);
  });

  it('makes none for a user who must choose a password first', async () => {
    const accounts = await accountsForTest({ apiTokenAtSignUp: true });
    const user = await accounts.useCases.user.create({
      by: 'operator',
      ...operatorsUser,
      mustChangePassword: true,
    });
    expect(await keyOf(accounts, user.id)).toBeNull();
  });

  it('does the same work for a taken address', async () => {
    const accounts = await accountsForTest({ apiTokenAtSignUp: true });
    const fresh = await accounts.workOf(() => accounts.useCases.user.signUp(accounts.signUpForm()));
    const taken = await accounts.workOf(() =>
      accounts.useCases.user.signUp(accounts.signUpForm({ username: 'other' })),
    );
    expect(taken.asked).toContain('apiTokens.put');
    expect({ ...taken, asked: [...taken.asked].sort() }).toEqual({
      ...fresh,
      asked: [...fresh.asked].sort(),
    });
  });
});

it('a site that says nothing makes no token before it is asked for', async () => {
  const accounts = await accountsForTest();
  expect(await keyOf(accounts, (await accounts.activated()).id)).toBeNull();
});
