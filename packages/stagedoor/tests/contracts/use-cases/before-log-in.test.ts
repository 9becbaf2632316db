import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { failuresInARowKey } from '../../../src/core/limit/counters.ts';
import type { LogInFacts } from '../../../src/core/login/log-in-hooks.ts';
import { type AccountsForTest, accountsIn, OTHER_PASSWORD, refusedWith, tight } from '../../support/core.ts';
import { countedLogIns } from '../../support/counted-log-ins.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

/** The site answers so from now on before anybody is let in. */
function siteSays(site: AccountsForTest, beforeLogIn: (facts: LogInFacts) => Promise<void>): void {
  Object.assign(site.deps, { hooks: { ...site.deps.hooks, beforeLogIn } });
}

const refuses = () => Promise.reject(new AccountsError({ code: 'permission-denied' }));
const fails = () => Promise.reject(new Error('The list is away.'));
const agrees = async () => {};

describe.each(storeKinds)('what a site is asked before a log-in, on %s', (kind) => {
  let opened: OpenStores;
  beforeEach(async () => {
    opened = await openStores(kind);
  });
  afterEach(() => opened?.close());

  test('counts no right password where it fails, however often, and no block stays', async () => {
    const limits = { logInPerAccount: tight(3), logInPerSource: tight(3) };
    const site = accountsIn(opened, { failureFloorMs: 0, limits });
    const { id } = await site.activated();
    await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
    siteSays(site, fails);
    const basic = { ...site.logInForm(), identifier: 'ana' };
    for (let round = 0; round < 5; round += 1) {
      await expect(site.logIn()).rejects.toThrow('The list is away.');
      await expect(site.useCases.login.findPasswordPrincipal(basic)).rejects.toThrow('The list is away.');
    }
    expect(await countedLogIns(site, id)).toEqual([1, 1, 1]);
    await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
    // The last that the limits let through.
    await expect(site.logIn()).rejects.toThrow('The list is away.');
    siteSays(site, agrees);
    await site.logIn();
    expect(await countedLogIns(site, id)).toEqual([2, 0, 0]);
  });

  test('takes nothing back of a known browser that was not counted in a row', async () => {
    const site = accountsIn(opened, { failureFloorMs: 0 });
    const { id } = await site.activated();
    const { deviceKey } = await site.logIn();
    await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
    siteSays(site, fails);
    await expect(site.logIn({ visitor: site.visitor({ deviceKey }) })).rejects.toThrow('The list is away.');
    siteSays(site, refuses);
    await refusedWith(site.logIn({ visitor: site.visitor({ deviceKey }) }));
    expect((await countedLogIns(site, id))[2]).toBe(1);
  });

  test('holds no right password by refusing it, and has each refusal counted by the limits', async () => {
    const site = accountsIn(opened, { failureFloorMs: 0 });
    const { id } = await site.activated();
    const key = failuresInARowKey(id);
    for (let round = 0; round < 99; round += 1) await opened.limits.countInARow(key, site.clock.now());
    siteSays(site, refuses);
    for (let round = 0; round < 3; round += 1)
      expect(await refusedWith(site.logIn())).toBe('permission-denied');
    expect(await countedLogIns(site, id)).toEqual([3, 3, 99]);
    expect(await site.audited()).not.toContain('lock-out failed');
    expect((await site.mailed()).filter((mail) => mail.startsWith('log-in-held'))).toEqual([]);
    siteSays(site, agrees);
    await site.logIn();
  });

  test('is not asked of whom the gate turns away, though their password is right', async () => {
    const site = accountsIn(opened, { failureFloorMs: 0 });
    const asked: string[] = [];
    siteSays(site, async ({ user }) => void asked.push(user.username ?? ''));
    site.backendsBefore.push({
      name: 'ldap',
      outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified: false, namesIgnoreCase: false },
      authenticate: async ({ identifier }) => ({ outcome: 'asserted', person: { username: identifier } }),
    });
    const { session } = await site.logIn({ identifier: 'bea' });
    expect(asked).toEqual(['bea']);
    await site.deactivate(session.userId ?? 0);
    siteSays(site, refuses);
    expect(await refusedWith(site.logIn({ identifier: 'bea' }))).toBe('invalid-credentials');
  });
});
