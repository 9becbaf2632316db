import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
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

    async function lettersAfter(wish: keyof typeof wishes) {
      await site.clearMails();
      await wishes[wish]();
      return (await site.mails()).flatMap(({ letter }) => (letter.letter === wish ? [letter] : []));
    }

    async function namesAfter(wish: keyof typeof wishes): Promise<readonly string[]> {
      const letters = await lettersAfter(wish);
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

    const LIMIT = { attempts: 5, windowMs: hours(1), blockMs: minutes(1), maxBlockMs: hours(1) };

    async function logIn(...usernames: readonly string[]): Promise<void> {
      for (const username of usernames) {
        const { password } = site.signUpForm({ username });
        const who = { identifier: username, password, rememberMe: null, sessionKey: null };
        await site.useCases.logIn({ ...who, visitor: site.visitor() });
      }
    }

    async function withLimits(): Promise<void> {
      await opened.close();
      opened = await openStores(kind);
      const limits = { resetPerAddress: LIMIT, mailPerAddress: LIMIT };
      site = accountsIn(opened, { unverifiedMayLogIn: true, limits });
    }

    test('does not come without end where who claims the address ends each link by a log-in', async () => {
      await withLimits();
      await claimedBy('stranger');
      let left = 0;
      for (let round = 0; round < 30; round += 1) {
        left += (await namesAfter('password-reset')).length;
        await logIn('stranger');
        site.clock.advance(seconds(20));
      }
      expect(left).toBeGreaterThanOrEqual(5);
      expect(left).toBeLessThanOrEqual(12);
    });

    test('comes for the owner at the third wish at the latest, however strangers end their links', async () => {
      await withLimits();
      const before = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6'];
      const later = ['l0', 'l1', 'l2', 'l3', 'l4', 'l5', 'l6'];
      for (const username of [...before, 'ana', ...later]) {
        await claimedBy(username);
        site.clock.advance(minutes(30));
      }
      const names: string[] = [];
      for (let wish = 0; wish < 3; wish += 1) {
        names.push(...(await lettersAfter('password-reset')).map(({ username }) => username));
        await logIn(...before, ...later);
        site.clock.advance(minutes(2));
      }
      expect(names).toContain('ana');
    });

    test('comes for the owner each hour, whatever strangers wish who claim the address too', async () => {
      await withLimits();
      await claimedBy('ana', 'stranger');
      let lastAt = site.clock.now().getTime();
      let longestMs = 0;
      for (let wish = 0; wish < 60; wish += 1) {
        const names = (await lettersAfter('password-reset')).map(({ username }) => username);
        const now = site.clock.now().getTime();
        longestMs = Math.max(longestMs, now - lastAt);
        if (names.includes('ana')) lastAt = now;
        site.clock.advance(minutes(10));
      }
      expect(longestMs).toBeLessThanOrEqual(minutes(70));
    });

    test('comes for who is signed in, however many others claim the address before and after', async () => {
      const names = (letter: string) => Array.from({ length: 11 }, (_, index) => `${letter}${index}`);
      await claimedBy(...names('b'), 'ana', ...names('l'));
      const { password } = site.signUpForm({ username: 'ana' });
      const who = { identifier: 'ana', password, rememberMe: null, sessionKey: null };
      const entered = await site.useCases.logIn({ ...who, visitor: site.visitor() });
      const principal = await site.principalOf(entered.grant);
      site.clock.advance(minutes(11));
      await site.clearMails();
      await site.useCases.sendActivation({ principal, email: '', visitor: site.visitor() });
      const letters = (await site.mails()).flatMap(({ letter }) =>
        letter.letter === 'activation' ? [letter] : [],
      );
      expect(letters.map(({ username }) => username)).toEqual(['ana']);
    });

    test('comes for nobody but who proved it, once somebody has', async () => {
      await claimedBy('stranger');
      await site.activated();
      await site.mails();
      expect(await namesAfter('password-reset')).toEqual(['ana']);
      expect(await namesAfter('activation')).toEqual([]);
    });
  },
);
