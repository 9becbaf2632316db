import type { ApiRoute } from '../../api-route.ts';
import { forStrangers } from '../../for-strangers.ts';
import { passwordChangeRoute, passwordResetConfirmRoute, passwordResetRoute } from '../../password/routes.ts';
import { refuseAs } from '../../wording.ts';

/** dj-rest-auth's fields and texts are our own here; the old password is always asked (OLD_PASSWORD_FIELD_ENABLED). */
export function passwordRoutesBelow(path: string): readonly ApiRoute[] {
  return [
    {
      ...passwordChangeRoute,
      name: 'rest_password_change',
      path: `${path}password/change/`,
      operation: 'restAuthChangePassword',
      summary: 'dj-rest-auth: change the password by the old one. Every other session ends.',
    },
    {
      ...passwordResetRoute,
      ...forStrangers,
      name: 'rest_password_reset',
      path: `${path}password/reset/`,
      operation: 'restAuthRequestPasswordReset',
      summary: 'dj-rest-auth: ask for a reset mail. The answer is the same for every address.',
    },
    {
      ...passwordResetConfirmRoute,
      ...forStrangers,
      name: 'rest_password_reset_confirm',
      path: `${path}password/reset/confirm/`,
      operation: 'restAuthResetPassword',
      summary: 'dj-rest-auth: set a new password by a mailed link. Every session ends.',
      refuse: refuseAs({ deadLink: { token: [{ code: 'front_end.value_invalid' }] } }),
    },
  ];
}
