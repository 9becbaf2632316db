import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../src/core/session/refused.ts';
import {
  type AccountsForTest,
  accountsForTest,
  OTHER_PASSWORD,
  PASSWORD,
  resetIn,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';

/** Ana with a session of every kind: what each signs in, by its name; and a browser that she acts from. */
async function openWays() {
  const site = await accountsForTest();
  const principal = await site.loggedIn();
  const visitor = site.visitor();
  const own = { identifier: 'ana', password: PASSWORD, visitor };
  const { useCases } = site;
  const pair = await useCases.jwt.obtainPair(own);
  const rotated = await useCases.jwt.obtainPair(own);
  const renewed = await useCases.jwt.refresh({ refresh: rotated.refresh, requestKey: null, visitor });
  const { token: sliding } = await useCases.jwt.obtainSliding(own);
  const { key } = await useCases.apiToken.obtain(own);
  const { token: personal } = await useCases.personalToken.create({
    principal,
    visitor,
    name: 'Deploy',
    scope: { permissions: [], methods: 'write' },
    expiresInDays: 30,
  });
  const other = await site.logIn();
  const isGood = async (work: Promise<unknown>) => {
    const found = (await work.catch(() => null)) as object | null | undefined;
    return found !== null && !isRefused(found ?? {});
  };
  const ways: Record<string, () => Promise<boolean>> = {
    'other browser': () => isGood(useCases.session.findPrincipal(other)),
    'access token': () => isGood(useCases.jwt.findPrincipal({ token: pair.access })),
    'access token of a refresh': () => isGood(useCases.jwt.findPrincipal({ token: renewed.access })),
    'refresh token': () => isGood(useCases.jwt.verify({ token: pair.refresh })),
    'rotated refresh token': () => isGood(useCases.jwt.verify({ token: renewed.refresh ?? '' })),
    'sliding token': () => isGood(useCases.jwt.findPrincipal({ token: sliding })),
    'API token': () => isGood(useCases.apiToken.findPrincipal({ key })),
    'personal token': () => isGood(useCases.personalToken.findPrincipal({ token: personal })),
  };
  const living = async () => {
    const names: string[] = [];
    for (const [name, isAlive] of Object.entries(ways)) if (await isAlive()) names.push(name);
    return names;
  };
  /** What the tokens can be exchanged for, whatever looking them up says. */
  const exchanged = async () => {
    const tokens = [pair.refresh, renewed.refresh ?? ''];
    const pairs = tokens.map((refresh) => useCases.jwt.refresh({ refresh, requestKey: null, visitor }));
    return await Promise.all([...pairs, useCases.jwt.refreshSliding({ token: sliding })].map(isGood));
  };
  expect(await living()).toEqual(Object.keys(ways));
  return { site, principal, visitor, living, exchanged };
}

type AuthenticationRules = Awaited<ReturnType<typeof openWays>>;

const change = ({ site, principal, visitor }: AuthenticationRules) =>
  site.useCases.password.change({
    principal,
    oldPassword: PASSWORD,
    newPassword1: OTHER_PASSWORD,
    newPassword2: OTHER_PASSWORD,
    visitor,
  });

async function reset({ site, visitor }: AuthenticationRules) {
  await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
  const { uid, token } = resetIn((await site.mail('password-reset')).path);
  const passwords = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
  await site.useCases.password.reset({ uid, token, ...passwords, visitor });
}

const endAll = async (site: AccountsForTest, word: string | null) =>
  await site.useCases.session.endAll({
    by: 'operator',
    whose: word === null ? 'everybody' : await idOf(site, word),
  });

/** By decision 15 programs go on where their owner only left, or knows the password. */
const spares: readonly [string, (ways: AuthenticationRules) => Promise<unknown>][] = [
  ['a changed password', change],
  [
    'signing out elsewhere',
    ({ site, principal, visitor }) =>
      site.useCases.session.endOthers({ principal, includingThis: false, visitor }),
  ],
  [
    'signing out everywhere',
    ({ site, principal, visitor }) =>
      site.useCases.session.endOthers({ principal, includingThis: true, visitor }),
  ],
];

const endsAll: readonly [string, (ways: AuthenticationRules) => Promise<unknown>][] = [
  ['a reset password', reset],
  [
    'a password that an operator set',
    async ({ site }) =>
      site.useCases.password.setFor({ by: 'operator', userId: await idOf(site), password: OTHER_PASSWORD }),
  ],
  [
    'a password that must be changed',
    async ({ site }) =>
      site.useCases.password.setFor({
        by: 'operator',
        userId: await idOf(site),
        password: PASSWORD,
        mustChange: true,
      }),
  ],
  ['a deactivated account', ({ site, principal }) => site.deactivate(principal.user.id)],
  [
    'an account that is closed and nothing else',
    ({ site, principal }) => site.stores.users.update(principal.user.id, { isActive: false }),
  ],
  ['a deleted account', ({ site, principal, visitor }) => site.useCases.user.delete({ principal, visitor })],
  ['an operator who ends the user’s sessions', ({ site }) => endAll(site, 'ana')],
  ['an operator who ends all sessions', ({ site }) => endAll(site, null)],
];

describe('of everything that lets somebody in', () => {
  test.each(spares)('%s leaves personal tokens alone', async (_, deed) => {
    const ways = await openWays();
    await deed(ways);
    expect(await ways.living()).toEqual(['personal token']);
    expect(await ways.exchanged()).toEqual([false, false, false]);
  });

  test.each(endsAll)('%s leaves nothing', async (_, deed) => {
    const ways = await openWays();
    await deed(ways);
    expect(await ways.living()).toEqual([]);
    expect(await ways.exchanged()).toEqual([false, false, false]);
  });

  test('a back end that the site trusts no more leaves nothing', async () => {
    const ways = await openWays();
    const { authenticationBackends } = ways.site.deps;
    const renamed = authenticationBackends.map((backend) => ({ ...backend, name: 'renamed' }));
    Object.defineProperty(ways.site.deps, 'authenticationBackends', { value: renamed });
    expect(await ways.living()).toEqual([]);
    expect(await ways.exchanged()).toEqual([false, false, false]);
  });

  test('one session that its owner ends from the list leaves the others', async () => {
    const { site, principal, visitor, living } = await openWays();
    const before = await living();
    const listed = await site.useCases.session.list({ principal });
    expect(listed.map(({ session }) => session.kind).sort()).toEqual(
      ['api-token', 'cookie', 'cookie', 'jwt', 'jwt', 'jwt'].sort(),
    );
    const ended: string[] = [];
    for (const { session, isCurrent } of listed) {
      if (isCurrent) continue;
      const alive = await living();
      await site.useCases.session.end({ principal, sessionId: session.id, visitor });
      const after = await living();
      ended.push(alive.filter((name) => !after.includes(name)).join(' and '));
    }
    expect(ended.sort()).toEqual([
      'API token',
      'access token and refresh token',
      'access token of a refresh and rotated refresh token',
      'other browser',
      'sliding token',
    ]);
    expect(before).toHaveLength(8);
    expect(await living()).toEqual(['personal token']);
  });
});
