import { Type } from 'typebox';
import { addressSchema, answerSchema, idSchema, momentSchema } from '../schemas.ts';

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

export const apiTokenSchema = answerSchema('ApiToken', {
  token: Type.String({ description: '40 hexadecimal digits, for `Authorization: Token …`.' }),
  user_id: Type.Optional(idSchema),
  email: Type.Optional(Type.String()),
});

const methodsSchema = Type.Union([Type.Literal('read'), Type.Literal('write')]);

const personalToken = {
  id: idSchema,
  name: Type.String(),
  hint: Type.String({ description: 'The first characters, to recognise it by.' }),
  permissions: Type.Array(Type.String(), {
    description: 'As `app_label.codename`; it has those of them that its owner has.',
  }),
  methods: methodsSchema,
  created_at: momentSchema,
  expires_at: momentSchema,
  last_used_at: Type.Union([momentSchema, Type.Null()]),
  last_used_from: Type.Union([addressSchema, Type.Null()]),
};

export const personalTokenSchema = answerSchema('PersonalToken', personalToken);
export const createdPersonalTokenSchema = answerSchema('CreatedPersonalToken', {
  ...personalToken,
  token: Type.String({ description: 'Shown this once.' }),
});

export const publicKeysSchema = answerSchema('PublicKeys', { keys: Type.Array(publicKeySchema) });

export const ticketSchema = answerSchema('Ticket', {
  ticket: Type.String({ description: 'Shown this once, for `?ticket=…`.' }),
  purpose: Type.String(),
  expires_at: momentSchema,
});
