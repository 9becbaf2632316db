import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { minutes, seconds } from '../../../../src/core/kernel/clock.ts';
import type { JwtCodec } from '../../../../src/core/token/jwt-codec.ts';
import type { JwtAlgorithm } from '../../../../src/core/token/jwt-settings.ts';
import {
  type AccountsForTest,
  accountsForTest,
  accountsIn,
  type StoresForTest,
} from '../../../support/core.ts';

const OVERLAP_MS = minutes(10);
const rules = (algorithm: JwtAlgorithm) => ({ algorithm, audience: [], issuer: null, leewaySeconds: 0 });
const jwt = { rules: rules('ES256'), keyOverlapMs: OVERLAP_MS };
const LIFE_MS = seconds(86_400);

/** A node of its own on the stores of `site`, on the same time. */
function otherNode(site: AccountsForTest): AccountsForTest {
  const node = accountsIn(site.stores, { jwt });
  node.clock.set(site.clock.now());
  return node;
}

const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
const tokenOf = async (site: AccountsForTest, lifeMs = LIFE_MS): Promise<string> =>
  (await site.deps.jwtCodec.signer()).sign({
    exp: Math.floor((site.clock.now().getTime() + lifeMs) / 1_000),
  });
const outcomeOf = async (site: AccountsForTest, token: string): Promise<string> =>
  (await site.deps.jwtCodec.read(token, site.clock.now())).outcome;
const publishedBy = async (site: AccountsForTest): Promise<readonly (string | undefined)[]> =>
  (await site.useCases.signingKey.listPublic()).map(({ kid }) => kid);
function advance(durationMs: number, ...sites: AccountsForTest[]): void {
  for (const site of sites) site.clock.advance(durationMs);
}

describe('a key that follows another', () => {
  test('is published at once, signs after the overlap, and the old one ends with its last token', async () => {
    const site = await accountsForTest({ jwt });
    const node = otherNode(site);
    const oldKid = kidOf(await tokenOf(site));
    expect(await publishedBy(node)).toEqual([oldKid]);

    const rotation = await site.useCases.signingKey.rotate({ atOnce: false });
    const newKid = rotation.outcome === 'rotated' ? rotation.keyId : '';
    advance(999, site, node);
    for (const one of [site, node]) expect(await publishedBy(one)).toEqual([oldKid, newKid]);
    advance(OVERLAP_MS - 999 - 1, site, node);
    const lastOfOld = await tokenOf(node);
    expect(kidOf(lastOfOld)).toBe(oldKid);
    advance(1, site, node);
    for (const one of [site, node]) expect(kidOf(await tokenOf(one))).toBe(newKid);

    // Tokens end on whole seconds, so the last one ends up to a second sooner than its key.
    advance(LIFE_MS - seconds(2), site, node);
    for (const one of [site, node]) expect(await outcomeOf(one, lastOfOld)).toBe('good');
    await site.useCases.maintenance.clearExpired();
    expect(await site.stores.signingKeys.list('ES256', new Date(0))).toHaveLength(2);
    advance(seconds(2), site, node);
    expect(await publishedBy(site)).toEqual([newKid]);
    await site.useCases.maintenance.clearExpired();
    expect(await site.stores.signingKeys.list('ES256', new Date(0))).toHaveLength(1);
    expect((await site.events()).map(({ action, detail }) => [action, detail.reason])).toEqual([
      ['signing-key-change', 'first'],
      ['signing-key-change', 'rotation'],
    ]);
  });

  test('ends the stolen one within a second on every node, remembered tokens too', async () => {
    const site = await accountsForTest({ jwt });
    const node = otherNode(site);
    const token = await tokenOf(site);
    for (const one of [site, node]) expect(await outcomeOf(one, token)).toBe('good');
    const rotation = await otherNode(site).useCases.signingKey.rotate({ atOnce: true });
    advance(999, site, node);
    for (const one of [site, node]) {
      expect(await outcomeOf(one, token)).toBe('invalid');
      expect(await publishedBy(one)).toEqual([rotation.outcome === 'rotated' ? rotation.keyId : '']);
      expect(await outcomeOf(one, await tokenOf(one))).toBe('good');
    }
  });

  test('is known to a node that has never heard of it, as soon as a token names it', async () => {
    const site = await accountsForTest({ jwt });
    const node = otherNode(site);
    await tokenOf(node);
    await site.useCases.signingKey.rotate({ atOnce: true });
    expect(await outcomeOf(node, await tokenOf(otherNode(site)))).toBe('good');
  });

  test('is not looked for once for each forged token', async () => {
    const site = await accountsForTest({ jwt });
    const [, payload, signature] = (await tokenOf(site)).split('.');
    const forged = Array.from({ length: 500 }, (_, index) => {
      const kid = String(index).padEnd(43, 'x');
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'JWT', kid })).toString('base64url');
      return `${header}.${payload}.${signature}`;
    });
    const before = loadsOf(site);
    expect(new Set(await Promise.all(forged.map((token) => outcomeOf(site, token))))).toEqual(
      new Set(['invalid']),
    );
    expect(loadsOf(site) - before).toBeLessThanOrEqual(2);
  });
});

function loadsOf(site: AccountsForTest): number {
  return site.asked.filter((question) => question === 'signingKeys.list').length;
}

describe('keys sealed under a CRYPTOGRAPHY_KEY that is gone', () => {
  test('are replaced for who cannot open them, and left to the others', async () => {
    const site = await accountsForTest({ jwt });
    const token = await tokenOf(site);
    const node = accountsIn(withClosedKeys(site.stores, kidOf(token)), { jwt });
    expect(await outcomeOf(node, token)).toBe('invalid');
    const own = await tokenOf(node);
    expect(kidOf(own)).not.toBe(kidOf(token));
    expect(await outcomeOf(node, own)).toBe('good');
    expect(await outcomeOf(site, token)).toBe('good');
    expect(await site.useCases.signingKey.rotate({ atOnce: true })).toMatchObject({ outcome: 'rotated' });
  });
});

function withClosedKeys(stores: StoresForTest, kid: string): StoresForTest {
  const { signingKeys } = stores;
  return {
    ...stores,
    signingKeys: {
      ...signingKeys,
      list: async (...of) =>
        (await signingKeys.list(...of)).map((key) => (key.id === kid ? { ...key, privateKey: null } : key)),
    },
  };
}

describe('a shared secret', () => {
  test('is not rotated, and publishes nothing', async () => {
    const site = await accountsForTest();
    expect(await site.useCases.signingKey.rotate({ atOnce: true })).toEqual({ outcome: 'shared-secret' });
    expect(await site.useCases.signingKey.listPublic()).toEqual([]);
    expect(await site.stores.signingKeys.list('HS256', site.clock.now())).toEqual([]);
  });
});

describe('every algorithm', () => {
  const shared: JwtAlgorithm[] = ['HS256', 'HS384', 'HS512'];
  const pairs: JwtAlgorithm[] = ['RS256', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

  test.each([...shared, ...pairs])(
    '%s reads what it signed, under the header of simplejwt',
    async (algorithm) => {
      const { codec, site } = await nodeWith(algorithm);
      const token = await (await codec.signer()).sign({ exp: 4_102_444_800, user_id: '7' });
      const { kid, ...header } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
      expect(header).toEqual({ alg: algorithm, typ: 'JWT' });
      expect(typeof kid).toBe(shared.includes(algorithm) ? 'undefined' : 'string');
      expect(await codec.read(token, site.clock.now())).toMatchObject({
        outcome: 'good',
        claims: { user_id: '7' },
      });
    },
  );

  test.each<JwtAlgorithm>([...shared, ...pairs, 'RS384', 'PS256'])(
    '%s knows how long a token will be before it signs it',
    async (algorithm) => {
      const { codec } = await nodeWith(algorithm);
      const signer = await codec.signer();
      for (const colour of ['', 'b', 'br', 'brass', 'latón', '黄銅 🎭'.repeat(99)])
        expect(await signer.sign({ colour })).toHaveLength(signer.lengthOf({ colour }));
    },
  );

  test.each(pairs)(
    '%s publishes what others need to verify it, and nothing that signs',
    async (algorithm) => {
      const { codec, site } = await nodeWith(algorithm);
      const token = await (await codec.signer()).sign({ exp: 4_102_444_800 });
      const [jwk, ...others] = await site.useCases.signingKey.listPublic();
      expect(others).toEqual([]);
      expect(jwk).toMatchObject({ alg: algorithm, use: 'sig', kid: kidOf(token) });
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(jwk).not.toHaveProperty(secret);
      const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
      if (key.asymmetricKeyType === 'rsa') expect(key.asymmetricKeyDetails?.modulusLength).toBe(3_072);
      if (!/^[RE]S|^EdDSA/.test(algorithm)) return;
      const [header, payload, signature = ''] = token.split('.');
      const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
      const input = Buffer.from(`${header}.${payload}`);
      expect(
        verify(hash, input, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
      ).toBe(true);
    },
  );

  async function nodeWith(algorithm: JwtAlgorithm): Promise<{ codec: JwtCodec; site: AccountsForTest }> {
    const site = await accountsForTest({ jwt: { rules: rules(algorithm) } });
    return { codec: site.deps.jwtCodec, site };
  }
});
