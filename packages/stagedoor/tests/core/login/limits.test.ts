import { describe, expect, test } from 'vitest';
import type { Transact } from '../../../src/core/dependencies.ts';
import { hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { networkOf } from '../../../src/core/kernel/network-of.ts';
import { takeAttempt } from '../../../src/core/limit/attempts.ts';
import { type Counter, passwordTries, stageTries } from '../../../src/core/limit/counters.ts';
import { takeMailRequest } from '../../../src/core/limit/take-mail-request.ts';
import { linkPurposes } from '../../../src/core/link/one-time-link-store.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  hashingLine,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
  resetIn,
  tight,
} from '../../support/core.ts';

const guess = (site: AccountsForTest, identifier = 'ana', ipAddress = '198.51.100.66') =>
  refusedWith(
    site.logIn({
      identifier,
      password: OTHER_PASSWORD,
      visitor: site.visitor({ ipAddress, userAgent: 'Robot' }),
    }),
  );

async function guesses(site: AccountsForTest, count: number, identifier?: string): Promise<string[]> {
  const answers = [];
  for (let round = 0; round < count; round += 1) answers.push(await guess(site, identifier));
  return answers;
}

const wrong = (count: number) => Array<string>(count).fill('invalid-credentials');

describe('guesses at one account', () => {
  test('are let through up to the limit; then one after each wait, and the waits double up to the longest', async () => {
    const site = await accountsForTest({
      failureFloorMs: 0,
      limits: {
        logInPerAccount: { attempts: 3, windowMs: hours(2), blockMs: minutes(1), maxBlockMs: minutes(8) },
      },
    });
    await site.activated();
    expect(await guesses(site, 4)).toEqual([...wrong(3), 'throttled']);
    for (const wait of [1, 2, 4, 8, 8]) {
      const refusal = await refusalOf(site.logIn());
      expect(refusal).toEqual({ code: 'throttled', retryAfterSeconds: wait * 60 });
      site.clock.advance(minutes(wait) - 1);
      expect(await refusalOf(site.logIn())).toEqual({ code: 'throttled', retryAfterSeconds: 1 });
      site.clock.advance(1);
      expect(await guess(site)).toBe('invalid-credentials');
      expect(await guess(site)).toBe('throttled');
    }
  });

  test('start anew a whole window after the end of the last wait, not before', async () => {
    const site = await accountsForTest({ failureFloorMs: 0, limits: { logInPerAccount: tight(3) } });
    expect(await guesses(site, 4)).toEqual([...wrong(3), 'throttled']);
    site.clock.advance(minutes(11) - 1);
    expect(await guesses(site, 2)).toEqual([...wrong(1), 'throttled']);
    site.clock.advance(minutes(12));
    expect(await guesses(site, 4)).toEqual([...wrong(3), 'throttled']);
  });

  test('wait the longest time in the end, although each wait outlives the window', async () => {
    const site = await accountsForTest({ failureFloorMs: 0, limits: { logInPerAccount: tight(3) } });
    await guesses(site, 4);
    for (const wait of [1, 2, 4, 8, 8, 8]) {
      site.clock.advance(minutes(wait) - 1);
      expect(await guess(site)).toBe('throttled');
      site.clock.advance(1);
      expect(await guess(site)).toBe('invalid-credentials');
    }
  });

  test('are counted for whoever nobody is just as well', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3) } });
    await site.activated();
    const known = [await guesses(site, 6), await refusalOf(site.logIn())];
    const unknown = [await guesses(site, 6, 'nobody'), await refusalOf(site.logIn({ identifier: 'nobody' }))];
    expect(unknown).toEqual(known);
  });

  test('do no hashing once they wait', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1) } });
    await guess(site);
    const work = await site.workOf(() => site.logIn());
    expect(work.hashed).toEqual([]);
  });

  test.each([
    ['ana', ['ANA', ' Ana', 'ａｎａ', 'anA ']],
    ['ana@bücher.example', ['ANA@BÜCHER.example', 'ana@xn--bcher-kva.example', ' ana@bücher.example ']],
    ['strasse', ['straße', 'STRASSE', 'ſtrasse']],
  ])('share one counter in every spelling of %s', async (identifier, spellings) => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1) } });
    await guess(site, identifier);
    for (const spelling of spellings) expect(await guess(site, spelling)).toBe('throttled');
  });

  test('of sixteen at once are never let through more than the limit', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(5) } });
    await site.activated();
    site.hashed.length = 0;
    await atOnce(16, () => site.logIn({ password: OTHER_PASSWORD }));
    expect(site.hashed).toHaveLength(5);
    site.clock.advance(seconds(60));
    site.hashed.length = 0;
    await atOnce(16, () => site.logIn({ password: OTHER_PASSWORD }));
    expect(site.hashed).toHaveLength(1);
  });

  test('leave an audit row when they are stopped, for known and unknown alike', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3) } });
    const { id } = await site.activated();
    await guesses(site, 5);
    await guesses(site, 5, 'nobody');
    const locks = (await site.events()).filter((event) => event.action === 'lock-out');
    expect(locks.map((event) => [event.userId, event.success, event.detail])).toEqual([
      [id, false, { counter: 'log-in-account' }],
      [null, false, { counter: 'log-in-account' }],
    ]);
  });
});

describe('a log-in whose password nobody has room to look at', () => {
  /** Takes every place in the line for hashing until told to leave. */
  function fillTheLine(site: AccountsForTest): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { running, waiting } = hashingLine;
    for (let n = 0; n < running + waiting; n += 1) void site.deps.passwordHasher.withPlace(() => promise);
    return resolve;
  }

  test('is refused before anything is asked of anybody, whoever is meant by it', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { deviceKey } = await site.logIn();
    const leave = fillTheLine(site);
    const tries = [
      {},
      { password: OTHER_PASSWORD },
      { identifier: 'nobody' },
      { visitor: site.visitor({ deviceKey }) },
    ];
    for (const input of tries) {
      const work = await site.workOf(async () => expect(await refusedWith(site.logIn(input))).toBe('busy'));
      expect(work).toEqual({ asked: ['limits.read'], hashed: [], waitedMs: [] });
    }
    leave();
  });

  test('is not counted: it shuts its owner out of nothing once there is room again', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3), logInPerSource: tight(3) } });
    await site.activated();
    const leave = fillTheLine(site);
    expect(await guesses(site, 200)).toEqual(Array<string>(200).fill('busy'));
    expect(await refusedWith(site.logIn())).toBe('busy');
    leave();
    expect(await guesses(site, 2)).toEqual(wrong(2));
    await site.logIn();
  });

  test('comes after the limit of its source, which asks for no room and no write', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(3) } });
    await guesses(site, 3);
    const leave = fillTheLine(site);
    const work = await site.workOf(async () => expect(await guesses(site, 1)).toEqual(['throttled']));
    expect(work.asked).toEqual(['limits.read']);
    leave();
  });

  test('is nobody’s who came while a source that waits out its limit sends as much as it can', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(3) } });
    await site.activated();
    await guesses(site, 3);
    const flood = Promise.all(Array.from({ length: 500 }, () => guess(site)));
    await site.logIn();
    expect(new Set(await flood)).toEqual(new Set(['throttled']));
  });

  test('does not lift any limit: of a thousand at once no more are let through than before', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(5) } });
    await site.activated();
    site.hashed.length = 0;
    for (let round = 0; round < 5; round += 1) {
      await atOnce(200, () => site.logIn({ password: OTHER_PASSWORD }));
    }
    expect(site.hashed).toHaveLength(5);
  });
});

describe('the owner of a guessed account', () => {
  test('still gets in from a known device, however often strangers guess', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3) } });
    await site.activated();
    const { deviceKey } = await site.logIn();
    await guesses(site, 20);
    expect(await refusedWith(site.logIn())).toBe('throttled');
    await site.logIn({ visitor: site.visitor({ deviceKey }) });
  });

  test('does not open the account to strangers by signing in from a known device', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3) } });
    await site.activated();
    const { deviceKey } = await site.logIn();
    await guesses(site, 4);
    await site.logIn({ visitor: site.visitor({ deviceKey }) });
    expect(await guess(site)).toBe('throttled');
  });

  test('gets in anywhere after the wait with the right password, which clears the counter', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3) } });
    await site.activated();
    await guesses(site, 4);
    site.clock.advance(seconds(60));
    await site.logIn();
    expect(await guesses(site, 4)).toEqual([...wrong(3), 'throttled']);
  });

  test('gets in after a reset by mail', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(3) } });
    await site.activated();
    await guesses(site, 4);
    await guesses(site, 4, 'ana@mail.example');
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { path } = await site.mail('password-reset');
    const words = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...resetIn(path), ...words, visitor: site.visitor() });
    await site.logIn({ password: OTHER_PASSWORD });
    await site.logIn({ identifier: 'ana@mail.example', password: OTHER_PASSWORD });
  });

  test('is told when the right password came after five wrong ones, not after four', async () => {
    for (const [failures, mails] of [
      [4, []],
      [5, ['guessing-noticed → ana@mail.example']],
    ] as const) {
      const site = await accountsForTest();
      await site.activated();
      await site.clearMails();
      await guesses(site, failures);
      await site.logIn();
      expect(await site.mailed()).toEqual(mails);
    }
  });

  test('a device has a limit of its own', async () => {
    const site = await accountsForTest({ limits: { logInPerDevice: tight(2) } });
    await site.activated();
    const { deviceKey } = await site.logIn();
    const visitor = site.visitor({ deviceKey });
    const guessHere = () => refusedWith(site.logIn({ password: OTHER_PASSWORD, visitor }));
    expect([await guessHere(), await guessHere(), await guessHere()]).toEqual([...wrong(2), 'throttled']);
    await site.logIn();
  });

  test('somebody else’s device cookie gives no second counter', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(2) } });
    await site.activated();
    // The owner has a known browser as well: a stranger's must not be taken for any of them.
    await site.logIn();
    await site.activated({ email: 'eve@mail.example', username: 'eve' });
    const { deviceKey } = await site.logIn({ identifier: 'eve' });
    await guesses(site, 2);
    const visitor = site.visitor({ deviceKey });
    expect(await refusedWith(site.logIn({ password: OTHER_PASSWORD, visitor }))).toBe('throttled');
  });
});

describe('guesses from one source', () => {
  test('at many accounts are stopped', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(5) } });
    const answers = [];
    for (let round = 0; round < 7; round += 1) answers.push(await guess(site, `user${round}`));
    expect(answers).toEqual([...wrong(5), 'throttled', 'throttled']);
    expect(await guess(site, 'user9', '198.51.100.67')).toBe('invalid-credentials');
    const locks = (await site.events()).filter((event) => event.action === 'lock-out');
    expect(locks.map((event) => event.detail)).toEqual([{ counter: 'log-in-source' }]);
  });

  test('at an account that waits are counted too', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1), logInPerSource: tight(3) } });
    expect(await guesses(site, 3)).toEqual([...wrong(1), 'throttled', 'throttled']);
    expect(await guess(site, 'eve')).toBe('throttled');
    expect(await guess(site, 'eve', '198.51.100.67')).toBe('invalid-credentials');
  });

  test('are not forgotten because of a good log-in between them', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(5) } });
    await site.activated({ email: 'eve@mail.example', username: 'eve' });
    const visitor = site.visitor({ ipAddress: '198.51.100.66' });
    await guesses(site, 2);
    await site.logIn({ identifier: 'eve', visitor });
    await guesses(site, 2);
    await site.logIn({ identifier: 'eve', visitor });
    expect(await guesses(site, 2)).toEqual(['invalid-credentials', 'throttled']);
  });

  test('good log-ins alone never use the limit up', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(3) } });
    await site.activated();
    for (let round = 0; round < 10; round += 1) await site.logIn();
  });

  test('count one network, not one address, in IPv6', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(2) } });
    await guess(site, 'a', '2001:db8:1:2::1');
    await guess(site, 'b', '2001:DB8:0001:0002:ffff:ffff:ffff:ffff');
    expect(await guess(site, 'c', '2001:db8:1:2:3::9')).toBe('throttled');
    expect(await guess(site, 'd', '2001:db8:1:3::1')).toBe('invalid-credentials');
  });

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:1:2:3:4', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
    ['1::8', '1:0:0:0::/64'],
    ['', ''],
  ])('the network of %s is %s', (ipAddress, network) => {
    expect(networkOf(ipAddress)).toBe(network);
  });
});

describe('unlocking', () => {
  test('lifts an account’s waits under all its names and devices, on the record', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1), logInPerDevice: tight(1) } });
    const { id } = await site.activated();
    const { deviceKey } = await site.logIn();
    const visitor = site.visitor({ deviceKey });
    await refusedWith(site.logIn({ password: OTHER_PASSWORD, visitor }));
    await guess(site, 'ana');
    await guess(site, 'ana@mail.example');
    expect(await site.useCases.login.unlock({ identifier: 'ANA', userId: id })).toBe(4);
    await site.logIn({ visitor });
    await site.logIn();
    await site.logIn({ identifier: 'ana@mail.example' });
    const unlocked = (await site.events()).find((event) => event.action === 'unlock');
    expect(unlocked).toMatchObject({ success: true, userId: id, detail: { counters: 4 } });
  });

  test('lifts the waits of a name nobody has, with its failures in a row', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1) } });
    await guesses(site, 2, 'nobody');
    expect(await site.useCases.login.unlock({ identifier: 'Nobody' })).toBe(2);
    expect(await guess(site, 'nobody')).toBe('invalid-credentials');
  });

  test('lifts what a user tried at the stages of a log-in, and at their own password', async () => {
    const site = await accountsForTest({ limits: { passwordPerUser: tight(1) } });
    const { user } = await site.loggedIn();
    const counters = [
      passwordTries(user.id),
      ...site.deps.stages.map(({ name }) => stageTries(name, user.id)),
    ];
    expect(counters).toHaveLength(3);
    const limit = site.deps.settings.limits.passwordPerUser;
    const tries = (counter: Counter) => refusedWith(takeAttempt(site.deps, { ...counter, limit }));
    for (const counter of counters) {
      await takeAttempt(site.deps, { ...counter, limit });
      expect(await tries(counter)).toBe('throttled');
    }
    await site.useCases.login.unlock({ identifier: 'ana', userId: user.id });
    for (const counter of counters) await takeAttempt(site.deps, { ...counter, limit });
  });

  const bySource: Record<string, (site: AccountsForTest) => Promise<unknown>> = {
    log_in: (site) => site.logIn({ password: OTHER_PASSWORD }),
    sign_up: (site) => site.useCases.user.signUp(site.signUpForm()),
    link: (site) =>
      site.useCases.activation.confirm({ principal: null, key: 'guess', visitor: site.visitor() }),
    ...Object.fromEntries(
      linkPurposes.map((purpose) => [
        `e-mail for ${purpose}`,
        (site: AccountsForTest) =>
          takeMailRequest(site.deps, { purpose, visitor: site.visitor(), userId: null }),
      ]),
    ),
  };

  test.each(Object.keys(bySource))('lifts every wait of a source: %s', async (act) => {
    const one = tight(1);
    const site = await accountsForTest({
      limits: { logInPerSource: one, signUpPerSource: one, mailPerSource: one, linkPerSource: one },
    });
    const code = async () => {
      try {
        await bySource[act]?.(site);
      } catch (error) {
        return error instanceof AccountsError ? error.refusal.code : String(error);
      }
      return 'done';
    };
    expect(await code()).not.toBe('throttled');
    expect(await code()).toBe('throttled');
    expect(await site.useCases.login.unlock({ ipAddress: site.visitor().ipAddress })).toBe(1);
    expect(await code()).not.toBe('throttled');
  });

  test('lifts the waits of a source with its whole network', async () => {
    const site = await accountsForTest({ limits: { logInPerSource: tight(1) } });
    await guess(site, 'ana', '2001:db8::1');
    expect(await guess(site, 'ana', '2001:db8::2')).toBe('throttled');
    await site.useCases.login.unlock({ ipAddress: '2001:db8::3' });
    expect(await guess(site, 'ana', '2001:db8::2')).toBe('invalid-credentials');
  });
});

describe('the other limits', () => {
  const acts: Record<string, (site: AccountsForTest) => Promise<unknown>> = {
    'sign-up-source': (site) =>
      site.useCases.user.signUp(site.signUpForm({ username: '' })).catch(() => site.signedUp()),
    'mail-source-password-reset': (site) =>
      site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() }),
    'mail-address-password-reset': async (site) => {
      await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
      await site.runJobs();
    },
    'link-source': (site) =>
      site.useCases.activation.confirm({ principal: null, key: 'guess', visitor: site.visitor() }),
  };

  test.each(Object.keys(acts))(
    'leave one audit row for each block, however many tries follow: %s',
    async (counter) => {
      const limits = {
        signUpPerSource: tight(2),
        mailPerSource: counter.startsWith('mail-source') ? tight(2) : tight(100),
        resetPerAddress: tight(2),
        linkPerSource: tight(2),
      };
      const site = await accountsForTest({ limits });
      if (counter.startsWith('mail-address')) await site.activated();
      const act = acts[counter] ?? (async () => undefined);
      for (let round = 0; round < 6; round += 1) await act(site).catch(() => undefined);
      const throttled = (await site.events()).filter((event) => event.action === 'throttled');
      expect(throttled.map((event) => [event.success, event.detail, event.ipAddress])).toEqual([
        [false, { counter }, '203.0.113.7'],
      ]);
    },
  );

  test('name the user whose password is guessed from an open session', async () => {
    const site = await accountsForTest({ limits: { passwordPerUser: tight(2) } });
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    for (let round = 0; round < 4; round += 1) {
      await refusedWith(site.useCases.login.reauthenticate({ principal, password: OTHER_PASSWORD, visitor }));
    }
    const throttled = (await site.events()).filter((event) => event.action === 'throttled');
    expect(throttled.map((event) => [event.userId, event.detail])).toEqual([
      [principal.user.id, { counter: 'password-user' }],
    ]);
  });
});

describe('counters', () => {
  test('hold no name and no address in clear', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1) } });
    const keys: string[] = [];
    const heard = <Input extends [string, ...unknown[]], Result>(count: (...input: Input) => Result) => {
      return (...input: Input) => {
        keys.push(input[0]);
        return count(...input);
      };
    };
    const { transact } = site.deps;
    const listening: Transact = (work) =>
      transact(({ limits, ...stores }) => {
        const { count, countInARow } = limits;
        return work({
          ...stores,
          limits: { ...limits, count: heard(count), countInARow: heard(countInARow) },
        });
      });
    Object.assign(site.deps, { transact: listening });
    await guess(site, 'ana@mail.example', '198.51.100.66');
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key).not.toMatch(/ana|mail|198/);
  });

  test('are removed once no limit looks at them any more', async () => {
    const site = await accountsForTest({ failureFloorMs: 0 });
    await guess(site);
    site.clock.advance(hours(1));
    expect((await site.useCases.maintenance.clearExpired()).limits).toBe(0);
    site.clock.advance(1);
    expect((await site.useCases.maintenance.clearExpired()).limits).toBe(3);
  });

  test('let the right password in although a wrong one came first', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(2) } });
    await site.activated();
    await guess(site);
    await site.logIn({ password: PASSWORD });
  });
});
