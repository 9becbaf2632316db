import { Type } from 'typebox';
import { answerSchema } from '../schemas.ts';

export const loggedInSchema = answerSchema('LoggedIn', {
  message: Type.Literal('Login successful'),
  username: Type.String({ description: 'The address where the user has no name.' }),
});

export const csrfTokenSchema = answerSchema('CsrfToken', {
  csrfToken: Type.String({ description: 'Differs each time; each of them is good while the session lasts.' }),
});
