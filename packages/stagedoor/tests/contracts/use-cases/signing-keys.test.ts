import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minutes, seconds } from '../../../src/core/kernel/clock.ts';
import type { NewSigningKey } from '../../../src/core/token/signing-key-store.ts';
import { type AccountsForTest, accountsIn, type StoresForTest } from '../../support/core.ts';
import { openStores, storeKinds } from '../../support/open-stores.ts';

const rules = { algorithm: 'ES256', audience: [], issuer: null, leewaySeconds: 0 } as const;
const jwt = { rules, keyOverlapMs: minutes(10) };
const LIFE_MS = seconds(86_400);

const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
const tokenOf = async (site: AccountsForTest): Promise<string> =>
  (await site.deps.jwtCodec.signer()).sign({
    exp: Math.floor((site.clock.now().getTime() + LIFE_MS) / 1_000),
  });

/** Lets nobody on who asked for the keys before all have. */
function readTogether(nodes: readonly AccountsForTest[]): void {
  const { promise: allHaveRead, resolve } = Promise.withResolvers<void>();
  let left = nodes.length;
  for (const { deps } of nodes) {
    const { signingKeys } = deps;
    const list: typeof signingKeys.list = async (...of) => {
      const keys = await signingKeys.list(...of);
      left -= 1;
      if (left === 0) resolve();
      await allHaveRead;
      return keys;
    };
    Object.assign(deps, { signingKeys: { add: (key: NewSigningKey) => signingKeys.add(key), list } });
  }
}

describe.each(storeKinds)('signing keys in %s', (kind) => {
  let stores: StoresForTest & { close(): Promise<void> };
  beforeEach(async () => {
    stores = await openStores(kind);
  });
  afterEach(() => stores.close());
  const sixteenNodes = () => Array.from({ length: 16 }, () => accountsIn(stores, { jwt }));
  const keys = (site: AccountsForTest) => stores.signingKeys.list('ES256', site.clock.now());
  const changes = async (site: AccountsForTest) =>
    (await site.audited()).filter((event) => event.startsWith('signing-key'));

  test('are made once, though sixteen nodes need the first at once', async () => {
    const nodes = sixteenNodes();
    const tokens = await Promise.all(nodes.map((node) => tokenOf(node)));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    const site = accountsIn(stores, { jwt });
    expect([await keys(site), await changes(site)].map(({ length }) => length)).toEqual([1, 1]);
  });

  test('are rotated once by sixteen who want another for the same one', async () => {
    const site = accountsIn(stores, { jwt });
    await tokenOf(site);
    const nodes = sixteenNodes();
    readTogether(nodes);
    const rotations = await Promise.all(
      nodes.map((node) => node.useCases.signingKey.rotate({ atOnce: false })),
    );
    expect(rotations.map(({ outcome }) => outcome).sort()).toEqual([
      'rotated',
      ...Array.from({ length: 15 }, () => 'rotated-by-another'),
    ]);
    expect([await keys(site), await changes(site)].map(({ length }) => length)).toEqual([2, 2]);
  });
});
