import { Type } from 'typebox';
import type { Settings } from '../../../core/settings.ts';
import { empty } from '../../../http/answer/answer.ts';
import { proveByPassword } from '../../../http/exchange/prove-by-password.ts';
import { passwordField, textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { refuseAs } from '../../wording.ts';
import { again, refuseDifferent } from './retype.ts';
import { wrongPassword } from './wrong-password.ts';

/** What people log in with is changed by the password: the username, or where there is none the address. */
export function setNameRouteBelow(users: string, logInBy: Settings['logInBy']): ApiRoute {
  return logInBy === 'email' ? setEmailRoute(users) : setUsernameRoute(users);
}

function setUsernameRoute(users: string): ApiRoute {
  return defineApiRoute({
    name: 'user-set-username',
    method: 'POST',
    path: `${users}set_username/`,
    issues: 'session',
    access: 'authenticated',
    csrf: 'session',
    operation: 'djoserSetUsername',
    summary: 'djoser: change the username, by the password.',
    responses: { 204: null },
    refuses: ['throttled', 'busy'],
    schema: {
      body: Type.Object({
        current_password: passwordField(),
        new_username: textField(),
        re_new_username: again,
      }),
    },
    refuse: refuseAs({
      ...wrongPassword,
      fields: { ...wrongPassword.fields, username: 'new_username' },
    }),
    async handler(exchange, { principal, body }) {
      refuseDifferent(body.new_username, body.re_new_username, 'front_end.username_mismatch');
      const proved = await proveByPassword(exchange, principal, body.current_password);
      const { context, visitor } = exchange;
      await context.useCases.user.updateProfile({ principal: proved, visitor, username: body.new_username });
      return empty();
    },
  });
}

/** The new address counts once the link that is mailed there was opened; until then the old one stays. */
function setEmailRoute(users: string): ApiRoute {
  return defineApiRoute({
    name: 'user-set-email',
    method: 'POST',
    path: `${users}set_email/`,
    issues: 'session',
    access: 'authenticated',
    csrf: 'session',
    operation: 'djoserSetEmail',
    summary: 'djoser: mail a link that changes the address, by the password.',
    responses: { 204: null },
    refuses: ['throttled', 'busy'],
    throttle: 'mail',
    schema: {
      body: Type.Object({ current_password: passwordField(), new_email: textField(), re_new_email: again }),
    },
    refuse: refuseAs({ ...wrongPassword, fields: { ...wrongPassword.fields, email: 'new_email' } }),
    async handler(exchange, { principal, body }) {
      refuseDifferent(body.new_email, body.re_new_email, 'front_end.email_mismatch');
      const proved = await proveByPassword(exchange, principal, body.current_password);
      const { context, visitor } = exchange;
      await context.useCases.email.requestChange({ principal: proved, visitor, email: body.new_email });
      return empty();
    },
  });
}
