import { Type } from 'typebox';
import { empty } from '../../../http/answer/answer.ts';
import { textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { refuseAs } from '../../wording.ts';
import { deadLink } from './dead-link.ts';
import { again, refuseDifferent } from './retype.ts';

/** A username chosen anew by a mailed link. */
export function resetUsernameRoutesBelow(users: string): readonly ApiRoute[] {
  return [
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-reset-username',
      path: `${users}reset_username/`,
      issues: 'none',
      operation: 'djoserRequestUsernameReset',
      summary: 'djoser: ask for a mail to choose another username. The answer is the same for every address.',
      responses: { 204: null },
      refuses: ['throttled'],
      throttle: 'mail',
      schema: { body: Type.Object({ email: textField() }) },
      async handler({ context, visitor }, { body }) {
        await context.useCases.username.requestReset({ email: body.email, visitor });
        return empty();
      },
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-reset-username-confirm',
      path: `${users}reset_username_confirm/`,
      issues: 'none',
      operation: 'djoserResetUsername',
      summary: 'djoser: set another username by a mailed link. Logs nobody in.',
      responses: { 204: null },
      refuses: ['throttled'],
      schema: {
        body: Type.Object({
          uid: textField(),
          token: textField(),
          new_username: textField(),
          re_new_username: again,
        }),
      },
      refuse: refuseAs({ fields: { username: 'new_username' }, deadLink }),
      async handler({ context, visitor }, { body }) {
        refuseDifferent(body.new_username, body.re_new_username, 'front_end.username_mismatch');
        const { uid, token, new_username: username } = body;
        await context.useCases.username.reset({ uid, token, username, visitor });
        return empty();
      },
    }),
  ];
}
