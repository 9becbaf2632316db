import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { days } from '../../../src/core/kernel/clock.ts';
import { issueLink } from '../../../src/core/link/issue-link.ts';
import { accountsForTest, keyIn, OTHER_PASSWORD, refusedWith, resetIn } from '../../support/core.ts';
import { type Move, moves, StolenAccount } from '../../support/thief.ts';

// The owner's way back lives a week: whoever stays away longer has agreed to the new address.
const MOST_WAITS = 2;

/** Plays the chain and lets the owner come back; answers how far the thief got. */
async function play(chain: readonly Move[]): Promise<number> {
  const account = await StolenAccount.open(await accountsForTest());
  for (const [index, move] of chain.entries()) {
    if (!(await account.take(move))) return index;
  }
  await account.recover();
  await account.expectSafe();
  return chain.length;
}

const waits = (chain: readonly Move[]) => chain.filter((move) => move === 'wait three days').length;

/** Every chain of moves of some length, but for those that begin with one that was refused. */
async function playAll(alphabet: readonly Move[], length: number): Promise<number> {
  let played = 0;
  const deeper = async (chain: readonly Move[]): Promise<void> => {
    for (const move of alphabet) {
      const longer = [...chain, move];
      if (waits(longer) > MOST_WAITS) continue;
      if ((await play(longer)) < longer.length) continue;
      played += 1;
      if (longer.length < length) await deeper(longer);
    }
  };
  await deeper([]);
  return played;
}

describe('after the owner’s reset nothing that a thief planted opens the account', () => {
  test('whatever two moves came before', async () => {
    expect(await playAll(moves, 2)).toBeGreaterThan(70);
  });

  test('whatever four moves with addresses came before', async () => {
    const alphabet = moves.slice(moves.indexOf('add thief@'), moves.indexOf('change the password'));
    const withoutThird = alphabet.filter((move) => !move.includes('second@') || move.startsWith('change'));
    expect(await playAll(withoutThird, 4)).toBeGreaterThan(150);
  }, 60_000);

  test('however long the chain', async () => {
    const chains = fc.array(fc.constantFrom(...moves), { minLength: 4, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(chains, async (wished) => {
        const account = await StolenAccount.open(await accountsForTest());
        const done: Move[] = [];
        for (const move of wished) {
          if (waits([...done, move]) > MOST_WAITS) continue;
          if (await account.take(move)) done.push(move);
        }
        await account.recover();
        await account.expectSafe();
      }),
      { numRuns: 60 },
    );
  }, 100_000);
});

describe('links that an older version of Stagedoor has left', () => {
  /** A way back to the thief that is younger than the owner's, with the account at the owner's address. */
  async function planted() {
    const site = await accountsForTest();
    const user = await site.activated();
    const thief = { id: 1, userId: user.id, email: 'thief@mail.example', emailKey: 'thief@mail.example' };
    await site.stores.emailAddresses.add({ ...thief, isVerified: true, isPrimary: false });
    const wayBack = (email: string, securityVersion: number) =>
      issueLink(site.stores, {
        purpose: 'email-change-undo',
        user: { id: user.id, securityVersion },
        email,
        now: site.clock.now(),
        lifeMs: days(7),
      });
    const owners = await wayBack(user.email, 1);
    const thiefs = await wayBack(thief.email, 2);
    const undo = (key: string) => site.useCases.email.undoChange({ key, visitor: site.visitor() });
    return { site, user, owners, thiefs, undo };
  }

  test('do not let a younger way back remove the address of an older one', async () => {
    const { site, user, owners, thiefs, undo } = await planted();
    await undo(thiefs);
    expect((await site.user(user.id)).email).toBe('thief@mail.example');
    await undo(owners);
    expect((await site.user(user.id)).email).toBe(user.email);
    expect(await site.stores.emailAddresses.listOfUser(user.id)).toHaveLength(1);
  });

  test('are closed by a reset as far as they are younger', async () => {
    const { site, user, thiefs, undo } = await planted();
    await site.useCases.password.requestReset({ email: user.email, visitor: site.visitor() });
    const link = resetIn((await site.mail('password-reset')).path);
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...link, ...words, visitor: site.visitor() });
    expect(await refusedWith(undo(thiefs))).toBe('invalid-link');
    const principal = await site.loggedIn({ password: OTHER_PASSWORD });
    await site.useCases.email.removeAddress({ principal, addressId: 1, visitor: site.visitor() });
    expect(await site.stores.emailAddresses.listOfUser(user.id)).toHaveLength(1);
  });
});

describe('a reset by whoever came last', () => {
  test('leaves the way back of whoever was there before', async () => {
    const account = await StolenAccount.open(await accountsForTest());
    expect(await account.take('change to thief@')).toBe(true);
    expect(await account.take('reset by thief@')).toBe(true);
    await account.recover();
    await account.expectSafe();
  });
});

describe('going back to an address that could still be taken back', () => {
  test('tells both addresses, offers no way back, and leaves the other one to be removed', async () => {
    const site = await accountsForTest();
    const account = await StolenAccount.open(site);
    for (const move of ['add thief@', 'make thief@ primary'] as const) await account.take(move);
    await site.clearMails();
    expect(await account.take('make ana@ primary')).toBe(true);
    expect(await site.mailed()).toEqual([
      'email-returned → ana@mail.example',
      'email-returned → thief@mail.example',
    ]);
    expect(
      await site.stores.oneTimeLinks.listOfUser(account.userId, 'email-change-undo', site.clock.now()),
    ).toEqual([]);
    expect(await account.take('remove thief@')).toBe(true);
  });

  test('gives the other one up at once where the change replaces it', async () => {
    const site = await accountsForTest();
    const account = await StolenAccount.open(site);
    await account.take('change to thief@');
    await account.take('change to ana@');
    const left = await site.stores.emailAddresses.listOfUser(account.userId);
    expect(left.map(({ email }) => email)).toEqual(['ana@mail.example']);
  });

  test('is a change like any other once the way back has run out', async () => {
    const site = await accountsForTest();
    const account = await StolenAccount.open(site);
    for (const move of ['add thief@', 'make thief@ primary'] as const) await account.take(move);
    site.clock.advance(days(7));
    await account.take('make ana@ primary');
    expect((await site.mail('email-changed', 'thief@mail.example')).newEmail).toBe('ana@mail.example');
  });
});

describe('an account that somebody opened with a foreign address', () => {
  test('loses every other address when the mailbox’s owner resets it', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    const { id } = await site.signedUp();
    const squatter = await site.principalOf(await site.logIn());
    const visitor = site.visitor();
    for (const email of ['thief@mail.example', 'second@mail.example'])
      await site.useCases.email.addAddress({ principal: squatter, email, visitor });
    const { path } = await site.mail('email-add-confirm', 'thief@mail.example');
    await site.useCases.email.confirmAddress({ principal: squatter, key: keyIn(path), visitor });
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    const link = resetIn((await site.mail('password-reset')).path);
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...link, ...words, visitor });
    const left = await site.stores.emailAddresses.listOfUser(id);
    expect(left.map(({ email, isVerified }) => [email, isVerified])).toEqual([['ana@mail.example', true]]);
    expect((await site.audited()).filter((event) => event === 'email-remove ok')).toHaveLength(2);
  });

  test('keeps them where the reset is refused, because somebody else proved the address meanwhile', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    const { id } = await site.signedUp();
    const squatter = await site.principalOf(await site.logIn());
    const visitor = site.visitor();
    await site.useCases.email.addAddress({ principal: squatter, email: 'second@mail.example', visitor });
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    const link = resetIn((await site.mail('password-reset')).path);
    await site.activated({ username: 'owner' });
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    const resetting = site.useCases.password.reset({ ...link, ...words, visitor });
    expect(await refusedWith(resetting)).toBe('invalid-link');
    expect(await site.stores.emailAddresses.listOfUser(id)).toHaveLength(2);
  });
});
