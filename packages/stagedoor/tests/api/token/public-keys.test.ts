import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../../support/open-site.ts';

describe('GET /.well-known/jwks.json', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite({ env: { JWT_ALGORITHM: 'EdDSA', JWT_KEY_OVERLAP_SECONDS: '120' } });
  });
  afterAll(() => site.close());

  test('publishes the key that signs, and the next one before it does', async () => {
    const before = await site.browser().get('/.well-known/jwks.json');
    const [first] = before.json().keys;
    expect(first).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.stringMatching(/^[\w-]{43}$/),
      kid: expect.stringMatching(/^[\w-]{43}$/),
      alg: 'EdDSA',
      use: 'sig',
    });
    await site.stagedoor.useCases.signingKey.rotate({ atOnce: false });
    site.clock.advance(1_000);
    const after = await site.browser().get('/.well-known/jwks.json');
    expect(after.json().keys).toEqual([first, expect.objectContaining({ alg: 'EdDSA' })]);
  });

  test('is kept no longer than half the overlap, by nobody but the one who asked', async () => {
    const answer = await site.browser().get('/.well-known/jwks.json');
    expect(answer.headers['cache-control']).toBe('private, max-age=60');
  });

  test('has no key where a shared secret signs', async () => {
    const other = await openSite();
    const answer = await other.browser().get('/.well-known/jwks.json');
    expect([answer.statusCode, answer.json()]).toEqual([200, { keys: [] }]);
    expect(answer.headers['cache-control']).toBe('private, max-age=300');
    await other.close();
  });
});
