import { createHmac, webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verdictOn } from '../../../src/core/token/jwt/claims.ts';
import type { JwtCodec } from '../../../src/core/token/jwt-codec.ts';
import type { JwtAlgorithm, JwtRules } from '../../../src/core/token/jwt-settings.ts';
import { createCachedJwtCodec } from '../../../src/infrastructure/crypto/cached-jwt-codec.ts';
import { createSharedSecretKeySet } from '../../../src/infrastructure/crypto/hmac-jws.ts';
import { createJwtCodec } from '../../../src/infrastructure/crypto/jwt-codec.ts';
import type { JwtKeySet } from '../../../src/infrastructure/crypto/jwt-key-set.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';

const SECRET = 'tRq7Yw2Lk9Zp4Xc8Vb1Nm6Hs3Gd5Jf0Q';
const clock = fixedClock('2026-03-02T09:00:00.000Z');
const NOW = clock.now().getTime() / 1_000;
const rules = (changes: Partial<JwtRules> = {}): JwtRules => ({
  algorithm: 'HS256',
  audience: [],
  issuer: null,
  leewaySeconds: 0,
  ...changes,
});
const codecWith = (changes: Partial<JwtRules> = {}): JwtCodec =>
  createJwtCodec({ rules: rules(changes), keys: createSharedSecretKeySet([SECRET]), clock });
const at = (seconds: number): Date => new Date(seconds * 1_000);

describe('the examples of RFC 7515', () => {
  const claims = { iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true };
  const payload =
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
  const examples: [
    section: string,
    algorithm: JwtAlgorithm,
    header: string,
    signature: string,
    key: JsonWebKey,
  ][] = [
    [
      'A.1',
      'HS256',
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9',
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      {
        kty: 'oct',
        k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
      },
    ],
    [
      'A.2',
      'RS256',
      'eyJhbGciOiJSUzI1NiJ9',
      'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw',
      {
        kty: 'RSA',
        n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
        e: 'AQAB',
      },
    ],
    [
      'A.3',
      'ES256',
      'eyJhbGciOiJFUzI1NiJ9',
      'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
      {
        kty: 'EC',
        crv: 'P-256',
        x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
        y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      },
    ],
  ];

  test.each(examples)('%s (%s) is read', async (_, algorithm, header, signature, key) => {
    const codec = createJwtCodec({ rules: rules({ algorithm }), keys: await ringOf(algorithm, key), clock });
    const token = `${header}.${payload}.${signature}`;
    expect(await codec.read(token, at(claims.exp - 1))).toEqual({ outcome: 'good', claims });
    expect(await codec.read(token, at(claims.exp))).toEqual({ outcome: 'expired' });
    const damage = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
    for (const damaged of [
      `${header}.${damage(payload)}.${signature}`,
      `${header}.${payload}.${damage(signature)}`,
    ]) {
      expect(await codec.read(damaged, at(claims.exp - 1))).toEqual({ outcome: 'invalid' });
    }
  });

  async function ringOf(algorithm: JwtAlgorithm, jwk: JsonWebKey): Promise<JwtKeySet> {
    const kinds: Record<string, object> = {
      HS256: { name: 'HMAC', hash: 'SHA-256' },
      RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      ES256: { name: 'ECDSA', namedCurve: 'P-256' },
    };
    const kind = kinds[algorithm] as webcrypto.HmacImportParams;
    const key = await webcrypto.subtle.importKey('jwk', jwk as webcrypto.JsonWebKey, kind, false, ['verify']);
    return {
      revision: () => 0,
      verifyingKeys: async (keyId) => (keyId === null ? [key] : []),
      signingKey: () => Promise.reject(new Error('Nothing is signed here.')),
      publicKeys: async () => [],
    };
  }
});

describe('the times of a token', () => {
  test.each([0, 1, 30])(
    'count with a leeway of %i seconds, to the moment (ASVS V9.2.1)',
    async (leewaySeconds) => {
      const codec = codecWith({ leewaySeconds });
      const token = await (await codec.signer()).sign({ exp: NOW + 300, nbf: NOW + 60, iat: NOW });
      const outcomeAt = async (seconds: number) => (await codec.read(token, at(seconds))).outcome;
      expect(await outcomeAt(NOW + 60 - leewaySeconds)).toBe('good');
      expect(await outcomeAt(NOW + 60 - leewaySeconds - 0.001)).toBe('invalid');
      expect(await outcomeAt(NOW + 300 + leewaySeconds - 0.001)).toBe('good');
      expect(await outcomeAt(NOW + 300 + leewaySeconds)).toBe('expired');
    },
  );
});

describe('issuer and audience', () => {
  const judge = (changes: Partial<JwtRules>, claims: { aud?: string | string[]; iss?: string }) =>
    verdictOn({ exp: NOW + 1, ...claims }, rules(changes), at(NOW)).outcome;

  test('are those that the site is configured for (ASVS V9.2.4)', () => {
    expect(judge({ audience: ['a', 'b'] }, { aud: 'b' })).toBe('good');
    expect(judge({ audience: ['a', 'b'] }, { aud: ['x', 'a'] })).toBe('good');
    expect(judge({ audience: ['b'] }, { aud: 'a' })).toBe('invalid');
    expect(judge({ issuer: 'us' }, { iss: 'us' })).toBe('good');
    expect(judge({ issuer: null }, { iss: 'anybody' })).toBe('good');
  });
});

describe('the length of a token', () => {
  const signed = (payload: string): string => {
    const input = [{ alg: 'HS256', typ: 'JWT' }, payload]
      .map((part) =>
        Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url'),
      )
      .join('.');
    return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
  };
  const ofLength = (length: number): string => {
    const texts = Array.from({ length: 4 }, (_, more) => {
      const spare = Math.floor(((length - signed('{"pad":""}').length) * 3) / 4) + more - 1;
      return signed(`{"pad":"${'x'.repeat(spare)}"}`);
    });
    return texts.find((token) => token.length === length) ?? '';
  };

  test('is 8192 at most, whoever signed it', async () => {
    expect((await codecWith().read(ofLength(8_192), at(NOW))).outcome).toBe('good');
    expect((await codecWith().read(ofLength(8_193), at(NOW))).outcome).toBe('invalid');
    expect(ofLength(8_193)).toHaveLength(8_193);
  });
});

describe('the memory of good tokens', () => {
  function remembering(options: { mostEntries?: number; beforeFirst?: Promise<void> } = {}) {
    const { beforeFirst, ...bounds } = options;
    const read: string[] = [];
    let revision = 0;
    const codec = codecWith();
    const counted: JwtCodec = {
      ...codec,
      read: async (token, now) => {
        if (read.push(token) === 1) await beforeFirst;
        return await codec.read(token, now);
      },
    };
    const keys = { revision: () => revision };
    const cached = createCachedJwtCodec({ codec: counted, rules: rules(), keys, ...bounds });
    return { cached, read, changeKeys: () => (revision += 1) };
  }

  test('asks for a signature once, and for the time at each read', async () => {
    const { cached, read } = remembering();
    const token = await (await cached.signer()).sign({ exp: NOW + 300, nbf: NOW });
    for (const seconds of [0, 1, 299])
      expect((await cached.read(token, at(NOW + seconds))).outcome).toBe('good');
    expect(read).toHaveLength(1);
    expect((await cached.read(token, at(NOW - 1))).outcome).toBe('invalid');
    expect((await cached.read(token, at(NOW + 300))).outcome).toBe('expired');
    expect(read).toHaveLength(1);
  });

  test('forgets everything when a key comes or goes', async () => {
    const { cached, read, changeKeys } = remembering();
    const token = await (await cached.signer()).sign({ exp: NOW + 300 });
    await cached.read(token, at(NOW));
    changeKeys();
    await cached.read(token, at(NOW));
    expect(read).toHaveLength(2);
  });

  test('does not remember what a change of keys overtook', async () => {
    const { promise: verified, resolve: verify } = Promise.withResolvers<void>();
    const { cached, read, changeKeys } = remembering({ beforeFirst: verified });
    const [token, other] = [
      await (await cached.signer()).sign({ exp: NOW + 300 }),
      await (await cached.signer()).sign({ exp: NOW + 301 }),
    ];
    const underWay = cached.read(token, at(NOW));
    while (read.length === 0) await Promise.resolve();
    changeKeys();
    await cached.read(other, at(NOW));
    verify();
    await underWay;
    await cached.read(token, at(NOW));
    expect(read).toEqual([token, other, token]);
  });

  test('holds so many and no more, and none that was forged', async () => {
    const { cached, read } = remembering({ mostEntries: 2 });
    const tokens = await Promise.all(
      [1, 2, 3].map(async (n) => (await cached.signer()).sign({ exp: NOW + 300, n })),
    );
    for (const token of tokens) await cached.read(token, at(NOW));
    for (let n = 0; n < 10; n += 1) await cached.read(`${tokens[2]?.slice(0, -3)}AA${n}`, at(NOW));
    read.length = 0;
    await cached.read(tokens[2] ?? '', at(NOW));
    await cached.read(tokens[1] ?? '', at(NOW));
    expect(read).toEqual([]);
    await cached.read(tokens[0] ?? '', at(NOW));
    expect(read).toHaveLength(1);
  });

  test('hands out claims that nobody can write on', async () => {
    const { cached } = remembering();
    const token = await (await cached.signer()).sign({ exp: NOW + 300, is_staff: false, roles: ['reader'] });
    for (const _ of [1, 2]) {
      const verdict = await cached.read(token, at(NOW));
      const claims =
        verdict.outcome === 'good' ? (verdict.claims as { is_staff: boolean; roles: string[] }) : null;
      expect(() => Object.assign(claims ?? {}, { is_staff: true })).toThrow(TypeError);
      expect(() => claims?.roles.push('admin')).toThrow(TypeError);
    }
  });
});
