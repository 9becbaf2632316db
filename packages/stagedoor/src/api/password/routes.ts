import { Type } from 'typebox';
import { json } from '../../http/answer/answer.ts';
import { fieldTexts } from '../../http/refusal/field.ts';
import { passwordField, textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { detailSchema } from '../schemas.ts';

const newPassword = { new_password1: passwordField(), new_password2: passwordField() };

export const passwordChangeRoute = defineApiRoute({
  name: 'api-password-change',
  method: 'POST',
  path: '/api/password/change/',
  issues: 'session',
  access: 'authenticated',
  servesStage: 'change-password',
  csrf: 'session',
  operation: 'changePassword',
  summary: 'Change the password by the old one. Every other session ends.',
  responses: { 200: detailSchema },
  refuses: ['throttled', 'busy'],
  schema: { body: Type.Object({ old_password: passwordField(), ...newPassword }) },
  async handler(exchange, { principal, body }) {
    const stored = await exchange.context.useCases.password.change({
      principal,
      oldPassword: body.old_password,
      newPassword1: body.new_password1,
      newPassword2: body.new_password2,
      visitor: exchange.visitor,
    });
    await exchange.afterOwnPassword(stored);
    return json({ detail: exchange.translate('detail.password_changed') });
  },
});

export const passwordResetRoute = defineApiRoute({
  name: 'api-password-reset',
  method: 'POST',
  path: '/api/password/reset/',
  issues: 'none',
  access: 'anyone',
  csrf: 'session',
  operation: 'requestPasswordReset',
  summary: 'Ask for a reset mail. The answer is the same for every address.',
  responses: { 200: detailSchema },
  refuses: ['throttled'],
  throttle: 'mail',
  schema: { body: Type.Object({ email: textField() }) },
  async handler(exchange, { body }) {
    await exchange.context.useCases.password.requestReset({ email: body.email, visitor: exchange.visitor });
    return json({ detail: exchange.translate('detail.reset_sent') });
  },
});

export const passwordResetConfirmRoute = defineApiRoute({
  name: 'api-password-reset-confirm',
  method: 'POST',
  path: '/api/password/reset/confirm/',
  issues: 'none',
  access: 'anyone',
  csrf: 'session',
  operation: 'resetPassword',
  summary: 'Set a new password by a mailed link. Every session ends; nobody is logged in.',
  responses: { 200: detailSchema },
  refuses: ['throttled', 'busy'],
  schema: { body: Type.Object({ uid: textField(), token: textField(), ...newPassword }) },
  refuse: (problem, { translate }) =>
    problem.code === 'invalid-link'
      ? json(fieldTexts({ token: [{ code: 'invalid-link' }] }, translate), 400)
      : undefined,
  async handler(exchange, { body }) {
    await exchange.context.useCases.password.reset({
      uid: body.uid,
      token: body.token,
      newPassword1: body.new_password1,
      newPassword2: body.new_password2,
      visitor: exchange.visitor,
    });
    return json({ detail: exchange.translate('detail.password_reset') });
  },
});

export const passwordRoutes: readonly ApiRoute[] = [
  passwordChangeRoute,
  passwordResetRoute,
  passwordResetConfirmRoute,
];
