import { Type } from 'typebox';
import { answerSchema, idSchema } from '../schemas.ts';

const member = Type.Optional(Type.String());

/** One public key (RFC 7517, RFC 8037); which of the last members it has depends on `kty`. */
const publicKeySchema = answerSchema('PublicKey', {
  kty: Type.Union([Type.Literal('RSA'), Type.Literal('EC'), Type.Literal('OKP')]),
  kid: Type.String(),
  alg: Type.String(),
  use: Type.Literal('sig'),
  n: member,
  e: member,
  crv: member,
  x: member,
  y: member,
});

const jwtSchema = Type.String({ description: 'A JSON web token.' });

export const tokenPairSchema = answerSchema('TokenPair', { refresh: jwtSchema, access: jwtSchema });
/** `refresh` is there where the site rotates refresh tokens. */
export const refreshedTokensSchema = answerSchema('RefreshedTokens', {
  access: jwtSchema,
  refresh: Type.Optional(jwtSchema),
});
export const slidingTokenSchema = answerSchema('SlidingToken', { token: jwtSchema });
/** simplejwt says nothing more where a token is good, or was ended. */
export const nothingSchema = answerSchema('Nothing', {});

export const plainLogInSchema = answerSchema('CookieLogIn', { message: Type.Literal('Login successful') });

/** simplejwt's refusal of a token in the body (contract C8.1). */
export const tokenRefusedSchema = answerSchema('TokenRefused', {
  detail: Type.String(),
  code: Type.Union([Type.Literal('token_not_valid'), Type.Literal('no_active_account')]),
});

export const apiTokenSchema = answerSchema('ApiToken', {
  token: Type.String({ description: '40 hexadecimal digits, for `Authorization: Token …`.' }),
  user_id: Type.Optional(idSchema),
  email: Type.Optional(Type.String()),
});

export const publicKeysSchema = answerSchema('PublicKeys', { keys: Type.Array(publicKeySchema) });
