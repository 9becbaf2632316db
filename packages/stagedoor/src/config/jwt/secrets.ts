import type { Config } from '../complete-config.ts';
import { shortestSecretBytes } from './rules.ts';

/**
 * What tokens of HS… are signed with, then what they may have been signed with before. JWT_SIGNING_KEY stands alone: setting
 * it is how every token ends. A fallback that is too short for the algorithm has never signed a token of it.
 */
export function jwtSecrets({
  jwtAlgorithm,
  jwtSigningKey,
  secretKey,
  secretKeyFallbacks,
}: Pick<Config, 'jwtAlgorithm' | 'jwtSigningKey' | 'secretKey' | 'secretKeyFallbacks'>): [
  string,
  ...string[],
] {
  if (jwtSigningKey !== null) return [jwtSigningKey.reveal()];
  const older = secretKeyFallbacks.map((secret) => secret.reveal());
  const shortest = shortestSecretBytes(jwtAlgorithm);
  return [secretKey.reveal(), ...older.filter((secret) => Buffer.byteLength(secret) >= shortest)];
}
