import { usesSharedSecret } from '../core/token/jwt-settings.ts';
import type { Config } from './complete-config.ts';
import { weaknessOf } from './secret-strength.ts';
import { when } from './when.ts';

/** RFC 7518 section 3.2: a secret is at least as long as the hash. HS256 asks no more than any secret of production. */
const SHORTEST_SECRET_BYTES: Readonly<Record<string, number>> = { HS384: 48, HS512: 64 };
const TAKEN_CLAIMS = new Set(['exp', 'nbf', 'iat', 'iss', 'aud', 'sid', 'refresh_exp', 'hash_password']);

/** What makes the settings of JSON web tokens impossible, in any mode: a secret that can be guessed forges them all. */
export function jwtProblems(config: Config): string[] {
  return [
    ...secretProblems(config),
    ...claimProblems(config),
    ...headerProblems(config),
    ...when(
      config.jwtStateless && config.sessionBindTo.length > 0,
      'JWT_STATELESS leaves out the look at the session that SESSION_BIND_TO asks for; set one of them.',
    ),
  ];
}

function secretProblems(config: Config): string[] {
  const { jwtAlgorithm: algorithm, jwtSigningKey: own } = config;
  if (!usesSharedSecret(algorithm)) {
    return when(
      own !== null,
      `JWT_SIGNING_KEY is for HS…; the keys of ${algorithm} are made and kept for you.`,
    );
  }
  const name = own === null ? 'SECRET_KEY' : 'JWT_SIGNING_KEY';
  const secret = (own ?? config.secretKey).reveal();
  const shortest = shortestSecretBytes(algorithm);
  const weakness = own === null ? null : weaknessOf(secret);
  return [
    ...when(weakness !== null, `${name} ${weakness}; \`stagedoor generate_key\` makes a good one.`),
    ...when(
      // A missing SECRET_KEY has a problem of its own.
      weakness === null && secret !== '' && Buffer.byteLength(secret) < shortest,
      `${name} must have at least ${shortest} bytes for ${algorithm}; two keys of \`stagedoor generate_key\` in a row have 88.`,
    ),
    ...when(
      own !== null && secret === config.cryptographyKey.reveal(),
      'JWT_SIGNING_KEY and CRYPTOGRAPHY_KEY must differ.',
    ),
  ];
}

export function shortestSecretBytes(algorithm: Config['jwtAlgorithm']): number {
  return SHORTEST_SECRET_BYTES[algorithm] ?? 0;
}

function claimProblems(config: Config): string[] {
  const names = {
    JWT_TOKEN_TYPE_CLAIM: config.jwtTokenTypeClaim,
    JWT_JTI_CLAIM: config.jwtJtiClaim,
    JWT_USER_ID_CLAIM: config.jwtUserIdClaim,
  };
  const taken = Object.entries(names).flatMap(([setting, claim]) =>
    when(TAKEN_CLAIMS.has(claim), `${setting} must not be ${claim}, which means something else.`),
  );
  const areThree = new Set(Object.values(names)).size === 3;
  return [...taken, ...when(!areThree, `${Object.keys(names).join(', ')} must differ.`)];
}

function headerProblems({ jwtAuthHeaderTypes }: Config): string[] {
  const areWords =
    jwtAuthHeaderTypes.length > 0 && jwtAuthHeaderTypes.every((word) => /^[\w!#$%&'*+.^`|~-]+$/.test(word));
  return when(!areWords, 'JWT_AUTH_HEADER_TYPES must be words such as Bearer.');
}
