import { defineSettings } from '../define-settings.ts';
import { DAY_SECONDS } from '../duration.ts';
import { choices, words } from '../list-kinds.ts';
import { choice, flag, integer, secret, text } from '../setting-kinds.ts';

const JWT_ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** What they are signed with, how long they live, and what they say. */
export const jwtSettings = defineSettings({
  title: 'JSON web tokens',
  django: {
    JWT_ROTATE_REFRESH_TOKENS: 'false',
    JWT_BLACKLIST_AFTER_ROTATION: 'false',
    JWT_AUTH_HEADER_TYPES: 'JWT,Bearer',
  },
  settings: {
    JWT_ALGORITHM: choice({
      words: JWT_ALGORITHMS,
      default: 'HS256',
      about:
        'What tokens are signed with. HS… share a secret; the others have key pairs, kept in the database and published at `/.well-known/jwks.json`.',
    }),
    JWT_SIGNING_KEY: secret({
      default: null,
      shownDefault: 'SECRET_KEY',
      about:
        'The secret of HS…, where it is another than SECRET_KEY. A new one ends every token; without it the tokens of SECRET_KEY_FALLBACKS still count.',
    }),
    JWT_KEY_OVERLAP_SECONDS: integer({
      default: 3_600,
      min: 60,
      max: 30 * DAY_SECONDS,
      about: 'A new key is published for so long before it signs.',
    }),
    JWT_AUDIENCE: words({
      default: [],
      about:
        'Whom tokens are for (`aud`). One that names nobody of these, or anybody where this is empty, is refused.',
    }),
    JWT_ISSUER: text({ default: null, about: 'Whom tokens must say they are from (`iss`).' }),
    JWT_LEEWAY: integer({
      default: 0,
      min: 0,
      max: 30,
      about: 'Seconds by which the clocks of two nodes may differ.',
    }),
    JWT_ACCESS_TOKEN_LIFETIME: integer({
      default: 300,
      min: 10,
      max: 30 * DAY_SECONDS,
      about: 'Seconds that an access token lives.',
    }),
    JWT_REFRESH_TOKEN_LIFETIME: integer({
      default: DAY_SECONDS,
      min: 60,
      max: 400 * DAY_SECONDS,
      about:
        'Seconds that a refresh token lives. A rotated one lives as long again, until SESSION_MAX_AGE_DAYS after the log-in; those of staff until SESSION_STAFF_MAX_AGE_HOURS at most.',
    }),
    JWT_SLIDING_TOKEN_LIFETIME: integer({
      default: 300,
      min: 10,
      max: 30 * DAY_SECONDS,
      about: 'Seconds that a sliding token lives.',
    }),
    JWT_SLIDING_TOKEN_REFRESH_LIFETIME: integer({
      default: DAY_SECONDS,
      min: 60,
      max: 400 * DAY_SECONDS,
      about:
        'Seconds after the log-in within which a sliding token can be exchanged for a new one; those of staff within SESSION_STAFF_MAX_AGE_HOURS at most.',
    }),
    JWT_ROTATE_REFRESH_TOKENS: flag({
      default: true,
      about: 'Each refresh hands out a new refresh token. simplejwt’s default is false.',
    }),
    JWT_BLACKLIST_AFTER_ROTATION: flag({
      default: true,
      about: 'A refresh token that was replaced is good no more. simplejwt’s default is false.',
    }),
    JWT_UPDATE_LAST_LOGIN: flag({
      default: true,
      about: 'A log-in for tokens counts as the user’s last log-in. simplejwt’s default is false.',
    }),
    JWT_AUTH_HEADER_TYPES: words({
      default: ['Bearer'],
      about: 'Words before the token in the Authorization header, in upper or lower case.',
    }),
    JWT_USER_ID_CLAIM: text({
      default: 'user_id',
      maxLength: 50,
      about: 'The claim that says whose token it is.',
    }),
    JWT_TOKEN_TYPE_CLAIM: text({
      default: 'token_type',
      maxLength: 50,
      about: 'The claim that says what a token is for.',
    }),
    JWT_JTI_CLAIM: text({ default: 'jti', maxLength: 50, about: 'The claim that tells tokens apart.' }),
    JWT_CLAIMS: choices({
      words: ['profile', 'permissions'],
      default: [],
      about:
        'What tokens say of their user, too: `profile` is `username`, `email`, `first_name`, `last_name`, `is_staff`, `is_verified`; `permissions` is the names of `groups` and the code names of `permissions` given directly. Refresh tokens say none of it. Whoever has a token can read it. One has 8,192 characters at most and in a cookie 4,000, which leaves room for some 5,400 and 2,300 bytes of claims; with more a log-in or a refresh is a 500 with a line in the log, and changes nothing.',
    }),
    JWT_CHECK_REVOKE_TOKEN: flag({
      default: false,
      about: 'Tokens carry simplejwt’s `hash_password`. Not needed: a changed password ends them anyway.',
    }),
    JWT_STATELESS: flag({
      default: false,
      about:
        'Access tokens are good until they expire, without a look at their session: log-out and a new password leave them alone. Refreshing looks.',
    }),
  },
});
