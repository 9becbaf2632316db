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
    () => useCases.user.signUp(site.signUpForm({ ...signUp, email: text })),
    () => useCases.user.signUp(site.signUpForm({ ...signUp, username: text })),
    () => useCases.user.signUp(site.signUpForm({ ...signUp, password: text, passwordConfirm: text })),
    () => useCases.user.signUp(site.signUpForm({ ...signUp, firstName: text, lastName: text })),
    () => useCases.user.signUp(site.signUpForm({ ...signUp, extra })),
    () => useCases.user.signUp(site.signUpForm({ ...signUp, sessionKey: text })),
    () => useCases.login.logIn(site.logInForm({ identifier: text, visitor })),
    () => useCases.login.logIn(site.logInForm({ password: text, visitor })),
    () =>
      useCases.login.logIn(site.logInForm({ identifier: text, password: text, sessionKey: text, visitor })),
    () => useCases.login.logOut({ sessionKeys: [text], visitor }),
    () => useCases.login.reauthenticate({ principal, password: text, visitor }),
    () => useCases.password.change({ principal, oldPassword: text, ...passwords, visitor }),
    () => useCases.password.requestReset({ email: text, visitor }),
    () => useCases.password.reset({ uid: text, token: text, ...passwords, visitor }),
    () => useCases.activation.send({ principal: null, email: text, visitor }),
    () => useCases.activation.confirm({ principal: null, key: text, visitor }),
    () => useCases.email.undoChange({ key: text, visitor }),
    () => useCases.link.find({ purpose: 'activation', key: text }),
    () => useCases.email.requestChange({ principal, email: text, visitor }),
    () => useCases.email.confirmChange({ principal, key: text, visitor }),
    () => useCases.user.updateProfile({ principal, username: text, visitor }),
    () => useCases.user.updateProfile({ principal, firstName: text, lastName: text, extra, visitor }),
    () => useCases.session.save({ sessionKey: text, data: { [text]: text }, expiry: null, visitor }),
    () => useCases.session.load({ sessionKey: text }),
    () => useCases.session.cycleKey({ sessionKey: text }),
    () => useCases.session.findPrincipal({ sessionKey: text }),
    () => useCases.user.find({ identifier: text }),
    () => useCases.login.unlock({ identifier: text }),
    () => useCases.login.unlock({ ipAddress: text }),
    () => useCases.user.findNamed({ word: text }),
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
      const end = await endOf(
        site.useCases.user.updateProfile({ principal, firstName: text, extra, visitor }),
      );
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
      const end = await endOf(site.useCases.user.signUp(site.signUpForm({ ...names, password: text })));
      if (end === 'refused') continue;
      const user = await site.useCases.user.find({ identifier: names.username });
      const verify = site.deps.passwordHasher.verify(text, user?.passwordHash ?? null);
      expect((await verify).matches, JSON.stringify(text)).toBe(true);
    }
  });
});
