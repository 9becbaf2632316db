import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/clock.ts';
import { type AccountsForTest, accountsIn } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

const ADDRESS = 'ana@mail.example';

describe.each(storeKinds)(
  'a letter that somebody asks for by an address that nobody has proved, on %s',
  (kind) => {
    let opened: OpenStores;
    let site: AccountsForTest;
    beforeEach(async () => {
      opened = await openStores(kind);
      site = accountsIn(opened, { unverifiedMayLogIn: true });
    });
    afterEach(() => opened?.close());

    async function claimedBy(...usernames: readonly string[]): Promise<void> {
      for (const username of usernames) {
        await site.useCases.signUp(site.signUpForm({ username }));
        site.clock.advance(1);
      }
      await site.mails();
    }

    const wishes = {
      activation: () =>
        site.useCases.sendActivation({ principal: null, email: ADDRESS, visitor: site.visitor() }),
      'password-reset': () => site.useCases.requestPasswordReset({ email: ADDRESS, visitor: site.visitor() }),
    } as const;

    async function namesAfter(wish: keyof typeof wishes): Promise<readonly string[]> {
      await site.clearMails();
      await wishes[wish]();
      const letters = (await site.mails()).flatMap(({ letter }) => (letter.letter === wish ? [letter] : []));
      expect(letters.map(({ isOneOfSeveral }) => isOneOfSeveral === true)).toEqual(
        letters.map(() => letters.length > 1),
      );
      return letters.map(({ username }) => username).sort();
    }

    const purposes = ['activation', 'password-reset'] as const;

    test.each(purposes)('comes for the owner too, whoever signed up with it later (%s)', async (purpose) => {
      await claimedBy('ana', 'stranger');
      expect(await namesAfter(purpose)).toEqual(['ana', 'stranger']);
    });

    test.each(purposes)('comes once where one account claims it, and says no more (%s)', async (purpose) => {
      await claimedBy('ana');
      expect(await namesAfter(purpose)).toEqual(['ana']);
    });

    test.each(purposes)(
      'comes for the owner, and for ten at most, however many others claim it (%s)',
      async (purpose) => {
        const strangers = Array.from({ length: 14 }, (_, index) => `stranger${index}`);
        await claimedBy('ana', ...strangers);
        site.clock.advance(minutes(11));
        const names = await namesAfter(purpose);
        expect(names).toContain('ana');
        expect(names).toHaveLength(10);
      },
    );

    test('comes for nobody but who proved it, once somebody has', async () => {
      await claimedBy('stranger');
      await site.activated();
      await site.mails();
      expect(await namesAfter('password-reset')).toEqual(['ana']);
      expect(await namesAfter('activation')).toEqual([]);
    });
  },
);
