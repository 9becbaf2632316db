import { Type } from 'typebox';
import type { User } from '../../../core/user/user.ts';
import { answerSchema, idSchema } from '../../schemas.ts';

export const restUserSchema = answerSchema('RestAuthUser', {
  pk: idSchema,
  username: Type.Union([Type.String(), Type.Null()]),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
});

/** A user as dj-rest-auth shows them. */
export function restUser({ id, username, email, firstName, lastName }: User) {
  return { pk: id, username, email, first_name: firstName, last_name: lastName };
}
