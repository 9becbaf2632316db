import { KeyObject } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { PlainError } from '../../core/plain-error.ts';
import { verdictOn } from '../../core/token/claims.ts';
import type { JwtClaims, JwtCodec } from '../../core/token/jwt-codec.ts';
import type { JwtAlgorithm, JwtRules } from '../../core/token/jwt-settings.ts';
import { LONGEST_TOKEN, readHeader } from './compact-jws.ts';
import { signHmac, verifyHmac } from './hmac-jws.ts';
import type { JwtKey, JwtKeyRing } from './jwt-key-ring.ts';
import { parseStrictObject } from './strict-json.ts';

// Loaded by the first token, so that a site that uses none does not wait for it at start; once, because asking for a
// module that is there already costs more than a signature.
const loadSigner = once(() => import('jose/jws/compact/sign'));
const loadVerifier = once(() => Promise.all([import('jose/jws/compact/verify'), import('jose/errors')]));

export interface JwtCodecParts {
  readonly rules: JwtRules;
  readonly keys: JwtKeyRing;
  readonly clock: Clock;
}

/**
 * Signs and verifies: with jose under the keys of a pair, and with Node's own HMAC under a shared secret, which takes a
 * tenth of what WebCrypto takes to hand it to another thread. A token is looked at in an order that gives nothing
 * away: its form, then its signature under one of our own keys and the one algorithm we are configured for, and only
 * then what it says.
 *
 * @example
 * const codec = createJwtCodec({ rules, keys: createSharedSecretRing(secret), clock });
 */
export function createJwtCodec({ rules, keys, clock }: JwtCodecParts): JwtCodec {
  const { algorithm } = rules;
  return {
    async sign(claims) {
      const { keyId, key } = await keys.signingKey(clock.now());
      const header = { alg: algorithm, typ: 'JWT', ...(keyId === null ? {} : { kid: keyId }) } as const;
      const token = await signed(header, JSON.stringify(claims), key);
      if (token.length > LONGEST_TOKEN) throw new PlainError('The claims are too long for a token.');
      return token;
    },
    async read(token, now) {
      const header = readHeader(token);
      if (header?.algorithm !== algorithm) return { outcome: 'invalid' };
      const key = await keys.verifyingKey(header.keyId, now);
      const claims = key === null ? null : await verifiedClaims(token, key, algorithm);
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

function toBase64url(text: string): string {
  return Buffer.from(text).toString('base64url');
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
