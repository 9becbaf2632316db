import { describe, expect, test } from 'vitest';
import { days, hours, minutes, seconds } from '../../../../src/core/kernel/clock.ts';
import type { SessionHolder } from '../../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  goesOn,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  resetIn,
  tight,
} from '../../../support/core.ts';

const ask = (site: AccountsForTest, principal: SessionHolder, email: string) =>
  site.useCases.email.requestChange({ principal, email, visitor: site.visitor() });

async function mailedKey(site: AccountsForTest, principal: SessionHolder, email: string): Promise<string> {
  await ask(site, principal, email);
  return keyIn((await site.mail('email-change-confirm', email)).path);
}

const confirm = (site: AccountsForTest, principal: SessionHolder, key: string) =>
  site.useCases.email.confirmChange({ principal, key, visitor: site.visitor() });

/** Changes the address and answers who is signed in afterwards. */
async function change(
  site: AccountsForTest,
  principal: SessionHolder,
  email: string,
): Promise<SessionHolder> {
  const key = await mailedKey(site, principal, email);
  return await site.principalOf(await confirm(site, principal, key));
}

/** The same person, after giving the password once more. */
async function provenAgain(site: AccountsForTest, principal: SessionHolder): Promise<SessionHolder> {
  const visitor = site.visitor();
  return await site.principalOf(
    await site.useCases.login.reauthenticate({ principal, password: PASSWORD, visitor }),
  );
}

const undo = (site: AccountsForTest, key: string) =>
  site.useCases.email.undoChange({ key, visitor: site.visitor() });

const undoKey = async (site: AccountsForTest, to: string) =>
  keyIn((await site.mail('email-changed', to)).undoPath);

describe('asking for a new address', () => {
  test('changes nothing yet, and mails a link to the new address only', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.clearMails();
    await ask(site, principal, ' Ana.New@Mail.example ');
    expect(await site.mailed()).toEqual(['email-change-confirm → Ana.New@mail.example']);
    expect((await site.user(principal.user.id)).email).toBe('ana@mail.example');
    expect((await site.audited()).at(-1)).toBe('email-change-request ok');
  });

  test('needs a password given lately', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(10));
    await ask(site, principal, 'new@mail.example');
    site.clock.advance(1);
    expect(await refusedWith(ask(site, principal, 'new@mail.example'))).toBe('reauthentication-required');
  });

  test('does not tell whether the address is taken: same answer, same work, no e-mail', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    await site.clearMails();
    const free = await site.workOf(() => ask(site, principal, 'new@mail.example'));
    const taken = await site.workOf(() => ask(site, principal, 'BEN@mail.example'));
    expect(taken).toEqual(free);
    expect(await site.mailed()).toEqual(['email-change-confirm → new@mail.example']);
  });

  test('refuses what is no address, and the one that is there already', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    expect(await refusedWith(ask(site, principal, 'nope'))).toBe('email: invalid_email');
    expect(await refusedWith(ask(site, principal, 'ana@mail.example'))).toBe('email: email_unchanged');
  });

  test('may change how the own address is written', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { user } = await change(site, principal, 'Ana@mail.example');
    expect(user).toMatchObject({ email: 'Ana@mail.example', isEmailVerified: true });
    expect(await site.stores.emailAddresses.listOfUser(user.id)).toHaveLength(1);
  });

  test('cannot be used to fill somebody’s mailbox', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    const principal = await site.loggedIn();
    await site.clearMails();
    for (let round = 0; round < 5; round += 1) {
      await ask(site, principal, 'victim@mail.example');
      await site.runJobs();
    }
    expect(await site.mails()).toHaveLength(2);
  });

  test('is not held back by what others asked for the same address', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    await site.activated();
    await site.activated({ username: 'bea', email: 'bea@mail.example' });
    const askAfterOthers = async () => {
      const ana = await site.loggedIn();
      const bea = await site.loggedIn({ identifier: 'bea' });
      for (let round = 0; round < 5; round += 1) {
        await ask(site, bea, 'new@mail.example');
        await site.runJobs();
      }
      await site.clearMails();
      await ask(site, ana, 'new@mail.example');
      return await site.mailed();
    };
    // In the first day an account may be one of many that somebody makes for this.
    site.clock.advance(days(1) - minutes(1));
    expect(await askAfterOthers()).toEqual([]);
    site.clock.advance(minutes(1));
    expect(await askAfterOthers()).toEqual(['email-change-confirm → new@mail.example']);
  });

  test.each(['change', 'add'] as const)(
    'has no count of its own for an account that is deleted and made again (%s)',
    async (wish) => {
      const site = await accountsForTest({ limits: { mailPerAddress: tight(3) } });
      const email = 'victim@mail.example';
      for (let round = 0; round < 8; round += 1) {
        await site.activated({ username: 'bea', email: `bea${round}@mail.example` });
        const principal = await site.loggedIn({ identifier: 'bea' });
        const { visitor } = site.logInForm();
        if (wish === 'change') await ask(site, principal, email);
        else await site.useCases.email.addAddress({ principal, email, visitor });
        await site.runJobs();
        await site.useCases.user.delete({ principal, visitor });
        site.clock.advance(seconds(1));
      }
      expect((await site.mails()).filter(({ to }) => to === email)).toHaveLength(3);
    },
  );
});

describe('confirming a new address', () => {
  test('makes it the verified primary one, under a new session key', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const now = await change(site, principal, 'new@mail.example');
    expect(now.user).toMatchObject({ email: 'new@mail.example', isEmailVerified: true });
    expect(now.session.id).toBe(principal.session.id);
    expect(now.session.keyHash).not.toBe(principal.session.keyHash);
    expect((await site.audited()).at(-1)).toBe('email-change ok');
    await site.logIn({ identifier: 'new@mail.example' });
    expect(await refusedWith(site.logIn({ identifier: 'ana@mail.example' }))).toBe('invalid-credentials');
  });

  test('ends every other session and kills every older link', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const other = await site.logIn();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const reset = resetIn((await site.mail('password-reset')).path);
    const now = await change(site, principal, 'new@mail.example');
    expect(await site.useCases.session.findPrincipal(other)).toBeNull();
    expect(await site.useCases.password.findResetLink(reset)).toBeNull();
    expect(await site.useCases.session.list({ principal: now })).toHaveLength(1);
  });

  test('takes the session of the same user: another’s is refused, and the link stays good', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const ben = await site.principalOf(await site.logIn({ identifier: 'ben' }));
    const key = await mailedKey(site, principal, 'new@mail.example');
    expect(await refusedWith(confirm(site, ben, key))).toBe('invalid-link');
    expect((await site.audited()).at(-1)).toBe('email-change failed');
    expect((await site.user(ben.user.id)).email).toBe('ben@mail.example');
    await confirm(site, principal, key);
  });

  test('works once, of sixteen at once', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const key = await mailedKey(site, principal, 'new@mail.example');
    const outcome = await atOnce(16, () => confirm(site, principal, key));
    expect(outcome).toEqual({ done: 1, refused: ['invalid-link'] });
  });

  test('is refused, and changes nothing, when the session ended meanwhile', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const key = await mailedKey(site, principal, 'new@mail.example');
    const { id } = principal.session;
    await site.useCases.session.end({ principal, sessionId: id, visitor: site.visitor() });
    expect(await refusedWith(confirm(site, principal, key))).toBe('not-authenticated');
    expect((await site.user(principal.user.id)).email).toBe('ana@mail.example');
    expect(await site.useCases.link.find({ purpose: 'email-change', key })).not.toBeNull();
  });

  test('is refused when the address was taken meanwhile', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const key = await mailedKey(site, principal, 'new@mail.example');
    await site.activated({ email: 'NEW@mail.example', username: 'quicker' });
    expect(await refusedWith(confirm(site, principal, key))).toBe('invalid-link');
    expect((await site.user(principal.user.id)).email).toBe('ana@mail.example');
  });

  test('is good for a day', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const key = await mailedKey(site, principal, 'new@mail.example');
    site.clock.advance(hours(24) - 1);
    expect(await site.useCases.link.find({ purpose: 'email-change', key })).not.toBeNull();
    site.clock.advance(1);
    expect(await refusedWith(confirm(site, principal, key))).toBe('invalid-link');
  });

  test('is dead after a change of password', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const key = await mailedKey(site, principal, 'new@mail.example');
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    const changing = site.useCases.password.change({
      principal,
      oldPassword: 'tulips-under-7-bridges',
      ...words,
      visitor: site.visitor(),
    });
    expect(await refusedWith(confirm(site, await site.principalOf(await goesOn(changing)), key))).toBe(
      'invalid-link',
    );
  });
});

describe('taking a change of address back', () => {
  test('is offered to the old address only', async () => {
    const site = await accountsForTest();
    await change(site, await site.loggedIn(), 'new@mail.example');
    const told = (await site.mails()).filter((mail) => mail.mail.mail === 'email-changed');
    expect(told.map((mail) => mail.to)).toEqual(['ana@mail.example']);
    expect(await site.mail('email-changed')).toMatchObject({
      newEmail: 'new@mail.example',
      undoExpiresInMinutes: 7 * 24 * 60,
    });
  });

  test('gives the address back, ends every session, and leaves the way in to a reset by mail', async () => {
    const site = await accountsForTest();
    const thief = await change(site, await site.loggedIn(), 'thief@mail.example');
    const { user } = await undo(site, await undoKey(site, 'ana@mail.example'));
    expect(user.email).toBe('ana@mail.example');
    expect(await site.user(user.id)).toMatchObject({ email: 'ana@mail.example', isEmailVerified: true });
    expect(await site.useCases.session.list({ principal: thief })).toEqual([]);
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    expect(await refusedWith(site.logIn({ identifier: 'thief@mail.example' }))).toBe('invalid-credentials');
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { path } = await site.mail('password-reset');
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...resetIn(path), ...words, visitor: site.visitor() });
    await site.logIn({ password: OTHER_PASSWORD });
  });

  test('works although the thief changed the password too', async () => {
    const site = await accountsForTest();
    const thief = await change(site, await site.loggedIn(), 'thief@mail.example');
    await site.useCases.password.change({
      principal: thief,
      oldPassword: 'tulips-under-7-bridges',
      newPassword1: OTHER_PASSWORD,
      newPassword2: OTHER_PASSWORD,
      visitor: site.visitor(),
    });
    const key = await undoKey(site, 'ana@mail.example');
    expect(await site.useCases.link.find({ purpose: 'email-change-undo', key })).not.toBeNull();
    const { user } = await undo(site, key);
    expect((await site.user(user.id)).email).toBe('ana@mail.example');
    expect(await refusedWith(site.logIn({ password: OTHER_PASSWORD }))).toBe('invalid-credentials');
  });

  test('works although the thief changed the address twice, and the thief cannot take it back again', async () => {
    const site = await accountsForTest();
    const thief = await change(site, await site.loggedIn(), 'thief1@mail.example');
    site.clock.advance(minutes(1));
    await change(site, thief, 'thief2@mail.example');
    const owners = await undoKey(site, 'ana@mail.example');
    const thiefs = await undoKey(site, 'thief1@mail.example');
    const { user } = await undo(site, owners);
    expect((await site.user(user.id)).email).toBe('ana@mail.example');
    expect(await refusedWith(undo(site, thiefs))).toBe('invalid-link');
  });

  test('stays with the owner although the thief takes a change of theirs back first', async () => {
    const site = await accountsForTest();
    const thief = await change(site, await site.loggedIn(), 'thief1@mail.example');
    site.clock.advance(minutes(1));
    await change(site, thief, 'thief2@mail.example');
    await undo(site, await undoKey(site, 'thief1@mail.example'));
    const { user } = await undo(site, await undoKey(site, 'ana@mail.example'));
    expect((await site.user(user.id)).email).toBe('ana@mail.example');
  });

  test('works once, of sixteen at once', async () => {
    const site = await accountsForTest();
    await change(site, await site.loggedIn(), 'new@mail.example');
    const key = await undoKey(site, 'ana@mail.example');
    expect(await atOnce(16, () => undo(site, key))).toEqual({ done: 1, refused: ['invalid-link'] });
  });

  test('is possible for seven days; then the old address is free for anybody', async () => {
    const site = await accountsForTest();
    const now = await change(site, await site.loggedIn(), 'new@mail.example');
    const key = await undoKey(site, 'ana@mail.example');
    site.clock.advance(days(7) - 1);
    await site.runJobs();
    expect(await site.useCases.link.find({ purpose: 'email-change-undo', key })).not.toBeNull();
    await site.useCases.user.signUp(site.signUpForm({ username: 'early' }));
    expect(await site.stores.users.findByEmailKey('ana@mail.example')).toMatchObject({ id: now.user.id });
    site.clock.advance(1);
    expect(await refusedWith(undo(site, key))).toBe('invalid-link');
    await site.runJobs();
    const newcomer = await site.signedUp({ email: 'ana@mail.example', username: 'late' });
    expect(newcomer.id).not.toBe(now.user.id);
  });

  test('is not offered to an address that was never verified: it may be anybody’s', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    await site.signedUp({ email: 'typo@mail.example' });
    await site.clearMails();
    const now = await change(site, await site.principalOf(await site.logIn()), 'ana@mail.example');
    expect(await site.mailed()).toEqual([
      'email-change-confirm → ana@mail.example',
      'welcome → ana@mail.example',
    ]);
    expect(await site.stores.emailAddresses.findByKey('typo@mail.example')).toBeNull();
    expect(now.user).toMatchObject({ email: 'ana@mail.example', isEmailVerified: true });
  });

  test('is limited for one source', async () => {
    const site = await accountsForTest({ limits: { linkPerSource: tight(2) } });
    await refusedWith(undo(site, 'guess1'));
    await refusedWith(undo(site, 'guess2'));
    expect(await refusedWith(undo(site, 'guess3'))).toBe('throttled');
  });
});

describe('releasing an address that was kept for an undo', () => {
  test('leaves the one that is primary again', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await change(site, principal, 'new@mail.example');
    await undo(site, await undoKey(site, 'ana@mail.example'));
    site.clock.advance(days(8));
    await site.runJobs();
    expect((await site.user(principal.user.id)).email).toBe('ana@mail.example');
  });

  test('waits for the way back of the newest change, not of the first one', async () => {
    const site = await accountsForTest();
    const emailKey = 'ana@mail.example';
    const away = await change(site, await site.loggedIn(), 'new@mail.example');
    site.clock.advance(days(2));
    const back = await change(site, await provenAgain(site, away), emailKey);
    site.clock.advance(days(2));
    await change(site, await provenAgain(site, back), 'other@mail.example');
    site.clock.advance(days(3) + 1);
    await site.runJobs();
    expect(await site.stores.emailAddresses.findByKey(emailKey)).not.toBeNull();
    expect(await site.useCases.user.find({ identifier: 'new@mail.example' })).toBeNull();
    const { user } = await undo(site, await undoKey(site, emailKey));
    expect(user.email).toBe(emailKey);
    site.clock.advance(days(8));
    await site.runJobs();
    expect((await site.user(user.id)).email).toBe(emailKey);
  });

  test('leaves one that its owner made a second address of meanwhile', async () => {
    const site = await accountsForTest();
    const emailKey = 'ana@mail.example';
    const away = await change(site, await site.loggedIn(), 'new@mail.example');
    const { user } = away;
    const idOf = async (email: string) =>
      (await site.stores.emailAddresses.listOfUser(user.id)).find((own) => own.email === email)?.id ?? 0;
    const makePrimary = async (principal: SessionHolder, email: string) =>
      await site.principalOf(
        await site.useCases.email.makePrimary({
          principal,
          addressId: await idOf(email),
          visitor: site.visitor(),
        }),
      );
    const back = await makePrimary(away, emailKey);
    site.clock.advance(minutes(9));
    await makePrimary(back, 'new@mail.example');
    site.clock.advance(days(7) - minutes(1));
    await site.runJobs();
    site.clock.advance(days(7));
    await site.runJobs();
    expect(await site.stores.emailAddresses.findByKey(emailKey)).toMatchObject({ userId: user.id });
  });

  test('leaves one that belongs to somebody else by now', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const emailKey = 'spare@mail.example';
    const spare = { id: 1, userId: id, email: emailKey, emailKey, isVerified: true, isPrimary: false };
    await site.stores.emailAddresses.add(spare);
    await site.useCases.email.release({ userId: id + 1, emailKey });
    expect(await site.stores.emailAddresses.findByKey(emailKey)).toEqual(spare);
    await site.useCases.email.release({ userId: id, emailKey });
    expect(await site.stores.emailAddresses.findByKey(emailKey)).toBeNull();
  });
});

describe('the same mailbox in another form', () => {
  test('is taken up in the new form, and the old one goes with it, proved or not', async () => {
    for (const unverifiedMayLogIn of [false, true]) {
      const site = await accountsForTest({ unverifiedMayLogIn });
      if (unverifiedMayLogIn) await site.signedUp();
      else await site.activated();
      const principal = await site.principalOf(await site.logIn());
      const { user } = await change(site, principal, 'ANA@mail.example');
      expect(user).toMatchObject({ email: 'ANA@mail.example', isEmailVerified: true });
      expect(await site.stores.emailAddresses.listOfUser(user.id)).toMatchObject([
        { email: 'ANA@mail.example', emailKey: 'ana@mail.example', isPrimary: true },
      ]);
    }
  });
});
