import { Type } from 'typebox';
import { AccountsError } from '../../../core/kernel/errors.ts';
import { empty, json } from '../../../http/answer/answer.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { askedAtLogIn, credentialFields } from '../../login/credentials.ts';
import { obtainPairRoute, refreshRoute, verifyRoute } from '../../token/jwt-routes.ts';
import { unableToLogIn } from '../../token/unable-to-log-in.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { djoserTokenSchema } from './schemas.ts';

/** The API token under djoser's name, and simplejwt's endpoints at djoser's addresses. */
export function tokenRoutesBelow(path: string): readonly ApiRoute[] {
  return [
    defineApiRoute({
      ...withoutCredentials,
      name: 'token-login',
      path: `${path}token/login/`,
      issues: 'token',
      operation: 'djoserLogIn',
      summary: 'djoser: the user’s API token for a name and a password.',
      responses: { 200: djoserTokenSchema },
      refuses: ['stage-required', 'email-unverified', 'throttled', 'busy'],
      throttle: 'login',
      // djoser requires none of them: whoever leaves them out is unable to log in.
      schema: {
        body: Type.Object({ ...credentialFields, password: Type.Optional(credentialFields.password) }),
      },
      ignores: askedAtLogIn.ignores,
      refuse: unableToLogIn,
      async handler({ context, visitor }, { body }) {
        const identifier = body.username ?? body.email;
        const { password } = body;
        if (identifier === undefined || password === undefined) {
          throw new AccountsError({ code: 'invalid-credentials' });
        }
        const { key } = await context.useCases.apiToken.obtain({ identifier, password, visitor });
        return json({ auth_token: key });
      },
    }),
    defineApiRoute({
      name: 'token-logout',
      method: 'POST',
      path: `${path}token/logout/`,
      issues: 'none',
      access: 'authenticated',
      csrf: 'session',
      operation: 'djoserLogOut',
      summary: 'djoser: end the API token. The next one asked for is another.',
      responses: { 204: null },
      async handler(exchange, { principal }) {
        const { context, visitor, flow } = exchange;
        await context.useCases.apiToken.end({ userId: principal.user.id, visitor });
        await context.useCases.login.logOut({ sessionKeys: [], flows: flow.allSent, visitor });
        flow.forget();
        return empty();
      },
    }),
    {
      ...obtainPairRoute,
      name: 'jwt-create',
      path: `${path}jwt/create/`,
      operation: 'djoserCreateTokens',
      summary: 'djoser: an access token and a refresh token for a name and a password.',
    },
    {
      ...refreshRoute,
      name: 'jwt-refresh',
      path: `${path}jwt/refresh/`,
      operation: 'djoserRefreshTokens',
      summary: 'djoser: a new access token for a refresh token.',
    },
    {
      ...verifyRoute,
      name: 'jwt-verify',
      path: `${path}jwt/verify/`,
      operation: 'djoserVerifyToken',
      summary: 'djoser: whether a token, of whatever type, is still good for something.',
    },
  ];
}
