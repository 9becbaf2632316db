import { type Static, Type } from 'typebox';
import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { textField } from '../../http/request/input-reader.ts';
import type { Problem } from '../../http/request/problem.ts';
import { requestKeyOf } from '../../http/route/idempotency.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { askedAtLogIn, credentialFields } from '../login/credentials.ts';
import { detailSchema } from '../schemas.ts';
import { nothingSchema, refreshedTokensSchema, slidingTokenSchema, tokenPairSchema } from './schemas.ts';

const credentials = Type.Object(credentialFields);
const oneToken = Type.Object({ token: textField() });
const oneRefresh = Type.Object({ refresh: textField() });

/** What the routes of simplejwt have in common: nobody is looked for, and no cookie plays a part. */
const forTokens = {
  method: 'POST',
  access: 'anyone',
  credentials: 'none',
  csrf: 'exempt',
} as const;

function obtainInput({ visitor }: Exchange, body: Static<typeof credentials>) {
  return { identifier: body.username ?? body.email ?? '', password: body.password, visitor };
}

/** One answer for whatever is wrong with the credentials or the account. */
function noActiveAccount(problem: Problem): Answer | undefined {
  if (problem.code !== 'invalid-credentials') return undefined;
  const detail = 'No active account found with the given credentials';
  return json({ detail }, 401, { 'www-authenticate': 'Bearer realm="api"' });
}

/** simplejwt tells a blacklisted token apart when it only verifies. */
function blacklisted(problem: Problem): Answer | undefined {
  if (problem.code !== 'token-refused' || problem.fault !== 'blacklisted') return undefined;
  return json({ non_field_errors: ['Token is blacklisted'] }, 400);
}

export const obtainPairRoute = defineApiRoute({
  ...forTokens,
  name: 'token_obtain_pair',
  path: '/api/token/',
  issues: 'token',
  operation: 'obtainTokenPair',
  summary: 'An access token and a refresh token for a name and a password.',
  responses: { 200: tokenPairSchema, 401: detailSchema },
  refuses: ['stage-required', 'email-unverified', 'throttled', 'busy'],
  throttle: 'login',
  schema: { body: credentials },
  ...askedAtLogIn,
  refuse: noActiveAccount,
  async handler(exchange, { body }) {
    const { refresh, access } = await exchange.context.useCases.jwt.obtainPair(obtainInput(exchange, body));
    return json({ refresh, access });
  },
});

export const refreshRoute = defineApiRoute({
  ...forTokens,
  name: 'token_refresh',
  path: '/api/token/refresh/',
  issues: 'token',
  operation: 'refreshTokens',
  summary:
    'A new access token, and the refresh token that takes the place of the one sent. With an Idempotency-Key the same answer can be fetched again for ten seconds.',
  responses: { 200: refreshedTokensSchema },
  refuses: ['token-refused'],
  schema: { body: oneRefresh },
  async handler(exchange, { body }) {
    const { visitor, context } = exchange;
    const requestKey = requestKeyOf(exchange);
    const made = await context.useCases.jwt.refresh({ refresh: body.refresh, requestKey, visitor });
    return json({ access: made.access, ...(made.refresh === null ? {} : { refresh: made.refresh }) });
  },
});

export const verifyRoute = defineApiRoute({
  ...forTokens,
  name: 'token_verify',
  path: '/api/token/verify/',
  issues: 'none',
  operation: 'verifyToken',
  summary: 'Whether a token, of whatever type, is still good for something.',
  responses: { 200: nothingSchema },
  refuses: ['token-refused'],
  schema: { body: oneToken },
  refuse: blacklisted,
  async handler({ context }, { body }) {
    await context.useCases.jwt.verify({ token: body.token });
    return json({});
  },
});

const blacklistRoute = defineApiRoute({
  ...forTokens,
  name: 'token_blacklist',
  path: '/api/token/blacklist/',
  issues: 'none',
  operation: 'blacklistToken',
  summary: 'End a refresh token, with every token that was exchanged for it.',
  responses: { 200: nothingSchema },
  refuses: ['token-refused'],
  schema: { body: oneRefresh },
  async handler({ visitor, context }, { body }) {
    await context.useCases.jwt.blacklist({ token: body.refresh, visitor });
    return json({});
  },
});

const obtainSlidingRoute = defineApiRoute({
  ...forTokens,
  name: 'token_obtain_sliding',
  path: '/api/token/sliding/',
  issues: 'token',
  operation: 'obtainSlidingToken',
  summary: 'A token that can be exchanged for a longer one, for a name and a password.',
  responses: { 200: slidingTokenSchema, 401: detailSchema },
  refuses: ['stage-required', 'email-unverified', 'throttled', 'busy'],
  throttle: 'login',
  schema: { body: credentials },
  ...askedAtLogIn,
  refuse: noActiveAccount,
  async handler(exchange, { body }) {
    const { token } = await exchange.context.useCases.jwt.obtainSliding(obtainInput(exchange, body));
    return json({ token });
  },
});

const refreshSlidingRoute = defineApiRoute({
  ...forTokens,
  name: 'token_refresh_sliding',
  path: '/api/token/sliding/refresh/',
  issues: 'token',
  operation: 'refreshSlidingToken',
  summary: 'More time for a sliding token.',
  responses: { 200: slidingTokenSchema },
  refuses: ['token-refused'],
  schema: { body: oneToken },
  async handler({ context }, { body }) {
    return json(await context.useCases.jwt.refreshSliding({ token: body.token }));
  },
});

export const jwtRoutes: readonly ApiRoute[] = [
  obtainPairRoute,
  refreshRoute,
  verifyRoute,
  blacklistRoute,
  obtainSlidingRoute,
  refreshSlidingRoute,
];
