import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { untilActivated } from '../../../src/core/account/activation/until-activated.ts';
import { after, minutes } from '../../../src/core/kernel/clock.ts';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { addUser, noon, sampleAddress } from '../../support/stores/samples.ts';
import { testSettings } from '../../support/test-settings.ts';

const age = minutes(15);
const settings = testSettings({ REMOVE_UNACTIVATED_AFTER_MINUTES: '15' });

const ranks = { user: {}, staff: { isStaff: true }, superuser: { isSuperuser: true } };
const keepers = { here: null, elsewhere: 'ldap' };
const unproved = { isVerified: false };
const proved = { isVerified: true };
const mailboxes = {
  'no address': [],
  'an unproved address': [{ isPrimary: true, ...unproved }],
  'a proved address': [{ isPrimary: true, ...proved }],
  'an unproved and a proved second address': [{ isPrimary: true, ...unproved }, proved],
  'two unproved addresses': [{ isPrimary: true, ...unproved }, unproved],
  'an unproved address added to none': [unproved],
  'a proved address added to none': [proved],
};

const accounts = Object.entries(ranks).flatMap(([rank, facts]) =>
  Object.entries(keepers).flatMap(([place, managedBy]) =>
    Object.entries(mailboxes).map(([mailbox, addresses]) => ({
      title: `${rank} who is looked after ${place}, with ${mailbox}`,
      user: { ...facts, managedBy },
      addresses,
    })),
  ),
);

describe.each(['memory', 'sqlite', 'postgres'] as const)('what e-mails and pages say on %s', (kind) => {
  let stores: OpenStores;
  beforeAll(async () => {
    stores = await openStores(kind);
  });
  afterAll(() => stores.close());

  async function isRemovedAt(id: number, moment: Date): Promise<boolean> {
    return (await stores.users.findUnactivated(after(moment, -age), 1_000)).includes(id);
  }

  test.each(accounts)('of the end of a $title is what the clean-up does', async ({ user, addresses }) => {
    const id = await addUser(stores, { dateJoined: noon, ...user });
    for (const address of addresses) {
      if (address.isVerified) await stores.emailAddresses.add(sampleAddress(id, address));
      else {
        const { email, isPrimary } = sampleAddress(id, address);
        await stores.emailAddresses.addUnclaimed({ id: randomPublicId(), userId: id, email, isPrimary });
      }
    }
    const account = await stores.users.findById(id);
    if (account === null) throw new Error('The sample user is gone.');
    const { removedAt } = untilActivated(settings, account, await stores.emailAddresses.listOfUser(id));
    expect(removedAt).toBeOneOf([null, after(noon, age)]);
    const isTold = removedAt !== null;
    expect(await isRemovedAt(id, after(noon, age))).toBe(false);
    expect(await isRemovedAt(id, after(noon, age + 1))).toBe(isTold);
  });
});

test('nothing is removed where the site keeps everybody', () => {
  const account = { isStaff: false, isSuperuser: false, managedBy: null, dateJoined: noon };
  const addresses = [{ isPrimary: true, isVerified: false }];
  expect(untilActivated(testSettings(), account, addresses)).toMatchObject({ removedAt: null });
});
