import { Type } from 'typebox';
import { answerSchema } from '../schemas.ts';

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

export const publicKeysSchema = answerSchema('PublicKeys', { keys: Type.Array(publicKeySchema) });
