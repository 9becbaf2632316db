import { usesSharedSecret } from '../../core/token/jwt-settings.ts';
import type { Config } from '../complete-config.ts';
import { weaknessOf } from '../secret-strength.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

/** RFC 7518 section 3.2: a secret is at least as long as the hash. HS256 asks no more than any secret of production. */
const SHORTEST_SECRET_BYTES: Readonly<Record<string, number>> = { HS384: 48, HS512: 64 };
const TAKEN_CLAIMS = new Set(['exp', 'nbf', 'iat', 'iss', 'aud', 'sid', 'refresh_exp', 'hash_password']);

export const jwtRules: SettingRules = {
  needs: {
    JWT_BLACKLIST_AFTER_ROTATION: {
      words: 'JWT_ROTATE_REFRESH_TOKENS=true',
      isMet: ({ jwtRotateRefreshTokens }) => jwtRotateRefreshTokens,
    },
    JWT_KEY_OVERLAP_SECONDS: {
      words: 'a JWT_ALGORITHM that has pairs of keys (not HS…)',
      isMet: ({ jwtAlgorithm }) => !usesSharedSecret(jwtAlgorithm),
    },
  },
  problems: (config) => [
    ...secretProblems(config),
    ...claimProblems(config),
    ...headerProblems(config),
    ...when(
      config.jwtStateless && config.sessionBindTo.length > 0,
      'JWT_STATELESS leaves out the look at the session that SESSION_BIND_TO asks for; set one of them.',
    ),
  ],
  weakenings: (config) => [
    ...when(config.jwtStateless, 'JWT_STATELESS: access tokens outlive log-out and a changed password.'),
    ...when(
      !config.jwtRotateRefreshTokens,
      'JWT_ROTATE_REFRESH_TOKENS=false: nobody notices a stolen refresh token.',
    ),
    ...when(
      config.jwtRotateRefreshTokens && !config.jwtBlacklistAfterRotation,
      'JWT_BLACKLIST_AFTER_ROTATION=false: refresh tokens that were replaced stay good.',
    ),
    ...when(
      config.jwtCheckRevokeToken,
      'JWT_CHECK_REVOKE_TOKEN: tokens carry an MD5 hash of the stored password.',
    ),
    ...when(
      config.jwtAccessTokenLifetime > 3_600,
      `JWT_ACCESS_TOKEN_LIFETIME=${config.jwtAccessTokenLifetime}: a stolen access token is good for more than an hour.`,
    ),
  ],
};

/** A secret that can be guessed forges every token. */
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
