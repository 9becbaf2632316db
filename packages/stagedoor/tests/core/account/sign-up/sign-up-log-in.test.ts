import { describe, expect, test } from 'vitest';
import { type AccountsForTest, accountsForTest, PASSWORD, refusedWith } from '../../../support/core.ts';

const sides = [true, false];
const sites = sides.flatMap((logInAfterSignUp) =>
  sides.flatMap((unverifiedMayLogIn) =>
    sides.map((unverifiedMayHaveTokens) => ({
      logInAfterSignUp,
      unverifiedMayLogIn,
      unverifiedMayHaveTokens,
    })),
  ),
);
const forms = {
  'with an address': { email: 'ana@mail.example', waits: 'activation-pending' },
  'without one': { email: '', waits: 'opened' },
};

/** Each way to open an account, with the log-in that asks the gate for the same. */
const ways = {
  'a session': {
    signUp: (site: AccountsForTest, email: string) => site.useCases.user.signUp(site.signUpForm({ email })),
    logIn: (site: AccountsForTest) => site.logIn({ identifier: 'ana', password: PASSWORD }),
  },
  'a pair of tokens': {
    signUp: (site: AccountsForTest, email: string) =>
      site.useCases.user.signUpForTokenPair(site.signUpForm({ email })),
    logIn: (site: AccountsForTest) => site.useCases.jwt.obtainPair(asked(site)),
  },
  'an API token': {
    signUp: (site: AccountsForTest, email: string) =>
      site.useCases.user.signUpForApiToken(site.signUpForm({ email })),
    logIn: (site: AccountsForTest) => site.useCases.apiToken.obtain(asked(site)),
  },
};

function asked(site: AccountsForTest) {
  return { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
}

describe.each(Object.entries(ways))('a sign-up for %s', (_, { signUp, logIn }) => {
  describe.each(Object.entries(forms))('%s', (_, { email, waits }) => {
    test.each(sites)('gives at once what a log-in would, and never fails half-way: %o', async (settings) => {
      const asked = { email: { isRequired: false }, firstName: null, lastName: null, passwordTwice: true };
      const site = await accountsForTest({ ...settings, signUpFields: asked });
      const { outcome } = await signUp(site, email);
      const isLetIn = await logIn(site).then(
        () => true,
        () => false,
      );
      expect(outcome).toBe(settings.logInAfterSignUp && isLetIn ? 'logged-in' : waits);
    });
  });
});

test('a site that gives the unverified sessions alone opens the account and keeps the tokens back', async () => {
  const site = await accountsForTest({
    logInAfterSignUp: true,
    unverifiedMayLogIn: true,
    unverifiedMayHaveTokens: false,
  });
  const { outcome } = await site.useCases.user.signUpForTokenPair(site.signUpForm());
  expect(outcome).toBe('activation-pending');
  expect(await refusedWith(site.useCases.jwt.obtainPair(asked(site)))).toBe('email-unverified');
  await site.logIn({ identifier: 'ana', password: PASSWORD });
});
