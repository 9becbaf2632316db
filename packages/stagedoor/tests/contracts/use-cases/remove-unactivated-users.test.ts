import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeUnactivatedUsers } from '../../../src/core/account/activation/remove-unactivated-users.ts';
import type { Dependencies } from '../../../src/core/dependencies.ts';
import { after, minutes } from '../../../src/core/kernel/clock.ts';
import { foldRecords } from '../../../src/core/kernel/feature-records.ts';
import { accountRecords } from '../../../src/core/open-features.ts';
import type { Settings } from '../../../src/core/settings.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type FixedClock, fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { testSettings } from '../../support/test-settings.ts';

const cleanUpOn = testSettings({ REMOVE_UNACTIVATED_AFTER_MINUTES: '15' });

describe.each(['memory', 'sqlite', 'postgres'] as const)(
  'the clean-up of accounts never activated on %s',
  (kind) => {
    let stores: OpenStores;
    let clock: FixedClock;
    beforeEach(async () => {
      stores = await openStores(kind);
      clock = fixedClock('2026-01-01T12:00:00Z');
    });
    afterEach(() => stores.close());

    // What features have to forget asks for no ports but these.
    const ports = () =>
      ({ ...stores, clock, settings: cleanUpOn, fileOwners: new Map() }) as unknown as Dependencies;
    const ofAccounts = () => foldRecords(accountRecords(ports));
    const cleanUp = (settings: Settings = cleanUpOn) =>
      removeUnactivatedUsers({ ...stores, featureRecords: ofAccounts(), clock, settings });

    test('goes on past an account that a feature of the site cannot forget, and tells of it', async () => {
      for (const id of [11, 12, 13]) await join(id, 16);
      const forget = async (_: unknown, { userId }: { readonly userId: number }) => {
        if (userId === 12) throw new Error('the shelf is locked');
        return [];
      };
      const featureRecords = { ...ofAccounts(), forget };
      await expect(
        removeUnactivatedUsers({ ...stores, featureRecords, clock, settings: cleanUpOn }),
      ).rejects.toThrow('the shelf is locked');
      const left = await Promise.all([11, 12, 13].map((id) => stores.users.findById(id)));
      expect(left.map((user) => user?.id ?? null)).toEqual([null, 12, null]);
    });

    async function join(id: number, minutesAgo: number, facts: Partial<NewUser> = {}): Promise<void> {
      await stores.users.create({
        id,
        username: `user${id}`,
        firstName: '',
        lastName: '',
        passwordHash: '!',
        isActive: true,
        isStaff: false,
        isSuperuser: false,
        language: null,
        dateJoined: after(clock.now(), -minutes(minutesAgo)),
        extra: {},
        ...facts,
      });
      const email = `user${id}@example.com`;
      const address = { email, emailKey: email, isVerified: false, isPrimary: true };
      await stores.emailAddresses.add({ id: id + 1000, userId: id, ...address });
    }

    const isThere = async (id: number) => (await stores.users.findById(id)) !== null;

    test('leaves an account of 14 minutes and removes one of 16', async () => {
      await join(1, 14);
      await join(2, 16);
      expect(await cleanUp()).toEqual({ removed: 1 });
      expect(await isThere(1)).toBe(true);
      expect(await isThere(2)).toBe(false);
      clock.advance(minutes(2));
      expect(await cleanUp()).toEqual({ removed: 1 });
    });

    test('leaves staff, superusers and the activated, however old', async () => {
      await join(1, 600, { isStaff: true });
      await join(2, 600, { isSuperuser: true });
      await join(3, 600);
      await stores.emailAddresses.markVerified(3, 'user3@example.com');
      expect(await cleanUp()).toEqual({ removed: 0 });
    });

    test('frees the name and the address', async () => {
      await join(1, 16);
      await cleanUp();
      await join(1, 0);
      expect(await isThere(1)).toBe(true);
      expect(await stores.emailAddresses.findByKey('user1@example.com')).not.toBeNull();
    });

    test('writes each removal to the audit log', async () => {
      await join(1, 16);
      await cleanUp();
      expect(await stores.audit.listOfUser(1, { limit: 10 })).toMatchObject([
        {
          action: 'user-clean-up',
          success: true,
          occurredAt: clock.now(),
          detail: { reason: 'never-activated' },
        },
      ]);
    });

    test('removes any number, in batches', async () => {
      for (let id = 1; id <= 105; id += 1) await join(id, 16);
      expect(await cleanUp()).toEqual({ removed: 105 });
    });

    test('does nothing where it is off', async () => {
      await join(1, 6_000);
      expect(await cleanUp(testSettings())).toEqual({ removed: 0 });
      expect(await isThere(1)).toBe(true);
    });

    test('lets an activation at the same moment win, or never have happened', async () => {
      for (let id = 1; id <= 12; id += 1) await join(id, 16);
      const activations = Array.from({ length: 12 }, async (_, index) => {
        const id = index + 1;
        const isActivated = await stores.transact(async (inside) => {
          if ((await inside.users.lockById(id)) === null) return false;
          return await inside.emailAddresses.markVerified(id, `user${id}@example.com`);
        });
        return { id, isActivated };
      });
      const [outcomes] = await Promise.all([Promise.all(activations), cleanUp(), cleanUp()]);
      for (const { id, isActivated } of outcomes) expect(await isThere(id)).toBe(isActivated);
    });
  },
);
