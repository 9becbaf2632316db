import { KeyObject } from 'node:crypto';
import type { Clock } from '../../core/kernel/clock.ts';
import { verdictOn } from '../../core/token/jwt/claims.ts';
import type { JwtClaims, JwtCodec } from '../../core/token/jwt-codec.ts';
import type { JwtAlgorithm, JwtRules } from '../../core/token/jwt-settings.ts';
import { readHeader } from './compact-jws.ts';
import { signHmac, verifyHmac } from './hmac-jws.ts';
import type { JwtKey, JwtKeySet } from './jwt-key-set.ts';
import { parseStrictObject } from './strict-json.ts';

// Loaded by the first token, so that a site that uses none does not wait for it at start; once, because asking for a
// module that is there already costs more than a signature.
const loadSigner = once(() => import('jose/jws/compact/sign'));
const loadVerifier = once(() => Promise.all([import('jose/jws/compact/verify'), import('jose/errors')]));

export interface JwtCodecParts {
  readonly rules: JwtRules;
  readonly keys: JwtKeySet;
  readonly clock: Clock;
}

/**
 * Signs and verifies: with jose under the keys of a pair, and with Node's own HMAC under a shared secret, which takes a
 * tenth of what WebCrypto takes to hand it to another thread. A token is looked at in an order that gives nothing
 * away: its form, then its signature under one of our own keys and the one algorithm we are configured for, and only
 * then what it says.
 *
 * @example
 * const codec = createJwtCodec({ rules, keys: createSharedSecretKeySet([secret]), clock });
 */
export function createJwtCodec({ rules, keys, clock }: JwtCodecParts): JwtCodec {
  const { algorithm } = rules;
  return {
    async signer() {
      const { keyId, key } = await keys.signingKey(clock.now());
      const header = { alg: algorithm, typ: 'JWT', ...(keyId === null ? {} : { kid: keyId }) } as const;
      return {
        lengthOf: (claims) => lengthSigned(header, JSON.stringify(claims), key),
        sign: (claims) => signed(header, JSON.stringify(claims), key),
      };
    },
    async read(token, now) {
      const header = readHeader(token);
      if (header?.algorithm !== algorithm) return { outcome: 'invalid' };
      const candidates = await keys.verifyingKeys(header.keyId, now);
      const claims = await claimsUnderAny(candidates, token, algorithm);
      return claims === null ? { outcome: 'invalid' } : verdictOn(claims, rules, now);
    },
    publicKeys: (now) => keys.publicKeys(now),
  };
}

type Header = { readonly alg: JwtAlgorithm; readonly typ: 'JWT'; readonly kid?: string };

async function signed(header: Header, payload: string, key: JwtKey): Promise<string> {
  if (key instanceof KeyObject) {
    return signHmac(`${toBase64url(JSON.stringify(header))}.${toBase64url(payload)}`, key, header.alg);
  }
  const { CompactSign } = await loadSigner();
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(header).sign(key);
}

/** Three parts with a point between each two (RFC 7515 section 7.1). */
function lengthSigned(header: Header, payload: string, key: JwtKey): number {
  const bytes = [
    Buffer.byteLength(JSON.stringify(header)),
    Buffer.byteLength(payload),
    signatureBytes(key, header.alg),
  ];
  return bytes.reduce((length, part) => length + Math.ceil((part * 4) / 3), 2);
}

/** Of an RSA signature as many as of the modulus (RFC 7518 section 3.3); of the others the algorithm says. */
function signatureBytes(key: JwtKey, algorithm: JwtAlgorithm): number {
  if (!(key instanceof KeyObject) && 'modulusLength' in key.algorithm)
    return Number(key.algorithm.modulusLength) / 8;
  return SIGNATURE_BYTES[algorithm] ?? 0;
}

const SIGNATURE_BYTES: Partial<Record<JwtAlgorithm, number>> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
  ES256: 64,
  ES384: 96,
  ES512: 132,
  EdDSA: 64,
};

function toBase64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

async function claimsUnderAny(
  keys: readonly JwtKey[],
  token: string,
  algorithm: JwtAlgorithm,
): Promise<JwtClaims | null> {
  for (const key of keys) {
    const claims = await verifiedClaims(token, key, algorithm);
    if (claims !== null) return claims;
  }
  return null;
}

async function verifiedClaims(
  token: string,
  key: JwtKey,
  algorithm: JwtAlgorithm,
): Promise<JwtClaims | null> {
  if (key instanceof KeyObject) {
    const payload = verifyHmac(token, key, algorithm);
    return payload === null ? null : parseStrictObject(payload);
  }
  const [{ compactVerify }, { JOSEError }] = await loadVerifier();
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
    return parseStrictObject(payload);
  } catch (error) {
    if (error instanceof JOSEError) return null;
    throw error;
  }
}

function once<Result>(load: () => Promise<Result>): () => Promise<Result> {
  let loaded: Promise<Result> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
