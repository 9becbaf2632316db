import { Type } from 'typebox';
import { answerSchema, idSchema, withExtraFields } from '../schemas.ts';

export const groupSchema = answerSchema('Group', { id: idSchema, name: Type.String() });

/** The current user (S0-38). */
export const userSchema = answerSchema(
  'User',
  {
    id: idSchema,
    username: Type.Union([Type.String(), Type.Null()], {
      description: 'Null where people sign in by address.',
    }),
    email: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    email_verified: Type.Boolean(),
    language: Type.Union([Type.Literal('en'), Type.Literal('es'), Type.Null()]),
    groups: Type.Array(groupSchema),
    permissions: Type.Array(Type.String(), {
      description: 'Code names given to the user directly, without those of groups, in ascending order.',
    }),
  },
  withExtraFields('all'),
);
