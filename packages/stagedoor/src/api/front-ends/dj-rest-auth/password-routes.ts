import { Type } from 'typebox';
import { json } from '../../../http/answer/answer.ts';
import { passwordField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { passwordChangeRoute, passwordResetConfirmRoute, passwordResetRoute } from '../../password/routes.ts';
import { detailSchema } from '../../schemas.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { refuseAs } from '../../wording.ts';

/* dj-rest-auth's fields and texts are our own here. */

const placeOf = (path: string) => ({ name: 'rest_password_change', path: `${path}password/change/` });

/** With OLD_PASSWORD_FIELD_ENABLED. */
export function passwordChangeBelow(path: string): ApiRoute {
  return {
    ...passwordChangeRoute,
    ...placeOf(path),
    operation: 'restAuthChangePassword',
    summary: 'dj-rest-auth: change the password by the old one. Every other session ends.',
  };
}

/** Without it: the old password may be left out by who proved it lately; where it is sent, it counts. */
export function passwordReplaceBelow(path: string): ApiRoute {
  return defineApiRoute({
    ...placeOf(path),
    method: 'POST',
    issues: 'session',
    access: 'authenticated',
    servesStage: 'change-password',
    csrf: 'session',
    operation: 'restAuthChangePassword',
    summary:
      'dj-rest-auth: change the password, by the old one or a recent log-in. Every other session ends.',
    responses: { 200: detailSchema },
    refuses: ['throttled', 'busy', 'permission-denied', 'reauthentication-required'],
    schema: {
      body: Type.Object({
        old_password: Type.Optional(
          passwordField({ blank: true, description: 'Needed where the log-in is not recent.' }),
        ),
        new_password1: passwordField(),
        new_password2: passwordField(),
      }),
    },
    async handler(exchange, { principal, body }) {
      const { context, visitor } = exchange;
      const { old_password: oldPassword, new_password1: newPassword1, new_password2: newPassword2 } = body;
      const change = { principal, newPassword1, newPassword2, visitor };
      const { change: changePassword, replace: replacePassword } = context.useCases.password;
      const stored = oldPassword ? changePassword({ ...change, oldPassword }) : replacePassword(change);
      await exchange.afterOwnPassword(await stored);
      return json({ detail: exchange.translate('detail.password_changed') });
    },
  });
}

export function passwordResetBelow(path: string): readonly ApiRoute[] {
  return [
    {
      ...passwordResetRoute,
      ...withoutCredentials,
      name: 'rest_password_reset',
      path: `${path}password/reset/`,
      operation: 'restAuthRequestPasswordReset',
      summary: 'dj-rest-auth: ask for a reset mail. The answer is the same for every address.',
    },
    {
      ...passwordResetConfirmRoute,
      ...withoutCredentials,
      name: 'rest_password_reset_confirm',
      path: `${path}password/reset/confirm/`,
      operation: 'restAuthResetPassword',
      summary: 'dj-rest-auth: set a new password by a mailed link. Every session ends.',
      refuse: refuseAs({ deadLink: { token: [{ code: 'front_end.value_invalid' }] } }),
    },
  ];
}
