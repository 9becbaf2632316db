import { Type } from 'typebox';
import { json } from '../../http/answer.ts';
import { passwordField, textField } from '../../http/input-reader.ts';
import { fieldTexts } from '../../http/refusals.ts';
import { defineRoute, type Route } from '../../http/route.ts';

const newPassword = { new_password1: passwordField(), new_password2: passwordField() };

const changeRoute = defineRoute({
  name: 'api-password-change',
  method: 'POST',
  path: '/api/password/change/',
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  summary: 'Change the password by the old one. Every other session ends.',
  schema: { body: Type.Object({ old_password: passwordField(), ...newPassword }) },
  async handler(exchange, { body }) {
    const grant = await exchange.context.useCases.changePassword({
      principal: await exchange.requirePrincipal(),
      oldPassword: body.old_password,
      newPassword1: body.new_password1,
      newPassword2: body.new_password2,
      visitor: exchange.visitor,
    });
    await exchange.startSession(grant);
    return json({ detail: exchange.translate('detail.password_changed') });
  },
});

const resetRoute = defineRoute({
  name: 'api-password-reset',
  method: 'POST',
  path: '/api/password/reset/',
  issues: 'none',
  access: 'anyone',
  csrf: 'session',
  summary: 'Ask for a reset mail. The answer is the same for every address.',
  schema: { body: Type.Object({ email: textField() }) },
  async handler(exchange, { body }) {
    await exchange.context.useCases.requestPasswordReset({ email: body.email, visitor: exchange.visitor });
    return json({ detail: exchange.translate('detail.reset_sent') });
  },
});

const resetConfirmRoute = defineRoute({
  name: 'api-password-reset-confirm',
  method: 'POST',
  path: '/api/password/reset/confirm/',
  issues: 'none',
  access: 'anyone',
  csrf: 'session',
  summary: 'Set a new password by a mailed link. Every session ends; nobody is signed in.',
  schema: { body: Type.Object({ uid: textField(), token: textField(), ...newPassword }) },
  refuse: (problem, { translate }) =>
    problem.code === 'invalid-link'
      ? json(fieldTexts({ token: [{ code: 'invalid-link' }] }, translate), 400)
      : undefined,
  async handler(exchange, { body }) {
    await exchange.context.useCases.resetPassword({
      uid: body.uid,
      token: body.token,
      newPassword1: body.new_password1,
      newPassword2: body.new_password2,
      visitor: exchange.visitor,
    });
    return json({ detail: exchange.translate('detail.password_reset') });
  },
});

export const passwordRoutes: readonly Route[] = [changeRoute, resetRoute, resetConfirmRoute];
