import { Type } from 'typebox';
import { empty } from '../../../http/answer/answer.ts';
import { passwordField, textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { refuseAs, type Wording } from '../../wording.ts';
import { deadLink } from './dead-link.ts';

const newPassword = {
  new_password: passwordField(),
  re_new_password: Type.Optional(
    passwordField({ description: 'The same again, where the form asks for it.' }),
  ),
};

const wording: Wording = {
  fields: { old_password: 'current_password', new_password2: 'new_password' },
  problems: {
    password_incorrect: { code: 'front_end.password_wrong' },
    password_mismatch: { at: 'non_field_errors', code: 'front_end.password_mismatch' },
  },
  deadLink,
};

/** Forms that ask for the password once have nothing to compare it with. */
function twice(body: { readonly new_password: string; readonly re_new_password?: string }) {
  return { newPassword1: body.new_password, newPassword2: body.re_new_password ?? body.new_password };
}

export function passwordRoutesBelow(users: string): readonly ApiRoute[] {
  return [
    defineApiRoute({
      name: 'user-set-password',
      method: 'POST',
      path: `${users}set_password/`,
      issues: 'session',
      access: 'authenticated',
      servesStage: 'change-password',
      csrf: 'session',
      operation: 'djoserSetPassword',
      summary: 'djoser: change the password by the current one. Every other session ends.',
      responses: { 204: null },
      refuses: ['throttled', 'busy'],
      schema: { body: Type.Object({ current_password: passwordField(), ...newPassword }) },
      refuse: refuseAs(wording),
      async handler(exchange, { principal, body }) {
        const { context, visitor } = exchange;
        const oldPassword = body.current_password;
        const change = { principal, oldPassword, ...twice(body), visitor };
        await exchange.afterOwnPassword(await context.useCases.password.change(change));
        return empty();
      },
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-reset-password',
      path: `${users}reset_password/`,
      issues: 'none',
      operation: 'djoserRequestPasswordReset',
      summary: 'djoser: ask for a reset mail. The answer is the same for every address.',
      responses: { 204: null },
      refuses: ['throttled'],
      throttle: 'mail',
      schema: { body: Type.Object({ email: textField() }) },
      async handler({ context, visitor }, { body }) {
        await context.useCases.password.requestReset({ email: body.email, visitor });
        return empty();
      },
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-reset-password-confirm',
      path: `${users}reset_password_confirm/`,
      issues: 'none',
      operation: 'djoserResetPassword',
      summary: 'djoser: set a new password by a mailed link. Every session ends.',
      responses: { 204: null },
      refuses: ['throttled', 'busy'],
      schema: { body: Type.Object({ uid: textField(), token: textField(), ...newPassword }) },
      refuse: refuseAs(wording),
      async handler({ context, visitor }, { body }) {
        const { uid, token } = body;
        await context.useCases.password.reset({ uid, token, ...twice(body), visitor });
        return empty();
      },
    }),
  ];
}
