import { describe, expect, test } from 'vitest';
import { minutes, seconds } from '../../../src/core/clock.ts';
import { type AccountsForTest, accountsIn, type StoresForTest } from '../../support/core.ts';
import { openStores, storeKinds } from '../../support/open-stores.ts';

const rules = { algorithm: 'ES256', audience: [], issuer: null, leewaySeconds: 0 } as const;
const jwt = { rules, keyOverlapMs: minutes(10) };
const LIFE_MS = seconds(86_400);

const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
const tokenOf = (site: AccountsForTest): Promise<string> =>
  site.deps.jwtCodec.sign({ exp: Math.floor((site.clock.now().getTime() + LIFE_MS) / 1_000) });

describe.each(storeKinds)('signing keys in %s', (kind) => {
  test('are made once, though sixteen nodes need the first at once, and one rotation follows', async () => {
    const stores: StoresForTest & { close(): Promise<void> } = await openStores(kind);
    const nodes = Array.from({ length: 16 }, () => accountsIn(stores, { jwt }));
    const tokens = await Promise.all(nodes.map((node) => tokenOf(node)));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    const rotations = await Promise.all(
      nodes.map((node) => node.useCases.rotateSigningKeys({ atOnce: false })),
    );
    const outcomes = rotations.map(({ outcome }) => outcome).sort();
    // A node that asks after another one is done rotates once more, which is as it should be.
    expect(new Set(outcomes)).toContain('rotated');
    const rotated = outcomes.filter((outcome) => outcome === 'rotated').length;
    const [node] = nodes;
    if (!node) throw new Error('There are sixteen nodes.');
    expect((await stores.signingKeys.list('ES256', node.clock.now())).length).toBe(1 + rotated);
    expect((await node.audited()).filter((event) => event.startsWith('signing-key')).length).toBe(
      1 + rotated,
    );
    await stores.close();
  });
});
