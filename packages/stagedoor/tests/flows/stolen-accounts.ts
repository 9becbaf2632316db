import { describe, test } from 'vitest';
import { accountsIn } from '../support/core.ts';
import type { StoreKind } from '../support/open-stores.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';
import { type Move, StolenAccount } from '../support/thief.ts';

/** What thieves have tried, or might: the chains that once took an account for good among them. */
const chains: Readonly<Record<string, readonly Move[]>> = {
  'goes back to the owner’s address by the list, to be mailed a way back': [
    'add thief@',
    'make thief@ primary',
    'make ana@ primary',
  ],
  'changes the address, and goes back by the list': ['change to thief@', 'make ana@ primary'],
  'goes there and back twice': [
    'add thief@',
    'make thief@ primary',
    'make ana@ primary',
    'make thief@ primary',
    'make ana@ primary',
  ],
  'goes back over a second address': [
    'add thief@',
    'change to second@',
    'make thief@ primary',
    'make ana@ primary',
  ],
  'uses a way back of their own first': [
    'add thief@',
    'make thief@ primary',
    'change to second@',
    'undo by thief@',
  ],
  'resets by the new address, to close the owner’s way back': ['change to thief@', 'reset by thief@'],
  'waits between two changes': [
    'change to thief@',
    'wait three days',
    'change to second@',
    'wait three days',
  ],
  'leaves tokens behind': ['make a personal token', 'take the API token', 'change the password'],
  'removes what they may': ['change to thief@', 'remove ana@', 'change to second@', 'remove thief@'],
};

/** Each chain ends the same: the owner resets by the one mailbox that only she reads, and is alone. */
export function describeStolenAccounts(kind: StoreKind): void {
  describe('a stolen account is the owner’s alone after a reset by mail, although the thief', () => {
    const stores = storesUnderTest(kind);

    test.each(Object.entries(chains))('%s', async (_, chain) => {
      const account = await StolenAccount.open(accountsIn(stores()));
      for (const move of chain) await account.take(move);
      await account.recover();
      await account.expectSafe();
      await account.leave();
    });
  });
}
