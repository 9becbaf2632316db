import { Type } from 'typebox';
import { empty, json } from '../../../http/answer.ts';
import { passwordField, textField } from '../../../http/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { withExtraFields } from '../../schemas.ts';
import { extraValuesOf } from '../../user/extra-values.ts';
import { refuseAs } from '../../wording.ts';
import { proveByPassword, wrongPassword } from './prove-password.ts';
import { djoserUser, djoserUserSchema } from './schemas.ts';

const profile = Type.Object(
  {
    first_name: Type.Optional(textField({ blank: true })),
    last_name: Type.Optional(textField({ blank: true })),
  },
  withExtraFields('editable'),
);

/** The signed-in user. Username and address have endpoints of their own, which ask for the password. */
export function meRoutesBelow(users: string): readonly ApiRoute[] {
  const path = `${users}me/`;
  const read = defineApiRoute({
    name: 'user-me',
    method: 'GET',
    path,
    issues: 'none',
    access: 'authenticated',
    csrf: 'none',
    operation: 'djoserGetMe',
    summary: 'djoser: the signed-in user.',
    responses: { 200: djoserUserSchema },
    handler: ({ signedIn }) => json(djoserUser(signedIn.user)),
  });
  const write = (method: 'PUT' | 'PATCH') =>
    defineApiRoute({
      name: `user-me:${method.toLowerCase()}`,
      method,
      path,
      issues: 'none',
      access: 'authenticated',
      csrf: 'session',
      operation: method === 'PUT' ? 'djoserReplaceMe' : 'djoserUpdateMe',
      summary: 'djoser: change what owners may change of themselves; everything else is ignored.',
      responses: { 200: djoserUserSchema },
      schema: { body: profile },
      async handler(exchange, { body }) {
        const { context, signedIn: principal, visitor } = exchange;
        const user = await context.useCases.updateProfile({
          principal,
          visitor,
          ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
          ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
          extra: extraValuesOf(exchange),
        });
        return json(djoserUser(user));
      },
    });
  const remove = defineApiRoute({
    name: 'user-me:delete',
    method: 'DELETE',
    path,
    issues: 'session',
    access: 'authenticated',
    csrf: 'session',
    operation: 'djoserDeleteMe',
    summary: 'djoser: delete the own account, by the password.',
    responses: { 204: null },
    refuses: ['throttled', 'busy'],
    schema: { body: Type.Object({ current_password: passwordField() }) },
    refuse: refuseAs(wrongPassword),
    async handler(exchange, { body }) {
      const principal = await proveByPassword(exchange, body.current_password);
      await exchange.context.useCases.deleteUser({ principal, visitor: exchange.visitor });
      exchange.forgetSession();
      return empty();
    },
  });
  return [read, write('PUT'), write('PATCH'), remove];
}
