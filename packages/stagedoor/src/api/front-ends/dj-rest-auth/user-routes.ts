import { Type } from 'typebox';
import { json } from '../../../http/answer/answer.ts';
import { textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { restUser, restUserSchema } from './rest-user.ts';

const profile = Type.Object({
  username: Type.Optional(textField()),
  first_name: Type.Optional(textField({ blank: true })),
  last_name: Type.Optional(textField({ blank: true })),
});

/** The logged-in user; the address is changed elsewhere, by a mailed link. */
export function userRoutesBelow(prefix: string): readonly ApiRoute[] {
  const path = `${prefix}user/`;
  const read = defineApiRoute({
    name: 'rest_user_details',
    method: 'GET',
    path,
    issues: 'none',
    access: 'authenticated',
    csrf: 'none',
    operation: 'restAuthGetUser',
    summary: 'dj-rest-auth: the logged-in user.',
    responses: { 200: restUserSchema },
    handler: (_, { principal }) => json(restUser(principal.user)),
  });
  const write = (method: 'PUT' | 'PATCH') =>
    defineApiRoute({
      name: `rest_user_details:${method.toLowerCase()}`,
      method,
      path,
      issues: 'none',
      access: 'authenticated',
      csrf: 'session',
      operation: method === 'PUT' ? 'restAuthReplaceUser' : 'restAuthUpdateUser',
      summary: 'dj-rest-auth: change the names of the logged-in user.',
      responses: { 200: restUserSchema },
      refuses: ['reauthentication-required'],
      schema: { body: profile },
      requires: (_, { logInBy }) => (method === 'PUT' && logInBy !== 'email' ? ['username'] : []),
      async handler({ context, visitor }, { principal, body }) {
        const user = await context.useCases.user.updateProfile({
          principal,
          visitor,
          ...(body.username === undefined ? {} : { username: body.username }),
          ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
          ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
        });
        return json(restUser(user));
      },
    });
  return [read, write('PUT'), write('PATCH')];
}
