import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsIn,
  keyIn,
  OTHER_PASSWORD,
  refusedWith,
  resetIn,
} from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

/* What a page may know of a link before anybody presses its button: it is never shown as good where the press is refused. */

const OTHER_ADDRESS = 'other@mail.example';
const chosen = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };

describe.each(['memory', 'sqlite', 'postgres'] as const)('a link that is looked at on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    opened = await openStores(kind);
    site = accountsIn(opened, { unverifiedMayLogIn: true });
  });
  afterEach(() => opened?.close());

  const findActivation = (key: string) => site.useCases.activation.find({ key, principal: null });

  /** Two accounts with one address; answers the key of each. */
  async function claimedTwice(): Promise<{ first: string; second: string }> {
    await site.signedUp();
    const first = keyIn((await site.mail('activation')).path);
    await site.clearMails();
    await site.signedUp({ username: 'second' });
    return { first, second: keyIn((await site.mail('activation')).path) };
  }

  test('is good for activation until somebody else proves the address, and then says so at once', async () => {
    const { first, second } = await claimedTwice();
    expect(await findActivation(first)).toMatchObject({ passwordReason: 'claimed' });
    expect(await findActivation(second)).toMatchObject({ passwordReason: 'claimed' });
    await site.confirmActivation({ key: second, newPassword: chosen });
    expect(await findActivation(first)).toBeNull();
    expect(await refusedWith(site.confirmActivation({ key: first, newPassword: chosen }))).toBe(
      'invalid-link',
    );
  });

  test('names the one reason for which it asks for a password', async () => {
    const { first } = await claimedTwice();
    await site.logIn({ identifier: 'ana' });
    expect(await findActivation(first)).toMatchObject({ passwordReason: 'in-use' });
  });

  test('is as good as before, however often it is looked at', async () => {
    await site.signedUp();
    const key = keyIn((await site.mail('activation')).path);
    for (let round = 0; round < 3; round += 1) expect(await findActivation(key)).not.toBeNull();
    await site.confirmActivation({ key });
  });

  test('resets no password of whoever only claims an address that somebody else has proved', async () => {
    const { first } = await claimedTwice();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const [ofSecond] = (await site.mails()).flatMap(({ mail }) =>
      mail.mail === 'password-reset' && mail.username !== 'ana' ? [mail.path] : [],
    );
    const link = resetIn(ofSecond ?? '');
    await site.confirmActivation({ key: first, newPassword: chosen });
    const visitor = site.visitor();
    const isGood = (await site.useCases.password.findResetLink(link)) !== null;
    const refusal = await refusedWith(site.useCases.password.reset({ ...link, ...chosen, visitor }));
    expect([isGood, refusal]).toEqual([false, 'invalid-link']);
  });

  describe('to an address', () => {
    let principal: Principal;
    beforeEach(async () => {
      principal = await site.loggedIn();
    });
    const visitor = () => site.visitor();

    async function added(): Promise<{ id: number; key: string }> {
      const { id } = await site.useCases.email.addAddress({
        principal,
        email: OTHER_ADDRESS,
        visitor: visitor(),
      });
      return { id, key: keyIn((await site.mail('email-add-confirm', OTHER_ADDRESS)).path) };
    }

    async function changing(): Promise<string> {
      await site.useCases.email.requestChange({ principal, email: OTHER_ADDRESS, visitor: visitor() });
      return keyIn((await site.mail('email-change-confirm', OTHER_ADDRESS)).path);
    }

    const proveElsewhere = () => site.activated({ username: 'ben', email: OTHER_ADDRESS });
    const findAdded = (key: string) => site.useCases.email.findLink({ purpose: 'email-add', key, principal });
    const findChange = (key: string) =>
      site.useCases.email.findLink({ purpose: 'email-change', key, principal });

    test('that was removed is dead', async () => {
      const { id, key } = await added();
      expect(await findAdded(key)).toEqual({ email: OTHER_ADDRESS });
      await site.useCases.email.removeAddress({ principal, addressId: id, visitor: visitor() });
      expect(await findAdded(key)).toBeNull();
    });

    test('that somebody else has proved is dead, to add it and to change to it', async () => {
      const { key } = await added();
      const change = await changing();
      expect([await findAdded(key), await findChange(change)]).toEqual([
        { email: OTHER_ADDRESS },
        { email: OTHER_ADDRESS },
      ]);
      await proveElsewhere();
      expect([await findAdded(key), await findChange(change)]).toEqual([null, null]);
    });

    test('is nobody else’s', async () => {
      const { key } = await added();
      await site.activated({ username: 'ben', email: 'ben@mail.example' });
      const ben = await site.principalOf(await site.logIn({ identifier: 'ben' }));
      expect(await site.useCases.email.findLink({ purpose: 'email-add', key, principal: ben })).toBeNull();
      expect(await findAdded(key)).toEqual({ email: OTHER_ADDRESS });
    });
  });
});
