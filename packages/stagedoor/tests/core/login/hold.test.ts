import { describe, expect, test } from 'vitest';
import { hours } from '../../../src/core/kernel/clock.ts';
import { failuresInARowKey } from '../../../src/core/limit/counters.ts';
import {
  type AccountsForTest,
  accountsForTest,
  OTHER_PASSWORD,
  refusedWith,
  resetIn,
} from '../../support/core.ts';

const MOST = 100;

/** Wrong passwords, each from an address of its own, under both names in turn. */
async function guesses(site: AccountsForTest, count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    const visitor = site.visitor({ ipAddress: `198.51.${Math.floor(round / 250)}.${round % 250}` });
    const identifier = round % 2 === 0 ? 'ana' : 'ana@mail.example';
    await refusedWith(site.logIn({ identifier, password: OTHER_PASSWORD, visitor }));
  }
}

const fresh = () => accountsForTest({ failureFloorMs: 0 });

describe('the password of an account that a hundred wrong ones were tried for', () => {
  test('is refused even when it is right, by any name and from anywhere, with the answer and work of a wrong one', async () => {
    const site = await fresh();
    await site.activated();
    await guesses(site, MOST);
    const visitor = site.visitor({ ipAddress: '192.0.2.1' });
    const wrong = await site.workOf(() => site.logIn({ password: OTHER_PASSWORD, visitor }));
    const right = await site.workOf(() => site.logIn({ visitor }));
    expect(right).toEqual(wrong);
    expect(await refusedWith(site.logIn({ visitor }))).toBe('invalid-credentials');
    expect(await refusedWith(site.logIn({ identifier: 'ana@mail.example' }))).toBe('invalid-credentials');
  });

  test('still opens it after ninety-nine', async () => {
    const site = await fresh();
    await site.activated();
    await guesses(site, MOST - 1);
    await site.logIn();
  });

  test('stays held however much time passes, and through every sweep', async () => {
    const site = await fresh();
    await site.activated();
    await guesses(site, MOST);
    site.clock.advance(hours(24 * 365));
    await site.useCases.maintenance.clearExpired();
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
  });

  test('is never held because of failures that a good log-in came between', async () => {
    const site = await fresh();
    await site.activated();
    for (let round = 0; round < 3; round += 1) {
      await guesses(site, MOST - 1);
      await site.logIn();
    }
  });

  test('counts a try whose hashing never came to an end', async () => {
    const site = await fresh();
    const { id } = await site.activated();
    Object.assign(site.deps.passwordHasher, { verify: () => Promise.reject(new Error('The process died.')) });
    await expect(site.logIn()).rejects.toThrow('The process died.');
    expect(await site.stores.limits.read(failuresInARowKey(id))).toMatchObject({ attempts: 1 });
  });

  test('gives a name that nobody has the same answers and the same work', async () => {
    const site = await fresh();
    await site.activated();
    const workOf = async (identifier: string) => {
      const works = [];
      for (let round = 0; round < MOST + 2; round += 1) {
        works.push(await site.workOf(() => site.logIn({ identifier, password: OTHER_PASSWORD })));
      }
      // The one e-mail to the owner is the difference.
      return works.filter((_, index) => index !== MOST - 1);
    };
    expect(await workOf('nobody')).toEqual(await workOf('ana'));
  });
});

describe('the owner of an account whose password is held', () => {
  test('is told once, and the audit log has it once', async () => {
    const site = await fresh();
    const { id } = await site.activated();
    await site.clearMails();
    await guesses(site, MOST + 5);
    expect(await site.mailed()).toEqual(['log-in-held → ana@mail.example']);
    expect(await site.mail('log-in-held')).toMatchObject({ failures: MOST, username: 'ana' });
    const locks = (await site.events()).filter((event) => event.action === 'lock-out');
    expect(locks.map((event) => [event.userId, event.detail])).toEqual([[id, { counter: 'log-in-user' }]]);
  });

  test('gets in from a known browser, which ends it', async () => {
    const site = await fresh();
    await site.activated();
    const { deviceKey } = await site.logIn();
    await guesses(site, MOST + 5);
    await site.logIn({ visitor: site.visitor({ deviceKey }) });
    await site.logIn();
  });

  test('cannot be held out of a known browser, nor hold a strange one by failing there', async () => {
    const site = await fresh();
    await site.activated();
    const { deviceKey } = await site.logIn();
    const visitor = site.visitor({ deviceKey });
    for (let round = 0; round < MOST + 1; round += 1) {
      await refusedWith(site.logIn({ password: OTHER_PASSWORD, visitor }));
    }
    await site.logIn();
  });

  test('gets in after a reset by mail', async () => {
    const site = await fresh();
    await site.activated();
    await guesses(site, MOST);
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { path } = await site.mail('password-reset');
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...resetIn(path), ...words, visitor: site.visitor() });
    await site.logIn({ password: OTHER_PASSWORD });
  });

  test('gets in after an operator lifted it', async () => {
    const site = await fresh();
    const { id: userId } = await site.activated();
    await guesses(site, MOST);
    await site.useCases.login.unlock({ identifier: 'ana', userId });
    await site.logIn();
  });

  test('keeps the sessions that are open', async () => {
    const site = await fresh();
    await site.activated();
    const issued = await site.logIn();
    await guesses(site, MOST);
    expect((await site.principalOf(issued)).user.username).toBe('ana');
  });
});
