import { describe, expect, test } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { type AccountsForTest, accountsForTest, PASSWORD } from '../../support/core.ts';
import { naughtyStrings } from '../../support/naughty-strings.ts';

const extraFields = {
  about: { type: 'text', maxLength: 500, nullable: true, atSignUp: true },
  floor: { type: 'integer', nullable: true, atSignUp: true },
  born: { type: 'date', nullable: true, atSignUp: true },
  keen: { type: 'boolean', default: false, atSignUp: true },
  team: { type: 'choice', choices: { red: 'Red' }, nullable: true, atSignUp: true },
} as const;

/** Runs it and says how it ended; anything but a success or a refusal fails the test. */
async function endOf(work: Promise<unknown>): Promise<'done' | 'refused'> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof AccountsError) return 'refused';
    throw error;
  }
}

async function everyInput(site: AccountsForTest, text: string): Promise<void> {
  const { useCases } = site;
  const visitor = site.visitor({ userAgent: text.slice(0, 512), deviceKey: text });
  const principal = await site.loggedIn();
  const extra = Object.fromEntries(Object.keys(extraFields).map((name) => [name, text]));
  const signUp = { visitor, passwordConfirm: PASSWORD, email: 'new@mail.example', username: 'new' };
  const passwords = { newPassword1: text, newPassword2: text };
  const works = [
    () => useCases.signUp(site.signUpForm({ ...signUp, email: text })),
    () => useCases.signUp(site.signUpForm({ ...signUp, username: text })),
    () => useCases.signUp(site.signUpForm({ ...signUp, password: text, passwordConfirm: text })),
    () => useCases.signUp(site.signUpForm({ ...signUp, firstName: text, lastName: text })),
    () => useCases.signUp(site.signUpForm({ ...signUp, extra })),
    () => useCases.signUp(site.signUpForm({ ...signUp, sessionKey: text })),
    () => useCases.logIn(site.logInForm({ identifier: text, visitor })),
    () => useCases.logIn(site.logInForm({ password: text, visitor })),
    () => useCases.logIn(site.logInForm({ identifier: text, password: text, sessionKey: text, visitor })),
    () => useCases.logOut({ sessionKeys: [text], visitor }),
    () => useCases.reauthenticate({ principal, password: text, visitor }),
    () => useCases.changePassword({ principal, oldPassword: text, ...passwords, visitor }),
    () => useCases.requestPasswordReset({ email: text, visitor }),
    () => useCases.resetPassword({ uid: text, token: text, ...passwords, visitor }),
    () => useCases.sendActivation({ principal: null, email: text, visitor }),
    () => useCases.confirmActivation({ principal: null, key: text, visitor }),
    () => useCases.undoEmailChange({ key: text, visitor }),
    () => useCases.findLink({ purpose: 'activation', key: text }),
    () => useCases.requestEmailChange({ principal, email: text, visitor }),
    () => useCases.confirmEmailChange({ principal, key: text, visitor }),
    () => useCases.updateProfile({ principal, username: text, visitor }),
    () => useCases.updateProfile({ principal, firstName: text, lastName: text, extra, visitor }),
    () => useCases.saveSession({ sessionKey: text, data: { [text]: text }, expiry: null, visitor }),
    () => useCases.loadSession({ sessionKey: text }),
    () => useCases.cycleSessionKey({ sessionKey: text }),
    () => useCases.findPrincipal({ sessionKey: text }),
    () => useCases.findUser({ identifier: text }),
    () => useCases.unlock({ identifier: text }),
    () => useCases.unlock({ ipAddress: text }),
    () => useCases.findUsersNamed({ word: text }),
  ];
  for (const work of works) await endOf(work());
  await site.runJobs();
}

describe('naughty strings', () => {
  test('there are enough of them', () => {
    expect(new Set(naughtyStrings).size).toBeGreaterThanOrEqual(150);
  });

  test('in any text input end in a success or a refusal, never in a fault', async () => {
    for (const text of naughtyStrings) {
      const site = await accountsForTest({ extraFields });
      await everyInput(site, text).catch((error: unknown) => {
        throw new Error(`${JSON.stringify(text.slice(0, 80))} made a fault`, { cause: error });
      });
    }
  });

  test('that are accepted are stored as they are, trimmed', async () => {
    const site = await accountsForTest({ extraFields });
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    let accepted = 0;
    for (const text of naughtyStrings) {
      const extra = { about: text };
      const end = await endOf(site.useCases.updateProfile({ principal, firstName: text, extra, visitor }));
      if (end === 'refused') continue;
      accepted += 1;
      const user = await site.user(principal.user.id);
      expect([user.firstName, user.extra['about' as never]]).toEqual([text.trim(), text.trim()]);
    }
    expect(accepted).toBeGreaterThan(100);
  });

  test('as passwords that are accepted open the account, exactly as typed', async () => {
    const site = await accountsForTest();
    let index = 0;
    for (const text of naughtyStrings) {
      index += 1;
      const names = {
        email: `user${index}@mail.example`,
        username: `user${index}`,
        firstName: '',
        lastName: '',
      };
      const end = await endOf(site.useCases.signUp(site.signUpForm({ ...names, password: text })));
      if (end === 'refused') continue;
      const user = await site.useCases.findUser({ identifier: names.username });
      const verify = site.deps.passwordHasher.verify(text, user?.passwordHash ?? null);
      expect((await verify).matches, JSON.stringify(text)).toBe(true);
    }
  });
});
