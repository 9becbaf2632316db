import type { Config } from '../complete-config.ts';

/** The key that signs, then those that still verify. */
export function signingSecrets({
  secretKey,
  secretKeyFallbacks,
}: Pick<Config, 'secretKey' | 'secretKeyFallbacks'>): [string, ...string[]] {
  return [secretKey.reveal(), ...secretKeyFallbacks.map((secret) => secret.reveal())];
}

/** The key that seals, then those that still open. */
export function sealingSecrets({
  cryptographyKey,
  cryptographyKeyFallbacks,
}: Pick<Config, 'cryptographyKey' | 'cryptographyKeyFallbacks'>): [string, ...string[]] {
  return [cryptographyKey.reveal(), ...cryptographyKeyFallbacks.map((secret) => secret.reveal())];
}
