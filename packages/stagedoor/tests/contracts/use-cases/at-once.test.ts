import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import {
  accountsIn,
  atOnce,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  resetIn,
  tight,
} from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

/** What each of some works ended with: its answer's absence, or the refusal. Faults fail the test. */
async function ends(works: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  return await Promise.all(
    works.map((work) =>
      work().then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof AccountsError) return error.refusal.code;
          throw error;
        },
      ),
    ),
  );
}

describe.each(['sqlite', 'postgres'] as const)('at once on %s', (kind) => {
  let opened: OpenStores;
  beforeEach(async () => {
    opened = await openStores(kind);
  });
  afterEach(() => opened?.close());
  const stores = () => opened;
  const words = (password: string) => ({ newPassword1: password, newPassword2: password });

  test('of sixteen accounts that claim one address one proves it', async () => {
    const site = accountsIn(stores());
    const { done } = await atOnce(16, (index) =>
      site.useCases.user.signUp(site.signUpForm({ username: `ana${index}` })),
    );
    expect(done).toBe(16);
    const mails = await site.mails();
    const keys = mails.flatMap(({ mail }) => (mail.mail === 'activation' ? keyIn(mail.path) : []));
    const visitor = site.visitor();
    const outcome = await atOnce(16, (index) =>
      site.useCases.activation.confirm({
        principal: null,
        key: keys[index] ?? '',
        newPassword: words(OTHER_PASSWORD),
        visitor,
      }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-link'] });
    const users = await site.stores.users.list({ afterId: 0, limit: 100 });
    expect(users.filter((user) => user.isEmailVerified)).toHaveLength(1);
    expect(users.filter((user) => user.email === 'ana@mail.example')).toHaveLength(16);
  });

  test('sixteen sign-ups with one address make one account where the site tells of it', async () => {
    const site = accountsIn(stores(), { signUpRevealsTakenEmail: true });
    const outcome = await atOnce(16, (index) =>
      site.useCases.user.signUp(site.signUpForm({ username: `ana${index}` })),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-input'] });
    const users = await site.stores.users.list({ afterId: 0, limit: 100 });
    expect(users.filter((user) => user.email === 'ana@mail.example')).toHaveLength(1);
  });

  test('sixteen sign-ups with one name make one account', async () => {
    const site = accountsIn(stores());
    const outcome = await atOnce(16, (index) =>
      site.useCases.user.signUp(site.signUpForm({ email: `ana${index}@mail.example` })),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-input'] });
    expect(await site.mails()).toHaveLength(1);
  });

  test('sixteen activations open the account once', async () => {
    const site = accountsIn(stores());
    await site.signedUp();
    const key = keyIn((await site.mail('activation')).path);
    const visitor = site.visitor();
    const outcome = await atOnce(16, () =>
      site.useCases.activation.confirm({ principal: null, key, visitor }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-link'] });
  });

  test('sixteen resets by one link set one password', async () => {
    const site = accountsIn(stores());
    await site.activated();
    const visitor = site.visitor();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    const link = resetIn((await site.mail('password-reset')).path);
    const outcome = await atOnce(16, (index) =>
      site.useCases.password.reset({ ...link, ...words(`${OTHER_PASSWORD}${index}`), visitor }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-link'] });
    expect((await site.audited()).filter((event) => event === 'password-reset ok')).toHaveLength(1);
  });

  test('sixteen changes of password from sixteen sessions let one win, and leave its session only', async () => {
    const site = accountsIn(stores());
    await site.activated();
    const principals = await Promise.all(
      Array.from({ length: 16 }, async () => await site.principalOf(await site.logIn())),
    );
    const visitor = site.visitor();
    const changes = principals.map(
      (principal, index) => () =>
        site.useCases.password.change({
          principal,
          oldPassword: PASSWORD,
          ...words(`${OTHER_PASSWORD}${index}`),
          visitor,
        }),
    );
    const outcomes = await ends(changes);
    const winner = outcomes.indexOf('done');
    expect(outcomes.filter((end) => end === 'done')).toHaveLength(1);
    expect(outcomes.filter((end) => end === 'not-authenticated')).toHaveLength(15);
    await site.logIn({ password: `${OTHER_PASSWORD}${winner}` });
    const { id } = principals[0]?.user ?? { id: 0 };
    expect(await site.stores.sessions.listOfUser(id, site.clock.now())).toHaveLength(2);
  });

  test('log-ins and a change of password leave no session of the old password alive', async () => {
    const site = accountsIn(stores());
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    const logIns = Array.from({ length: 8 }, () => () => site.logIn());
    const change = () =>
      site.useCases.password.change({ principal, oldPassword: PASSWORD, ...words(OTHER_PASSWORD), visitor });
    const outcomes = await ends([...logIns.slice(4), change, ...logIns.slice(0, 4)]);
    expect(outcomes[4]).toBe('done');
    const left = await site.stores.sessions.listOfUser(principal.user.id, site.clock.now());
    expect(left.map((session) => session.id)).toEqual([principal.session.id]);
  });

  test('log-ins never leave more sessions than a user may have', async () => {
    const site = accountsIn(stores(), { session: { maxPerUser: 3 } });
    const { id } = await site.activated();
    expect((await atOnce(16, () => site.logIn())).done).toBe(16);
    expect(await site.stores.sessions.listOfUser(id, site.clock.now())).toHaveLength(3);
  });

  test('sixteen guesses pass no limit', async () => {
    const site = accountsIn(stores(), { limits: { logInPerAccount: tight(5) } });
    await site.activated();
    site.hashed.length = 0;
    await atOnce(16, () => site.logIn({ password: OTHER_PASSWORD }));
    expect(site.hashed).toHaveLength(5);
  });

  test('of two last superusers who leave, one stays', async () => {
    const site = accountsIn(stores());
    const superusers = [];
    for (const username of ['one', 'two']) {
      const email = `${username}@mail.example`;
      const access = { validatePassword: true, isStaff: true, isSuperuser: true };
      await site.useCases.user.create({ by: 'operator', username, email, password: PASSWORD, ...access });
      superusers.push(await site.principalOf(await site.logIn({ identifier: username })));
    }
    const visitor = site.visitor();
    const leave = superusers.map((principal) => () => site.useCases.user.delete({ principal, visitor }));
    expect((await ends(leave)).sort()).toEqual(['done', 'invalid-input']);
    expect(await site.stores.users.countSuperusers()).toBe(1);
  });

  test('of two last superusers who are shut, one stays', async () => {
    const site = accountsIn(stores());
    const shut = [];
    for (const username of ['one', 'two']) {
      const access = { password: null, validatePassword: false, isStaff: true, isSuperuser: true };
      const { id } = await site.useCases.user.create({ by: 'operator', username, email: '', ...access });
      shut.push(() => site.useCases.user.deactivate({ by: 'operator', userId: id }));
    }
    expect((await ends(shut)).sort()).toEqual(['done', 'invalid-input']);
    expect(await site.stores.users.countSuperusers()).toBe(1);
  });

  test('log-ins and the shutting of an account leave no session alive', async () => {
    const site = accountsIn(stores());
    const { id } = await site.activated();
    const logIns = Array.from({ length: 8 }, () => () => site.logIn());
    await ends([
      ...logIns.slice(4),
      () => site.useCases.user.deactivate({ by: 'operator', userId: id }),
      ...logIns.slice(0, 4),
    ]);
    expect(await site.stores.sessions.listOfUser(id, site.clock.now())).toEqual([]);
  });

  test('a thief’s next change of address and the owner’s way back: the owner has the account', async () => {
    for (let round = 0; round < 5; round += 1) {
      const site = accountsIn(stores());
      const names = { email: `ana${round}@mail.example`, username: `ana${round}` };
      const { id } = await site.activated(names);
      const visitor = site.visitor();
      const first = await site.principalOf(await site.logIn({ identifier: names.username }));
      await site.useCases.email.requestChange({
        principal: first,
        email: `thief${round}@mail.example`,
        visitor,
      });
      const key = keyIn((await site.mail('email-change-confirm')).path);
      const issued = await site.useCases.email.confirmChange({ principal: first, key, visitor });
      const thief = await site.principalOf(issued);
      const undo = keyIn((await site.mail('email-changed', names.email)).undoPath);
      site.clock.advance(minutes(1));
      await site.useCases.email.requestChange({
        principal: thief,
        email: `fence${round}@mail.example`,
        visitor,
      });
      const next = keyIn((await site.mail('email-change-confirm')).path);
      const [, undone] = await ends([
        () => site.useCases.email.confirmChange({ principal: thief, key: next, visitor }),
        () => site.useCases.email.undoChange({ key: undo, visitor }),
      ]);
      expect(undone).toBe('done');
      expect((await site.user(id)).email).toBe(names.email);
      expect(await site.stores.sessions.listOfUser(id, site.clock.now())).toEqual([]);
    }
  });

  test('an activation and the clean-up: the account is open, or it is gone', async () => {
    for (let round = 0; round < 5; round += 1) {
      const site = accountsIn(stores(), { removeUnactivatedAfterMs: minutes(15) });
      const names = { email: `ana${round}@mail.example`, username: `ana${round}` };
      await site.signedUp(names);
      const key = keyIn((await site.mail('activation')).path);
      const visitor = site.visitor();
      site.clock.advance(minutes(15) - 1);
      const cleaner = accountsIn(stores(), { removeUnactivatedAfterMs: minutes(15) });
      cleaner.clock.set(new Date(site.clock.now().getTime() + 2));
      const [activated] = await ends([
        () => site.useCases.activation.confirm({ principal: null, key, visitor }),
        () => cleaner.useCases.activation.removeUnactivated(),
      ]);
      const user = await site.useCases.user.find({ identifier: names.username });
      expect(user?.isEmailVerified ?? 'gone').toBe(activated === 'done' ? true : 'gone');
    }
  });

  test('sixteen proofs of a password give one new session key', async () => {
    const site = accountsIn(stores());
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    const outcome = await atOnce(16, () =>
      site.useCases.login.reauthenticate({ principal, password: PASSWORD, visitor }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['not-authenticated'] });
  });

  test('a session ended while its password is changed takes the change back', async () => {
    const site = accountsIn(stores());
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    const sessionId = principal.session.id;
    const outcomes = await ends([
      () =>
        site.useCases.password.change({
          principal,
          oldPassword: PASSWORD,
          ...words(OTHER_PASSWORD),
          visitor,
        }),
      () => site.useCases.session.end({ principal, sessionId, visitor }),
    ]);
    const password = outcomes[0] === 'done' ? OTHER_PASSWORD : PASSWORD;
    await site.logIn({ password });
    const other = password === PASSWORD ? OTHER_PASSWORD : PASSWORD;
    expect(await refusedWith(site.logIn({ password: other }))).toBe('invalid-credentials');
  });

  test('sixteen first log-ins of somebody from outside make one user', async () => {
    const site = accountsIn(stores());
    const person = { username: 'bea', email: 'bea@mail.example' };
    site.backendsBefore.push({
      name: 'external-api',
      outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified: false, namesIgnoreCase: false },
      authenticate: async () => ({ outcome: 'asserted', person }),
    });
    const grants = await Promise.all(Array.from({ length: 16 }, () => site.logIn({ identifier: 'bea' })));
    expect(new Set(grants.map(({ session }) => session.userId)).size).toBe(1);
    expect((await site.audited()).filter((row) => row === 'sign-up ok')).toHaveLength(1);
  });
});
