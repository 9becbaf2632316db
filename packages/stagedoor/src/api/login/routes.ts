import { type Static, Type } from 'typebox';
import { AccountsError } from '../../core/kernel/errors.ts';
import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { tellingCode } from '../../http/refusal/refusals.ts';
import { booleanField } from '../../http/request/input-reader.ts';
import type { Problem } from '../../http/request/problem.ts';
import type { Method } from '../../http/route/route.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { detailSchema, errorSchema } from '../schemas.ts';
import { askedAtLogIn, credentialFields } from './credentials.ts';
import { enter } from './enter.ts';
import { csrfTokenSchema, loggedInSchema } from './schemas.ts';

const credentials = Type.Object({
  ...credentialFields,
  remember_me: Type.Optional(
    booleanField({
      description: 'True: two weeks. False: until the browser closes. Absent: the site’s policy.',
    }),
  ),
});

/** One text for everything that is wrong, under its own key. */
function wrongCredentials(problem: Problem): Answer | undefined {
  return problem.code === 'invalid-credentials' ? json({ error: 'Invalid credentials' }, 401) : undefined;
}

async function logIn(exchange: Exchange, body: Static<typeof credentials>): Promise<Answer> {
  const { visitor, context } = exchange;
  const replaced = await exchange.findReplacedSessions();
  const rememberMe = body.remember_me ?? null;
  const loggedIn = await context.useCases.login.logIn({
    identifier: body.username ?? body.email ?? '',
    password: body.password,
    rememberMe,
    ...replaced,
    visitor,
  });
  return await enter(exchange, loggedIn);
}

const logInRoute = defineApiRoute({
  name: 'api-login',
  method: 'POST',
  path: '/api/login/',
  issues: 'session',
  access: 'anyone',
  csrf: 'session',
  operation: 'logIn',
  summary: 'Log in and get a session cookie.',
  responses: { 200: loggedInSchema, 401: errorSchema },
  refuses: ['stage-required', 'throttled', 'busy'],
  throttle: 'login',
  schema: { body: credentials },
  ...askedAtLogIn,
  refuse: wrongCredentials,
  handler: (exchange, { body }) => logIn(exchange, body),
});

const logInRemoteRoute = defineApiRoute({
  name: 'api-login-remote',
  method: 'POST',
  path: '/api/login/remote/',
  issues: 'session',
  access: 'anyone',
  csrf: 'session',
  operation: 'logInRemoteUser',
  summary: 'Log in as whom the proxy in front has authenticated, and get a session cookie.',
  responses: { 200: loggedInSchema, 401: errorSchema },
  refuses: ['stage-required'],
  refuse: wrongCredentials,
  async handler(exchange) {
    const { remoteUser: username, visitor, context } = exchange;
    if (username === null) throw new AccountsError({ code: 'invalid-credentials' });
    const replaced = await exchange.findReplacedSessions();
    return await enter(
      exchange,
      await context.useCases.login.logInRemoteUser({ username, ...replaced, visitor }),
    );
  },
});

const logOutRoute = defineApiRoute({
  name: 'api-logout',
  method: 'POST',
  path: '/api/logout/',
  issues: 'none',
  logsOut: true,
  access: 'anyone',
  csrf: 'session',
  operation: 'logOut',
  summary: 'End the session and the tokens in the cookies. Fine when there is neither.',
  responses: { 200: detailSchema },
  async handler(exchange) {
    await exchange.flushSession();
    return json({ detail: exchange.translate('detail.logged_out') });
  },
});

const csrfRoute = defineApiRoute({
  name: 'api-csrf',
  method: 'GET',
  path: '/api/csrf/',
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  operation: 'getCsrfToken',
  summary: 'The token for the X-CSRFToken header, for scripts that cannot read the cookie.',
  responses: { 200: csrfTokenSchema },
  async handler(exchange) {
    const csrfToken = await exchange.csrfToken();
    return json({ csrfToken }, 200, { 'x-csrftoken': csrfToken });
  },
});

/** No token is asked for, but another site's Origin is refused (log-in CSRF). */
const plainLogInRoute = defineApiRoute({
  name: 'plain-login',
  method: 'POST',
  path: '/login/',
  issues: 'session',
  access: 'anyone',
  csrf: 'origin',
  operation: 'logInByForm',
  summary: 'Log in by a plain form; a browser that asks for a page gets one instead.',
  responses: { 200: loggedInSchema, 401: errorSchema },
  refuses: ['stage-required', 'throttled', 'busy'],
  throttle: 'login',
  schema: { body: credentials },
  ...askedAtLogIn,
  refuse: wrongCredentials,
  handler: (exchange, { body }) => logIn(exchange, body),
});

const otherMethods: readonly Method[] = ['GET', 'PUT', 'PATCH', 'DELETE'];
const plainLogInByOtherMethods = otherMethods.map((method) =>
  defineApiRoute({
    name: `plain-login-${method.toLowerCase()}`,
    method,
    path: '/login/',
    issues: 'none',
    access: 'anyone',
    csrf: method === 'GET' ? 'none' : 'origin',
    operation: null,
    summary: 'Says that a POST is wanted.',
    responses: { 400: errorSchema },
    handler: () => tellingCode(json({ error: 'POST request required' }, 400), 'bad-request'),
  }),
);

export const logInRoutes: readonly ApiRoute[] = [
  logInRoute,
  logInRemoteRoute,
  logOutRoute,
  csrfRoute,
  plainLogInRoute,
  ...plainLogInByOtherMethods,
];
