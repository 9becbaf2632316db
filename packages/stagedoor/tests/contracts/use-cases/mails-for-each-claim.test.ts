import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import type { MailData } from '../../../src/core/outbox/mail-data.ts';
import { type AccountsForTest, accountsIn } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

const ADDRESS = 'ana@mail.example';

const namesIn = (mail: MailData): readonly string[] => {
  if ('accounts' in mail) return mail.accounts.map(({ username }) => username);
  return 'username' in mail ? [mail.username] : [];
};
const some = (name: string, howMany: number) =>
  Array.from({ length: howMany }, (_, index) => `${name}${index}`);

describe.each(storeKinds)(
  'an e-mail that somebody asks for by an address that nobody has proved, on %s',
  (kind) => {
    // A database takes its time for a hundred sign-ups, and is asked the same.
    const isQuick = kind === 'memory';
    const half = isQuick ? 25 : 6;
    let opened: OpenStores;
    let site: AccountsForTest;
    beforeEach(async () => {
      opened = await openStores(kind);
      site = accountsIn(opened, { unverifiedMayLogIn: true });
    });
    afterEach(() => opened?.close());

    async function claimedBy(...usernames: readonly string[]): Promise<void> {
      for (const username of usernames) {
        await site.useCases.user.signUp(site.signUpForm({ username }));
        site.clock.advance(1);
      }
      await site.mails();
    }

    const wishes = {
      activation: () =>
        site.useCases.activation.send({ principal: null, email: ADDRESS, visitor: site.visitor() }),
      'password-reset': () =>
        site.useCases.password.requestReset({ email: ADDRESS, visitor: site.visitor() }),
    } as const;

    async function mailsAfter(wish: keyof typeof wishes): Promise<readonly MailData[]> {
      await site.clearMails();
      await wishes[wish]();
      return (await site.mails()).map(({ mail }) => mail).filter(({ mail }) => mail.startsWith(wish));
    }

    /** Of the accounts that have a link in the one e-mail, if one left. */
    async function namesAfter(wish: keyof typeof wishes): Promise<readonly string[]> {
      const mails = await mailsAfter(wish);
      expect(mails.length).toBeLessThanOrEqual(1);
      return mails.flatMap(namesIn).sort();
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

    test.each(purposes)('is one with a link for each that claims it, up to fifty (%s)', async (purpose) => {
      await claimedBy(...some('before', half - 1), 'ana', ...some('later', half));
      site.clock.advance(minutes(11));
      const names = await namesAfter(purpose);
      expect(names).toHaveLength(2 * half);
      expect(names).toContain('ana');
    });

    test('goes where nobody chose how another’s address is written', async () => {
      for (const [username, email] of [
        ['ana', 'Ana@mail.example'],
        ['stranger', 'ANA@mail.example'],
      ] as const) {
        await site.useCases.user.signUp(site.signUpForm({ username, email }));
      }
      for (const wish of purposes) {
        await site.clearMails();
        await wishes[wish]();
        expect((await site.mails()).map(({ to }) => to)).toEqual([ADDRESS]);
      }
    });

    const LIMIT = { attempts: 5, windowMs: hours(1), blockMs: minutes(1), maxBlockMs: hours(1) };

    async function logIn(...usernames: readonly string[]): Promise<void> {
      for (const username of usernames) {
        const { password } = site.signUpForm({ username });
        const who = { identifier: username, password, rememberMe: null, sessionKey: null };
        await site.useCases.login.logIn({ ...who, visitor: site.visitor() });
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
        left += (await mailsAfter('password-reset')).length;
        await logIn('stranger');
        site.clock.advance(seconds(20));
      }
      expect(left).toBeGreaterThanOrEqual(5);
      expect(left).toBeLessThanOrEqual(9);
    });

    test.each(purposes)('comes no oftener, however many accounts are made for it (%s)', async (purpose) => {
      await withLimits();
      let left = 0;
      for (let round = 0; round < 10; round += 1) {
        await claimedBy(...some(`r${round}n`, isQuick ? 3 : 1));
        left += (await mailsAfter(purpose)).length;
        await logIn(`r${round}n0`);
        left += (await mailsAfter(purpose)).length;
        site.clock.advance(seconds(2));
      }
      expect(left).toBe(6);
    });

    test.each(
      purposes.flatMap((purpose) =>
        (isQuick ? [0, 4, 19, 49] : [4]).map((strangers) => [purpose, strangers] as const),
      ),
    )(
      'finds the owner within the hour, for ten hours, and fills no mailbox (%s, strangers: %i)',
      async (purpose, strangers) => {
        await withLimits();
        const before = some('before', Math.floor(strangers / 2));
        const later = some('later', Math.ceil(strangers / 2));
        await claimedBy(...before, 'ana', ...later);
        const owner = await site.useCases.user.find({ identifier: 'ana' });
        site.clock.advance(minutes(11));
        let left = 0;
        let longestMs = 0;
        let goodAt = site.clock.now().getTime();
        for (let minute = 0; minute < 600; minute += 10) {
          left += (await mailsAfter(purpose)).length;
          const now = site.clock.now();
          const links = await site.stores.oneTimeLinks.listOfUser(owner?.id ?? 0, purpose, now);
          if (links.some(({ sentAt }) => sentAt !== null)) goodAt = now.getTime();
          longestMs = Math.max(longestMs, now.getTime() - goodAt);
          await logIn(...before.slice(-2), ...later.slice(0, 2));
          site.clock.advance(minutes(10));
        }
        expect(longestMs).toBeLessThanOrEqual(hours(1));
        expect(left).toBeLessThanOrEqual(30);
      },
    );

    test('of somebody’s own is one for all where it is the only one for a while', async () => {
      await withLimits();
      // Five e-mails of sign-ups leave: the sixth account has no link yet.
      const quiet = some('quiet', 3);
      await claimedBy('ana', 'stranger', ...quiet, 'other');
      const mails: string[][] = [];
      for (const identifier of [...some('', 5).map(() => 'stranger'), 'other']) {
        await site.clearMails();
        const principal = await site.principalOf(await site.logIn({ identifier }));
        await site.useCases.activation.send({ principal, email: '', visitor: site.visitor() });
        for (const { mail } of await site.mails()) {
          if (mail.mail.startsWith('activation')) mails.push([...namesIn(mail)].sort());
        }
      }
      const own = Array.from({ length: 5 }, () => ['stranger']);
      expect(mails).toEqual([...own, ['ana', 'other', ...quiet, 'stranger']]);
    });

    test('comes for who is signed in, however many others claim the address before and after', async () => {
      await claimedBy(...some('b', half), 'ana', ...some('l', half));
      const { password } = site.signUpForm({ username: 'ana' });
      const who = { identifier: 'ana', password, rememberMe: null, sessionKey: null };
      const entered = await site.useCases.login.logIn({ ...who, visitor: site.visitor() });
      const principal = await site.principalOf(entered.issued);
      site.clock.advance(minutes(11));
      await site.clearMails();
      await site.useCases.activation.send({ principal, email: '', visitor: site.visitor() });
      const mails = (await site.mails()).flatMap(({ mail }) => (mail.mail === 'activation' ? [mail] : []));
      expect(mails.map(({ username }) => username)).toEqual(['ana']);
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
