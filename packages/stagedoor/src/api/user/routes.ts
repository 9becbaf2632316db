import { type Static, Type } from 'typebox';
import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import type { Principal } from '../../core/session/session.ts';
import { type Answer, empty, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { fieldTexts } from '../../http/refusal/field.ts';
import { passwordField, textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { rowsLeft } from '../rows-left.ts';
import { detailSchema, withExtraFields } from '../schemas.ts';
import { typedTwice } from '../typed-twice.ts';
import { dataRoute } from './data-route.ts';
import { extraValuesOf } from './extra-values.ts';
import { meAnswer } from './me-body.ts';
import { registerRoute } from './register-route.ts';
import { userSchema } from './schemas.ts';
import { askedOfNewAccounts, newAccount, signUpOf } from './sign-up-body.ts';

const signUpRoute = defineApiRoute({
  name: 'api-signup',
  method: 'POST',
  path: '/api/signup/',
  issues: 'session',
  access: 'anonymous',
  csrf: 'session',
  creates: true,
  operation: 'signUp',
  summary: 'Open an account. The answer is the same for a new and for a taken address.',
  responses: { 201: detailSchema },
  refuses: ['signup-closed', 'throttled', 'busy'],
  throttle: 'signup',
  schema: { body: newAccount },
  ...askedOfNewAccounts,
  async handler(exchange, { body }) {
    const { context } = exchange;
    const replaced = await exchange.findReplacedSessions();
    const signedUp = await context.useCases.user.signUp({ ...signUpOf(exchange, body), ...replaced });
    const isLoggedIn = signedUp.outcome === 'logged-in';
    if (isLoggedIn) await exchange.startSession(signedUp.issued);
    const isMailed = signedUp.outcome === 'activation-pending' || (isLoggedIn && signedUp.email !== '');
    return json({ detail: exchange.translate(isMailed ? 'detail.signed_up' : 'detail.account_opened') }, 201);
  },
});

const activationRoute = defineApiRoute({
  name: 'api-activation',
  method: 'POST',
  path: '/api/activation/',
  issues: 'none',
  access: 'anyone',
  csrf: 'session',
  operation: 'sendActivation',
  summary: 'Send the activation mail again: to the logged-in user, or to a given address.',
  responses: { 200: detailSchema },
  refuses: ['already-verified', 'throttled'],
  throttle: 'mail',
  schema: { body: Type.Object({ email: Type.Optional(textField()) }) },
  async handler(exchange, { principal, body }) {
    if (principal === null && body.email === undefined) throw fieldRefusal('email', 'required');
    const { useCases } = exchange.context;
    await useCases.activation.send({ principal, email: body.email ?? '', visitor: exchange.visitor });
    return json({ detail: exchange.translate('detail.activation_sent') });
  },
});

const activationConfirmRoute = defineApiRoute({
  name: 'api-activation-confirm',
  method: 'POST',
  path: '/api/activation/confirm/',
  issues: 'none',
  access: 'anyone',
  csrf: 'session',
  operation: 'activate',
  summary:
    'Activate the account by the mailed key. Works once and logs nobody in. Where it answers `new-password-required`, the same key is sent with a password.',
  responses: { 200: detailSchema },
  refuses: ['new-password-required', 'throttled', 'busy'],
  schema: {
    body: Type.Object({
      key: textField(),
      new_password1: Type.Optional(passwordField()),
      new_password2: Type.Optional(passwordField()),
    }),
  },
  refuse: (problem, { translate }) =>
    problem.code === 'invalid-link'
      ? json(fieldTexts({ key: [{ code: 'invalid-link' }] }, translate), 400)
      : undefined,
  async handler(exchange, { principal, body }) {
    const { visitor } = exchange;
    await exchange.context.useCases.activation.confirm({
      key: body.key,
      ...typedTwice(body.new_password1, body.new_password2),
      principal,
      visitor,
    });
    return json({ detail: exchange.translate('detail.activated') });
  },
});

const meRoute = defineApiRoute({
  name: 'api-me',
  method: 'GET',
  path: '/api/users/me/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  personalTokens: true,
  operation: 'getMe',
  summary: 'The current user with groups and directly assigned permissions.',
  responses: { 200: userSchema },
  handler: (exchange, { principal }) => meAnswer(exchange, principal),
});

const editable = Type.Object(
  {
    username: Type.Optional(textField()),
    first_name: Type.Optional(textField({ blank: true })),
    last_name: Type.Optional(textField({ blank: true })),
    language: Type.Optional(
      Type.Union([textField({ blank: true }), Type.Null()], {
        description: 'The tag of a language that the site has, such as `es` (BCP 47); null for none.',
        chosenFrom: 'languages',
      }),
    ),
    time_zone: Type.Optional(
      Type.Union([textField(), Type.Null()], {
        description: 'The IANA name of the zone, of at most 64 characters; null for unknown.',
      }),
    ),
  },
  withExtraFields('editable'),
);

/** @throws AccountsError `invalid-input` for a language that the site does not have */
function readLanguage({ context }: Exchange, typed: string | null): LanguageTag | null {
  if (typed === null || context.languages.isOffered(typed)) return typed;
  throw fieldRefusal('language', 'invalid_choice', { input: typed.slice(0, 100) });
}

interface UpdateMe {
  readonly principal: Principal;
  readonly body: Static<typeof editable>;
}

async function updateMe(exchange: Exchange, { principal, body }: UpdateMe): Promise<Answer> {
  const user = await exchange.context.useCases.user.updateProfile({
    principal,
    visitor: exchange.visitor,
    ...(body.username === undefined ? {} : { username: body.username }),
    ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
    ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
    ...(body.language === undefined ? {} : { language: readLanguage(exchange, body.language) }),
    ...(body.time_zone === undefined ? {} : { timeZone: body.time_zone }),
    extra: extraValuesOf(exchange),
  });
  return await meAnswer(exchange, { ...principal, user });
}

const updateMeRoute = defineApiRoute({
  name: 'api-me-update',
  method: 'PATCH',
  path: '/api/users/me/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  personalTokens: true,
  operation: 'updateMe',
  summary: 'Change what owners may change of themselves; everything else is ignored.',
  responses: { 200: userSchema },
  refuses: ['reauthentication-required'],
  schema: { body: editable },
  handler: updateMe,
});

/** As REST framework has it, a PUT says all that is required, and what it leaves out stays. */
const replaceMeRoute = defineApiRoute({
  name: 'api-me-replace',
  method: 'PUT',
  path: '/api/users/me/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  personalTokens: true,
  operation: 'replaceMe',
  summary: 'The same, with every required field; optional ones that are left out stay as they are.',
  responses: { 200: userSchema },
  refuses: ['reauthentication-required'],
  schema: { body: editable },
  requires: (_, { logInBy }) => (logInBy === 'email' ? [] : ['username']),
  handler: updateMe,
});

const deleteMeRoute = defineApiRoute({
  name: 'api-me-delete',
  method: 'DELETE',
  path: '/api/users/me/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'deleteMe',
  summary:
    'Delete the own account. Asks for a recent log-in. `rows: keep`, in the body or in the address, leaves what it has in tables of the site, as a deleted user’s.',
  responses: { 204: null },
  schema: {
    body: Type.Object({ rows: Type.Optional(rowsLeft) }),
    query: Type.Object({ rows: Type.Optional(rowsLeft) }),
  },
  refuses: ['reauthentication-required'],
  async handler(exchange, { principal, body, query }) {
    const browser = await exchange.findBrowserCredentials();
    await exchange.context.useCases.user.delete({
      principal,
      browser,
      visitor: exchange.visitor,
      rows: body.rows ?? query.rows ?? 'remove',
    });
    exchange.forgetSession();
    return empty();
  },
});

export const userRoutes: readonly ApiRoute[] = [
  signUpRoute,
  registerRoute,
  activationRoute,
  activationConfirmRoute,
  meRoute,
  replaceMeRoute,
  updateMeRoute,
  deleteMeRoute,
  dataRoute,
];
