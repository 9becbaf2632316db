import { describe, expect, test } from 'vitest';
import { MOST_ADDRESSES } from '../../../../src/core/account/email/add-email-address.ts';
import { days, hours, minutes } from '../../../../src/core/kernel/clock.ts';
import type { Principal } from '../../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  keyIn,
  refusedWith,
  tight,
} from '../../../support/core.ts';

const add = (site: AccountsForTest, principal: Principal, email: string) =>
  site.useCases.email.addAddress({ principal, email, visitor: site.visitor() });

const confirm = (site: AccountsForTest, principal: Principal, key: string) =>
  site.useCases.email.confirmAddress({ principal, key, visitor: site.visitor() });

const mailedKey = async (site: AccountsForTest, email: string) =>
  keyIn((await site.mail('email-add-confirm', email)).path);

/** Adds an address and confirms it; answers its id. */
async function own(site: AccountsForTest, principal: Principal, email: string): Promise<number> {
  const { id } = await add(site, principal, email);
  await confirm(site, principal, await mailedKey(site, email));
  return id;
}

const act = (site: AccountsForTest, principal: Principal, addressId: number) => ({
  principal,
  addressId,
  visitor: site.visitor(),
});

async function listed(site: AccountsForTest, principal: Principal): Promise<string[]> {
  const addresses = await site.useCases.email.listAddresses({ principal });
  return addresses.map(({ email, isPrimary, isVerified }) =>
    [email, ...(isPrimary ? ['primary'] : []), ...(isVerified ? [] : ['unverified'])].join(' '),
  );
}

describe('adding an address', () => {
  test('lists it as not verified, mails it a link, and counts for nothing yet', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.clearMails();
    await add(site, principal, ' Second@mail.example ');
    expect(await listed(site, principal)).toEqual([
      'ana@mail.example primary',
      'Second@mail.example unverified',
    ]);
    expect(await site.mailed()).toEqual(['email-add-confirm → Second@mail.example']);
    expect((await site.audited()).at(-1)).toBe('email-add-request ok');
    expect(await refusedWith(site.logIn({ identifier: 'second@mail.example' }))).toBe('invalid-credentials');
  });

  test('needs a password given lately', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(10));
    await add(site, principal, 'second@mail.example');
    site.clock.advance(1);
    expect(await refusedWith(add(site, principal, 'third@mail.example'))).toBe('reauthentication-required');
  });

  test('does not tell whether somebody else has it: same answer, same list, same work, no e-mail', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    await site.clearMails();
    const free = await site.workOf(() => add(site, principal, 'second@mail.example'));
    const taken = await site.workOf(() => add(site, principal, 'BEN@mail.example'));
    expect(taken).toEqual(free);
    expect(await site.mailed()).toEqual(['email-add-confirm → second@mail.example']);
    expect((await listed(site, principal)).slice(1)).toEqual([
      'BEN@mail.example unverified',
      'second@mail.example unverified',
    ]);
    expect((await site.logIn({ identifier: 'ben@mail.example' })).session.userId).not.toBe(principal.user.id);
  });

  test('keeps nobody from signing up with it', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await add(site, principal, 'ben@mail.example');
    const key = await mailedKey(site, 'ben@mail.example');
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    expect(await refusedWith(confirm(site, principal, key))).toBe('invalid-link');
    await site.logIn({ identifier: 'ben@mail.example' });
  });

  test('refuses what is no address, what is there already in any letters, and more than ten', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    expect(await refusedWith(add(site, principal, 'nope'))).toBe('email: invalid_email');
    expect(await refusedWith(add(site, principal, 'ANA@mail.example'))).toBe('email: email_duplicate');
    for (let count = 1; count < MOST_ADDRESSES; count += 1)
      await add(site, principal, `a${count}@mail.example`);
    expect(await refusedWith(add(site, principal, 'A1@mail.example'))).toBe('email: email_duplicate');
    expect(await refusedWith(add(site, principal, 'more@mail.example'))).toBe('email: email_too_many');
  });

  test('adds one of sixteen at once', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const outcome = await atOnce(16, () => add(site, principal, 'second@mail.example'));
    expect(outcome).toEqual({ done: 1, refused: ['invalid-input'] });
  });

  test('cannot be used to fill somebody’s mailbox, nor can asking again', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    const principal = await site.loggedIn();
    await site.clearMails();
    const { id } = await add(site, principal, 'victim@mail.example');
    for (let round = 0; round < 5; round += 1) {
      await site.useCases.email.sendVerification(act(site, principal, id));
    }
    expect(await site.mails()).toHaveLength(2);
  });
});

describe('confirming an added address', () => {
  test('makes it a verified one beside the primary one, which is told', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.clearMails();
    await own(site, principal, 'second@mail.example');
    expect(await listed(site, principal)).toEqual(['ana@mail.example primary', 'second@mail.example']);
    expect(await site.mail('email-list-changed')).toMatchObject({
      how: 'added',
      address: 'second@mail.example',
    });
    expect((await site.mails()).at(-1)?.to).toBe('ana@mail.example');
    expect((await site.audited()).at(-1)).toBe('email-add ok');
  });

  test('opens no way in: only the primary address logs in and resets', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await own(site, principal, 'second@mail.example');
    await add(site, principal, 'third@mail.example');
    await site.clearMails();
    for (const email of ['second@mail.example', 'third@mail.example']) {
      expect(await refusedWith(site.logIn({ identifier: email }))).toBe('invalid-credentials');
      await site.useCases.password.requestReset({ email, visitor: site.visitor() });
    }
    expect(await site.mailed()).toEqual([]);
  });

  test('takes the session of the same user: another’s is refused, and the link stays good', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const ben = await site.principalOf(await site.logIn({ identifier: 'ben' }));
    await add(site, principal, 'second@mail.example');
    const key = await mailedKey(site, 'second@mail.example');
    expect(await refusedWith(confirm(site, ben, key))).toBe('invalid-link');
    expect((await site.audited()).at(-1)).toBe('email-add failed');
    await confirm(site, principal, key);
  });

  test('works once of sixteen at once, for a day, and not for an address that was removed', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await add(site, principal, 'second@mail.example');
    const key = await mailedKey(site, 'second@mail.example');
    const { id } = await add(site, principal, 'third@mail.example');
    const removed = await mailedKey(site, 'third@mail.example');
    await site.useCases.email.removeAddress(act(site, principal, id));
    expect(await refusedWith(confirm(site, principal, removed))).toBe('invalid-link');
    const outcome = await atOnce(16, () => confirm(site, principal, key));
    expect(outcome).toEqual({ done: 1, refused: ['invalid-link'] });
    await add(site, principal, 'fourth@mail.example');
    const late = await mailedKey(site, 'fourth@mail.example');
    site.clock.advance(hours(24));
    expect(await refusedWith(confirm(site, principal, late))).toBe('invalid-link');
  });

  test('can be asked for again as long as it is not done; the links of other addresses stay good', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { id } = await add(site, principal, 'second@mail.example');
    const key = await mailedKey(site, 'second@mail.example');
    await add(site, principal, 'third@mail.example');
    await site.useCases.email.sendVerification(act(site, principal, id));
    await confirm(site, principal, key);
    const again = site.useCases.email.sendVerification(act(site, principal, id));
    expect(await refusedWith(again)).toBe('already-verified');
    expect(await refusedWith(site.useCases.email.sendVerification(act(site, principal, 7)))).toBe(
      'not-found',
    );
  });
});

describe('making an address primary', () => {
  test('moves log-in and reset there, ends other sessions, and tells the old one how to undo it', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const other = await site.logIn();
    const id = await own(site, principal, 'second@mail.example');
    const issued = await site.useCases.email.makePrimary(act(site, principal, id));
    const now = await site.principalOf(issued);
    expect(now.user).toMatchObject({ email: 'second@mail.example', isEmailVerified: true });
    expect(now.session.keyHash).not.toBe(principal.session.keyHash);
    expect(await site.useCases.session.findPrincipal(other)).toBeNull();
    expect(await listed(site, now)).toEqual(['second@mail.example primary', 'ana@mail.example']);
    await site.logIn({ identifier: 'second@mail.example' });
    expect(await refusedWith(site.logIn({ identifier: 'ana@mail.example' }))).toBe('invalid-credentials');
    const { undoPath } = await site.mail('email-changed', 'ana@mail.example');
    await site.useCases.email.undoChange({ key: keyIn(undoPath), visitor: site.visitor() });
    expect((await site.user(principal.user.id)).email).toBe('ana@mail.example');
  });

  test('takes a verified address of the user and a password given lately', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { id } = await add(site, principal, 'second@mail.example');
    const [first] = await site.useCases.email.listAddresses({ principal });
    const make = (addressId: number) =>
      refusedWith(site.useCases.email.makePrimary(act(site, principal, addressId)));
    expect(await make(id)).toBe('email: email_unverified');
    expect(await make(first?.id ?? 0)).toBe('email: email_unchanged');
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const foreign = await site.stores.emailAddresses.findByKey('ben@mail.example');
    expect(await make(foreign?.id ?? 0)).toBe('not-found');
    await confirm(site, principal, await mailedKey(site, 'second@mail.example'));
    site.clock.advance(minutes(10) + 1);
    expect(await make(id)).toBe('reauthentication-required');
    expect((await site.user(principal.user.id)).email).toBe('ana@mail.example');
  });

  test('lets go of an old address that was never verified', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    await site.signedUp();
    const principal = await site.principalOf(await site.logIn());
    const id = await own(site, principal, 'second@mail.example');
    await site.clearMails();
    const now = await site.principalOf(await site.useCases.email.makePrimary(act(site, principal, id)));
    expect(await listed(site, now)).toEqual(['second@mail.example primary']);
    expect(await site.mailed()).toEqual(['welcome → second@mail.example']);
  });
});

describe('removing an address', () => {
  test('frees it, and tells the primary one', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const id = await own(site, principal, 'second@mail.example');
    await site.clearMails();
    await site.useCases.email.removeAddress(act(site, principal, id));
    expect(await listed(site, principal)).toEqual(['ana@mail.example primary']);
    expect(await site.mail('email-list-changed')).toMatchObject({ how: 'removed' });
    expect((await site.audited()).at(-1)).toBe('email-remove ok');
    await site.activated({ email: 'second@mail.example', username: 'ben' });
  });

  test('is not for the primary one, for others’, nor without a password given lately', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const id = await own(site, principal, 'second@mail.example');
    const [first] = await site.useCases.email.listAddresses({ principal });
    const remove = (addressId: number) =>
      refusedWith(site.useCases.email.removeAddress(act(site, principal, addressId)));
    expect(await remove(first?.id ?? 0)).toBe('email: email_primary');
    expect(await remove(7)).toBe('not-found');
    site.clock.advance(minutes(10) + 1);
    expect(await remove(id)).toBe('reauthentication-required');
    expect(await listed(site, principal)).toHaveLength(2);
  });

  test('cannot take away the way back from a change of the primary address', async () => {
    const site = await accountsForTest();
    const thief = await site.loggedIn();
    const id = await own(site, thief, 'thief@mail.example');
    const [before] = await site.useCases.email.listAddresses({ principal: thief });
    const now = await site.principalOf(await site.useCases.email.makePrimary(act(site, thief, id)));
    const remove = () => site.useCases.email.removeAddress(act(site, now, before?.id ?? 0));
    expect(await refusedWith(remove())).toBe('email: email_kept');
    const [, kept] = await site.useCases.email.listAddresses({ principal: now });
    expect(kept?.keptUntil).toEqual(new Date(site.clock.now().getTime() + days(7)));
    const { undoPath } = await site.mail('email-changed', 'ana@mail.example');
    await site.useCases.email.undoChange({ key: keyIn(undoPath), visitor: site.visitor() });
    expect(await site.user(thief.user.id)).toMatchObject({ email: 'ana@mail.example' });
  });
});

test('a change of address takes up one that was added and not confirmed', async () => {
  const site = await accountsForTest();
  const principal = await site.loggedIn();
  await add(site, principal, 'second@mail.example');
  const visitor = site.visitor();
  await site.useCases.email.requestChange({ principal, email: 'second@mail.example', visitor });
  const key = keyIn((await site.mail('email-change-confirm', 'second@mail.example')).path);
  const now = await site.principalOf(await site.useCases.email.confirmChange({ principal, key, visitor }));
  expect(await listed(site, now)).toEqual(['second@mail.example primary', 'ana@mail.example']);
});
