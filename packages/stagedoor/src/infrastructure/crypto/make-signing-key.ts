import { createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { PublicJwk } from '../../core/token/jwt-codec.ts';
import type { JwtAlgorithm } from '../../core/token/jwt-settings.ts';
import type { MakeSigningKey } from '../../core/token/signing-key-maker.ts';

const generate = promisify(generateKeyPair);
/** 128 bits of security at least (ASVS V11.2.3): nothing shorter is ever made. */
const RSA_BITS = 3_072;
const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** Makes a pair of keys for an algorithm that is not HS…, in the thread pool. */
export const makeSigningKey: MakeSigningKey = async (algorithm) => {
  const { calculateJwkThumbprint } = await import('jose/jwk/thumbprint');
  const { privateKey } = await makePair(algorithm);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { id: await calculateJwkThumbprint(publicHalfOf(pem)), privateKey: pem };
};

/** The public members of a private key, as RFC 7517 writes them. */
export function publicHalfOf(privateKey: string): PublicJwk & { readonly kty: string } {
  const { kty = '', ...members } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kty, ...(members as Readonly<Record<string, string>>) };
}

function makePair(algorithm: JwtAlgorithm) {
  const namedCurve = CURVES[algorithm];
  if (namedCurve !== undefined) return generate('ec', { namedCurve });
  return algorithm === 'EdDSA' ? generate('ed25519') : generate('rsa', { modulusLength: RSA_BITS });
}
