import { Type } from 'typebox';
import { type AccountsError, fieldRefusal } from '../../../core/kernel/errors.ts';
import type { Settings } from '../../../core/settings.ts';
import { json } from '../../../http/answer/answer.ts';
import { textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { credentialFields } from '../../login/credentials.ts';
import { detailSchema } from '../../schemas.ts';
import { unableToLogIn } from '../../token/unable-to-log-in.ts';
import { grantedSchema } from './schemas.ts';
import { browserOptions, type IssuedTokens, pairBody, tokenIssuance } from './tokens.ts';

const name = Type.Optional(textField({ blank: true }));

function nameMissing(logInBy: Settings['logInBy']): AccountsError {
  return fieldRefusal('non_field_errors', `front_end.name_missing.${logInBy}`);
}

export function logInRoute(path: string, tokens: IssuedTokens): ApiRoute {
  return defineApiRoute({
    ...tokenIssuance(tokens),
    name: 'rest_login',
    path: `${path}login/`,
    issues: 'token',
    operation: 'restAuthLogIn',
    summary: 'dj-rest-auth: a token for a name and a password.',
    responses: { 200: grantedSchema(tokens) },
    refuses: ['stage-required', 'email-unverified', 'throttled', 'busy'],
    throttle: 'login',
    // A name may be blank or missing there: no field is to blame then.
    schema: { body: Type.Object({ ...credentialFields, username: name, email: name }) },
    refuse: unableToLogIn,
    async handler(exchange, { body }) {
      const { context, visitor } = exchange;
      const identifier = body.username || body.email || '';
      if (identifier === '') throw nameMissing(context.accounts.logInBy);
      const who = { identifier, password: body.password, visitor };
      if (tokens === 'api-token') return json({ key: (await context.useCases.apiToken.obtain(who)).key });
      const pair = await context.useCases.jwt.obtainPair({
        ...who,
        ...(await browserOptions(tokens, exchange)),
      });
      return json(await pairBody(exchange, pair, tokens));
    },
  });
}

export function logOutRoute(path: string): ApiRoute {
  return defineApiRoute({
    name: 'rest_logout',
    method: 'POST',
    path: `${path}logout/`,
    issues: 'none',
    logsOut: true,
    access: 'anyone',
    csrf: 'session',
    operation: 'restAuthLogOut',
    summary:
      'dj-rest-auth: end what the request came in by, the session and tokens in the cookies, and the refresh token in the body.',
    responses: { 200: detailSchema },
    schema: { body: Type.Object({ refresh: Type.Optional(textField({ blank: true })) }) },
    async handler(exchange, { body }) {
      await exchange.flushSession([body.refresh ?? '']);
      return json({ detail: exchange.translate('detail.logged_out') });
    },
  });
}
