import { describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/core/session/session.ts';
import { accountsForTest, OTHER_PASSWORD, refusedWith, type SettingsForTest } from '../../support/core.ts';

const signedUp = async (changes: SettingsForTest = {}) => {
  const site = await accountsForTest({
    unverifiedMayLogIn: true,
    unverifiedMayHaveTokens: false,
    ...changes,
  });
  await site.signedUp();
  return site;
};

describe('who may log in before the address is verified', () => {
  test('has a session and no token of any kind', async () => {
    const site = await signedUp();
    const principal = await site.principalOf(await site.logIn());
    const { useCases } = site;
    const form = site.logInForm();
    const visitor = site.visitor();
    const scope = { permissions: [], methods: 'read' } as const;
    const personal = { principal, name: 'a', scope, expiresInDays: 1, visitor };
    for (const ask of [
      () => useCases.apiToken.obtain(form),
      () => useCases.jwt.obtainPair(form),
      () => useCases.jwt.obtainSliding(form),
      () => useCases.login.findPasswordPrincipal(form),
      () => useCases.personalToken.create(personal),
      () => useCases.ticket.create({ principal, purpose: 'chat' }),
    ])
      expect(await refusedWith(ask())).toBe('email-unverified');
  });

  test('gets none at sign-up either, and has signed up all the same', async () => {
    const site = await signedUp({ logInAfterSignUp: true });
    const form = site.signUpForm({ email: 'ben@mail.example', username: 'ben', password: OTHER_PASSWORD });
    expect(await site.useCases.user.signUpForTokenPair(form)).toMatchObject({
      outcome: 'activation-pending',
    });
    await site.logIn({ identifier: 'ben', password: OTHER_PASSWORD });
  });

  test('gets them where the site says so, and everybody who is verified does', async () => {
    const weaker = await signedUp({ unverifiedMayHaveTokens: true });
    await weaker.useCases.apiToken.obtain(weaker.logInForm());
    const site = await accountsForTest({ unverifiedMayHaveTokens: false });
    await site.activated();
    await site.useCases.apiToken.obtain(site.logInForm());
  });

  test('does not pass the rule of the verified, nor does who has no address', async () => {
    const site = await signedUp();
    const rule = { verified: true } as const;
    const principal = await site.principalOf(await site.logIn());
    const isAllowed = (who: Principal) => site.useCases.access.isAllowed({ principal: who, rule });
    const refusal = (who: Principal) =>
      refusedWith(site.useCases.access.requireAllowed({ principal: who, rule }));
    expect([await isAllowed(principal), await refusal(principal)]).toEqual([false, 'email-unverified']);
    const nobody = { ...principal, user: { ...principal.user, email: '', isEmailVerified: false } };
    expect([await isAllowed(nobody), await refusal(nobody)]).toEqual([false, 'email-unverified']);
    const verified = { ...principal, user: { ...principal.user, isEmailVerified: true } };
    expect(await isAllowed(verified)).toBe(true);
    await site.useCases.access.requireAllowed({ principal: verified, rule });
  });
});
