import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefused } from '../../../src/core/session/refused.ts';
import {
  type AccountsForTest,
  accountsIn,
  PASSWORD,
  refusalOf,
  refusedWith,
  type SettingsForTest,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

const WEAK = { unverifiedMayLogIn: true, unverifiedMayHaveTokens: true } as const;
/** Each of the two switches alone gives no tokens: the second is for those whom the first lets in. */
const STRICT: readonly SettingsForTest[] = [
  { unverifiedMayLogIn: true, unverifiedMayHaveTokens: false },
  { unverifiedMayLogIn: false, unverifiedMayHaveTokens: true },
];
const BLACKLISTED = { code: 'token-refused', fault: 'blacklisted' };

describe.each(storeKinds)('tokens made before the unverified got none, on %s', (kind) => {
  let opened: OpenStores;
  let weak: AccountsForTest;
  let userId: number;
  beforeEach(async () => {
    opened = await openStores(kind);
    weak = accountsIn(opened, WEAK);
    userId = (await weak.signedUp()).id;
  });
  afterEach(() => opened?.close());

  /** The same accounts after the operator has changed the switches. */
  const after = (settings: SettingsForTest) => accountsIn(opened, settings);
  const form = () => ({ identifier: 'ana', password: PASSWORD, visitor: weak.visitor() });

  async function proveAddress(): Promise<void> {
    const [address] = await opened.emailAddresses.listOfUser(userId);
    await opened.emailAddresses.claim(userId, address?.id ?? 0, address?.email ?? '');
  }

  test('an API token opens nothing, is not shown to its owner nor to an operator, and is good after the proof', async () => {
    const { key } = await weak.useCases.apiToken.obtain(form());
    for (const settings of STRICT) {
      const { useCases } = after(settings);
      expect(await useCases.apiToken.findPrincipal({ key })).toEqual({
        refused: 'api-token',
        fault: 'invalid',
      });
      expect(await useCases.apiToken.find({ userId })).toBeNull();
      const issued = useCases.apiToken.issue({ userId, anew: false });
      expect(await refusedWith(issued)).toBe(
        settings.unverifiedMayLogIn ? 'email-unverified' : 'invalid-credentials',
      );
    }
    expect(await weak.useCases.apiToken.issue({ userId: await idOf(weak), anew: false })).toEqual({ key });
    await proveAddress();
    for (const settings of STRICT) {
      const { useCases } = after(settings);
      expect(isRefused(await useCases.apiToken.findPrincipal({ key }))).toBe(false);
      expect(await useCases.apiToken.find({ userId })).toMatchObject({ key });
      expect(await useCases.apiToken.issue({ userId, anew: false })).toEqual({ key });
    }
  });

  test('a personal token and a ticket open nothing', async () => {
    const principal = await weak.principalOf(await weak.logIn());
    const scope = { permissions: [], methods: 'read' } as const;
    const wish = { principal, name: 'a', scope, expiresInDays: 1, visitor: weak.visitor() };
    const { token } = await weak.useCases.personalToken.create(wish);
    for (const settings of STRICT) {
      const { ticket } = await weak.useCases.ticket.create({ principal, purpose: 'chat' });
      const { useCases } = after(settings);
      expect(await useCases.personalToken.findPrincipal({ token })).toBeNull();
      expect(await useCases.ticket.redeem({ ticket, purpose: 'chat' })).toBeNull();
    }
  });

  test.each([true, false])(
    'a pair opens nothing, is exchanged for nothing, rotating %s, and is good after the proof',
    async (rotateRefreshTokens) => {
      const { access, refresh } = await weak.useCases.jwt.obtainPair(form());
      const exchange = ({ useCases }: AccountsForTest) =>
        useCases.jwt.refresh({ refresh, requestKey: null, visitor: weak.visitor() });
      const jwt = { rotateRefreshTokens };
      for (const settings of STRICT) {
        const site = after({ ...settings, jwt });
        expect(await site.useCases.jwt.findPrincipal({ token: access })).toEqual({
          refused: 'jwt',
          fault: 'blacklisted',
        });
        expect(await refusalOf(exchange(site))).toEqual(BLACKLISTED);
        for (const token of [access, refresh])
          expect(await refusalOf(site.useCases.jwt.verify({ token }))).toEqual(BLACKLISTED);
      }
      await proveAddress();
      const strict = after({ ...STRICT[0], jwt });
      expect(isRefused(await strict.useCases.jwt.findPrincipal({ token: access }))).toBe(false);
      expect((await exchange(strict)).access).not.toBe('');
    },
  );

  test('a sliding token opens nothing and gets no more time', async () => {
    const { token } = await weak.useCases.jwt.obtainSliding(form());
    for (const settings of STRICT) {
      const { useCases } = after(settings);
      expect(isRefused(await useCases.jwt.findPrincipal({ token }))).toBe(true);
      expect(await refusalOf(useCases.jwt.refreshSliding({ token }))).toEqual(BLACKLISTED);
    }
  });

  test('nor does one that is not looked up, because its user is', async () => {
    const { access } = await weak.useCases.jwt.obtainPair(form());
    const strict = after({ ...STRICT[0], jwt: { isStateless: true } });
    expect(await strict.useCases.jwt.findPrincipal({ token: access })).toMatchObject({
      refused: 'jwt',
    });
  });

  test('they can be ended all the same', async () => {
    const { refresh } = await weak.useCases.jwt.obtainPair(form());
    const strict = after(STRICT[0] ?? {});
    await strict.useCases.jwt.blacklist({ token: refresh, visitor: weak.visitor() });
    await proveAddress();
    const again = strict.useCases.jwt.refresh({ refresh, requestKey: null, visitor: weak.visitor() });
    expect(await refusalOf(again)).toEqual(BLACKLISTED);
  });
});
