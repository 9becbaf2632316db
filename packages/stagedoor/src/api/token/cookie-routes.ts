import { Type } from 'typebox';
import { type Answer, json } from '../../http/answer/answer.ts';
import { COOKIE_SIZE_LIMIT } from '../../http/exchange/token-cookies.ts';
import { tellingCode } from '../../http/refusal/refusals.ts';
import type { Problem } from '../../http/request/problem.ts';
import { requestKeyOf } from '../../http/route/idempotency.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { askedAtLogIn, credentialFields } from '../login/credentials.ts';
import { detailSchema, errorSchema } from '../schemas.ts';
import { nothingSchema, plainLogInSchema } from './schemas.ts';

const missing = ['Refresh token is missing'];
const missingSchema = Type.Array(Type.String());

/**
 * What the routes have in common: the browser's own cookies are all there is, so another site's requests are refused by
 * where they come from; an access token that ran out must not stand in the way of a new one.
 */
const forCookies = { method: 'POST', access: 'anyone', credentials: 'none', csrf: 'origin' } as const;

/** Says so with 400, unlike the other log-ins. */
function wrongCredentials(problem: Problem): Answer | undefined {
  return problem.code === 'invalid-credentials' ? json({ error: 'Invalid credentials' }, 400) : undefined;
}

const logInRoute = defineApiRoute({
  ...forCookies,
  name: 'cookie-login',
  path: '/api/auth/cookie/login/',
  issues: 'token',
  operation: 'logInForTokenCookies',
  summary: 'Log in and get a pair of tokens in cookies, which no script can read.',
  responses: { 200: plainLogInSchema, 400: errorSchema },
  refuses: ['stage-required', 'email-unverified', 'throttled', 'busy'],
  throttle: 'login',
  schema: { body: Type.Object(credentialFields) },
  ...askedAtLogIn,
  refuse: wrongCredentials,
  async handler(exchange, { body }) {
    const { context, visitor } = exchange;
    const replaced = await exchange.findReplacedSessions();
    const pair = await context.useCases.jwt.obtainPair({
      identifier: body.username ?? body.email ?? '',
      password: body.password,
      visitor,
      ...replaced,
      ...COOKIE_SIZE_LIMIT,
    });
    await exchange.startTokens(pair, pair.session);
    return json({ message: 'Login successful' });
  },
});

const refreshRoute = defineApiRoute({
  ...forCookies,
  name: 'cookie-refresh',
  path: '/api/auth/cookie/refresh/',
  issues: 'token',
  operation: 'refreshTokenCookies',
  summary: 'New tokens in the cookies for the refresh token in its cookie.',
  responses: { 200: detailSchema, 400: missingSchema },
  refuses: ['token-refused'],
  async handler(exchange) {
    const { context, visitor, tokenCookies } = exchange;
    const refresh = await tokenCookies.findRefresh();
    if (refresh === null) return tellingCode(json(missing, 400), 'invalid-input');
    const requestKey = requestKeyOf(exchange);
    const made = await context.useCases.jwt.refresh({ refresh, requestKey, visitor, ...COOKIE_SIZE_LIMIT });
    await exchange.renewTokens(made, made.session);
    return json({ detail: 'Token Refresh Successful' });
  },
});

const verifyRoute = defineApiRoute({
  ...forCookies,
  name: 'cookie-verify',
  path: '/api/auth/cookie/verify/',
  issues: 'none',
  operation: 'verifyTokenCookie',
  summary: 'Whether the access token in its cookie is still good.',
  responses: { 200: nothingSchema },
  refuses: ['token-refused'],
  async handler({ context, tokenCookies }) {
    await context.useCases.jwt.verify({ token: (await tokenCookies.findAccess()) ?? '' });
    return json({});
  },
});

const logOutRoute = defineApiRoute({
  ...forCookies,
  name: 'cookie-logout',
  path: '/api/auth/cookie/logout/',
  issues: 'none',
  logsOut: true,
  operation: 'logOutOfTokenCookies',
  summary:
    'End the tokens in the cookies and the session beside them, and take them from the browser. Fine when there is neither.',
  responses: { 200: detailSchema },
  async handler(exchange) {
    await exchange.flushSession();
    return json({ detail: exchange.translate('detail.logged_out') });
  },
});

export const cookieRoutes: readonly ApiRoute[] = [logInRoute, refreshRoute, verifyRoute, logOutRoute];
