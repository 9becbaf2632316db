import { Type } from 'typebox';
import { empty, json } from '../../../http/answer/answer.ts';
import { passwordField, textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { withExtraFields } from '../../schemas.ts';
import { typedTwice } from '../../typed-twice.ts';
import { signUpOf } from '../../user/sign-up-body.ts';
import { askedAtSignUp, withSignUpFields } from '../../user/sign-up-schema.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { refuseAs } from '../../wording.ts';
import { deadLink } from './dead-link.ts';
import { djoserCreatedSchema, djoserUser, djoserUserSchema } from './schemas.ts';

/** Whether the password is sent again is the front end's own affair, as djoser's USER_CREATE_PASSWORD_RETYPE is off by default. */
const names = { passwordAgain: null };

const newUser = Type.Object(
  {
    email: Type.Optional(textField({ blank: true })),
    username: Type.Optional(textField()),
    password: passwordField(),
    re_password: Type.Optional(passwordField({ description: 'The same again, where the form asks for it.' })),
    first_name: Type.Optional(textField({ blank: true })),
    last_name: Type.Optional(textField({ blank: true })),
  },
  { ...withExtraFields('at-sign-up'), ...withSignUpFields(names) },
);

/** Opening an account and its address. */
export function accountRoutesBelow(users: string): readonly ApiRoute[] {
  return [
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-list',
      path: users,
      issues: 'none',
      creates: true,
      operation: 'djoserCreateUser',
      summary: 'djoser: open an account. The answer is the same for a new and for a taken address.',
      responses: { 201: djoserCreatedSchema },
      refuses: ['signup-closed', 'throttled', 'busy'],
      throttle: 'signup',
      schema: { body: newUser },
      ...askedAtSignUp(names),
      refuse: refuseAs({
        problems: { password_mismatch: { at: 'non_field_errors', code: 'front_end.password_mismatch' } },
      }),
      async handler(exchange, { body }) {
        const input = signUpOf(exchange, { ...body, password_confirm: body.re_password });
        const made = await exchange.context.useCases.user.register(input);
        return json({ email: made.email, username: made.username, id: made.userId }, 201);
      },
    }),
    defineApiRoute({
      name: 'user-list:get',
      method: 'GET',
      path: users,
      issues: 'none',
      access: 'authenticated',
      csrf: 'none',
      operation: 'djoserListUsers',
      summary: 'djoser: the users that the caller may see, which is the caller alone (HIDE_USERS).',
      responses: { 200: Type.Array(djoserUserSchema) },
      handler: (_, { principal }) => json([djoserUser(principal.user)]),
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-activation',
      path: `${users}activation/`,
      issues: 'none',
      operation: 'djoserActivate',
      summary: 'djoser: activate the account by the mailed link. Logs nobody in.',
      responses: { 204: null },
      refuses: ['new-password-required', 'throttled', 'busy'],
      schema: {
        body: Type.Object({
          uid: textField(),
          token: textField(),
          new_password: Type.Optional(passwordField()),
          re_new_password: Type.Optional(passwordField()),
        }),
      },
      refuse: refuseAs({
        deadLink,
        fields: { new_password2: 'new_password' },
        problems: { password_mismatch: { at: 'non_field_errors', code: 'front_end.password_mismatch' } },
      }),
      async handler({ context, visitor }, { body }) {
        const { uid, token: key, new_password: first, re_new_password: again = first } = body;
        const link = { uid, key, principal: null, ...typedTwice(first, again) };
        await context.useCases.activation.confirm({ ...link, visitor });
        return empty();
      },
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'user-resend-activation',
      path: `${users}resend_activation/`,
      issues: 'none',
      operation: 'djoserResendActivation',
      summary: 'djoser: send the activation mail again. The answer is the same for every address.',
      responses: { 204: null },
      refuses: ['throttled'],
      throttle: 'mail',
      schema: { body: Type.Object({ email: textField() }) },
      async handler({ context, visitor }, { body }) {
        await context.useCases.activation.send({ principal: null, email: body.email, visitor });
        return empty();
      },
    }),
  ];
}
