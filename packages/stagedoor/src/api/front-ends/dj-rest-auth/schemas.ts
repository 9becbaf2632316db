import { Type } from 'typebox';
import { answerSchema, detailSchema, momentSchema } from '../../schemas.ts';
import { restUserSchema } from './rest-user.ts';
import type { IssuedTokens } from './tokens.ts';

const keySchema = answerSchema('RestAuthKey', {
  key: Type.String({ description: 'The API token: 40 hexadecimal digits, for `Authorization: Token …`.' }),
});

const pairSchema = answerSchema('RestAuthPair', {
  access: Type.String({ description: 'A JSON web token.' }),
  refresh: Type.String({ description: 'Blank where it is in a cookie that scripts cannot read.' }),
  user: restUserSchema,
  access_expiration: momentSchema,
  refresh_expiration: momentSchema,
});

export const refreshedSchema = answerSchema('RestAuthRefreshed', {
  access: Type.String(),
  refresh: Type.Optional(Type.String({ description: 'Left out where it is in a cookie.' })),
  access_expiration: momentSchema,
  refresh_expiration: Type.Optional(momentSchema),
});

/** What a log-in answers. */
export function grantedSchema(tokens: IssuedTokens) {
  return tokens === 'api-token' ? keySchema : pairSchema;
}

/** What a registration answers: the same, or that the mailbox comes first. */
export function registeredSchema(tokens: IssuedTokens) {
  return Type.Union([detailSchema, grantedSchema(tokens)]);
}
