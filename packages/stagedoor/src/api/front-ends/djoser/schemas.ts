import { Type } from 'typebox';
import type { User } from '../../../core/user/user.ts';
import { answerSchema, idSchema, withExtraFields } from '../../schemas.ts';

const username = Type.Union([Type.String(), Type.Null()]);

export const djoserCreatedSchema = answerSchema('DjoserCreatedUser', {
  email: Type.String(),
  username,
  id: idSchema,
});

export const djoserUserSchema = answerSchema(
  'DjoserUser',
  {
    email: Type.String(),
    id: idSchema,
    username,
    first_name: Type.String(),
    last_name: Type.String(),
  },
  withExtraFields('all'),
);

export const djoserTokenSchema = answerSchema('DjoserToken', {
  auth_token: Type.String({ description: 'The API token, for `Authorization: Token …`.' }),
});

/** A user as djoser shows them. */
export function djoserUser({ id, username: name, email, firstName, lastName, extra }: User) {
  return { email, id, username: name, first_name: firstName, last_name: lastName, ...extra };
}
