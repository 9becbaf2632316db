import { Type } from 'typebox';
import type { SignUpForTokens } from '../../../core/account/sign-up/sign-up-for-tokens.ts';
import { json } from '../../../http/answer/answer.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import { passwordField, textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { detailSchema, withExtraFields } from '../../schemas.ts';
import { typedTwice } from '../../typed-twice.ts';
import { signUpOf } from '../../user/sign-up-body.ts';
import { askedAtSignUp, withSignUpFields } from '../../user/sign-up-schema.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { refuseAs } from '../../wording.ts';
import { registeredSchema } from './schemas.ts';
import { browserOptions, type IssuedTokens, pairBody, tokenIssuance } from './tokens.ts';

const OK = json({ detail: 'ok' });

const names = { passwordAgain: 'password2' };

const registration = Type.Object(
  {
    username: Type.Optional(textField()),
    email: Type.Optional(textField({ blank: true })),
    password1: passwordField(),
    password2: Type.Optional(passwordField()),
    first_name: Type.Optional(textField({ blank: true })),
    last_name: Type.Optional(textField({ blank: true })),
  },
  { ...withExtraFields('at-sign-up'), ...withSignUpFields(names) },
);

/** What a newcomer gets at once, or why there is nothing yet. */
async function register(exchange: Exchange, input: SignUpForTokens, tokens: IssuedTokens) {
  const { useCases } = exchange.context;
  if (tokens === 'api-token') {
    const made = await useCases.user.signUpForApiToken(input);
    return made.outcome === 'logged-in' ? { key: made.key } : made.outcome;
  }
  const made = await useCases.user.signUpForTokenPair({
    ...input,
    ...(await browserOptions(tokens, exchange)),
  });
  return made.outcome === 'logged-in' ? await pairBody(exchange, made, tokens) : made.outcome;
}

const NOTHING_YET = {
  'activation-pending': 'detail.signed_up',
  opened: 'detail.account_opened',
} as const;

export function registrationRoutesBelow(path: string, tokens: IssuedTokens): readonly ApiRoute[] {
  return [
    defineApiRoute({
      ...tokenIssuance(tokens),
      name: 'rest_register',
      path,
      issues: 'token',
      creates: true,
      operation: 'restAuthSignUp',
      summary: 'dj-rest-auth: open an account. The answer is the same for a new and for a taken address.',
      responses: { 201: registeredSchema(tokens) },
      refuses: ['signup-closed', 'throttled', 'busy'],
      throttle: 'signup',
      schema: { body: registration },
      ...askedAtSignUp(names),
      refuse: refuseAs({
        fields: { password: 'password1' },
        problems: { password_mismatch: { at: 'non_field_errors', code: 'front_end.password_mismatch' } },
      }),
      async handler(exchange, { body }) {
        const { password1: password, password2: password_confirm } = body;
        const input = signUpOf(exchange, { ...body, password, password_confirm });
        const granted = await register(exchange, input, tokens);
        if (typeof granted === 'string')
          return json({ detail: exchange.translate(NOTHING_YET[granted]) }, 201);
        exchange.notesToken();
        return json(granted, 201);
      },
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'rest_verify_email',
      path: `${path}verify-email/`,
      issues: 'none',
      operation: 'restAuthVerifyEmail',
      summary: 'dj-rest-auth: activate the account by the mailed key. Logs nobody in.',
      responses: { 200: detailSchema },
      refuses: ['not-found', 'new-password-required', 'throttled', 'busy'],
      schema: {
        body: Type.Object({
          key: textField(),
          new_password1: Type.Optional(passwordField()),
          new_password2: Type.Optional(passwordField()),
        }),
      },
      refuse: (problem, { translate }) =>
        problem.code === 'invalid-link' ? json({ detail: translate('not-found') }, 404) : undefined,
      async handler({ context, visitor }, { body }) {
        const link = {
          key: body.key,
          principal: null,
          ...typedTwice(body.new_password1, body.new_password2),
        };
        await context.useCases.activation.confirm({ ...link, visitor });
        return OK;
      },
    }),
    defineApiRoute({
      ...withoutCredentials,
      name: 'rest_resend_email',
      path: `${path}resend-email/`,
      issues: 'none',
      operation: 'restAuthResendEmail',
      summary: 'dj-rest-auth: send the activation mail again. The answer is the same for every address.',
      responses: { 200: detailSchema },
      refuses: ['throttled'],
      throttle: 'mail',
      schema: { body: Type.Object({ email: textField() }) },
      async handler({ context, visitor }, { body }) {
        await context.useCases.activation.send({ principal: null, email: body.email, visitor });
        return OK;
      },
    }),
  ];
}
