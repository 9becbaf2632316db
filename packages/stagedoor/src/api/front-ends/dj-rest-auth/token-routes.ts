import { Type } from 'typebox';
import { type Answer, json } from '../../../http/answer/answer.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import { tellingCode } from '../../../http/refusal/refusals.ts';
import { textField } from '../../../http/request/input-reader.ts';
import { requestKeyOf } from '../../../http/route/idempotency.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { verifyRoute } from '../../token/jwt-routes.ts';
import { refreshedSchema } from './schemas.ts';
import { accessEnd, type IssuedTokens, isHidden, refreshEnd, sizeLimitFor, tokenIssuance } from './tokens.ts';

function noRefreshToken({ translate }: Exchange): Answer {
  const body = { detail: translate('front_end.refresh_missing'), code: 'token_not_valid' };
  return tellingCode(json(body, 401, { 'www-authenticate': 'Bearer realm="api"' }), 'token-refused');
}

export function tokenRoutesBelow(path: string, tokens: IssuedTokens): readonly ApiRoute[] {
  const inCookies = tokens === 'jwt-cookies';
  const refreshRoute = defineApiRoute({
    ...tokenIssuance(tokens),
    name: 'rest_token_refresh',
    path: `${path}token/refresh/`,
    issues: 'token',
    operation: 'restAuthRefreshTokens',
    summary:
      'dj-rest-auth: a new access token for the refresh token in the body or, where there is one, the cookie.',
    responses: { 200: refreshedSchema },
    refuses: ['token-refused'],
    schema: { body: Type.Object({ refresh: Type.Optional(textField({ blank: true })) }) },
    async handler(exchange, { body }) {
      const { context, visitor, tokenCookies } = exchange;
      const refresh = body.refresh || (inCookies ? await tokenCookies.findRefresh() : null);
      if (refresh === null) return noRefreshToken(exchange);
      const requestKey = requestKeyOf(exchange);
      const made = await context.useCases.jwt.refresh({
        refresh,
        requestKey,
        visitor,
        ...sizeLimitFor(tokens),
      });
      if (inCookies) await exchange.renewTokens(made, made.session);
      const isShown = made.refresh !== null && !(inCookies && isHidden(exchange));
      return json({
        access: made.access,
        access_expiration: accessEnd(exchange, made.session),
        ...(isShown ? { refresh: made.refresh, refresh_expiration: refreshEnd(exchange, made.session) } : {}),
      });
    },
  });
  return [
    {
      ...verifyRoute,
      name: 'rest_token_verify',
      path: `${path}token/verify/`,
      operation: 'restAuthVerifyToken',
      summary: 'dj-rest-auth: whether a token, of whatever type, is still good for something.',
    },
    refreshRoute,
  ];
}
