import { Type } from 'typebox';
import { AccountsError } from '../../core/kernel/errors.ts';
import type { Principal } from '../../core/session/session.ts';
import { type Answer, empty, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { askedAtLogIn, credentialFields } from '../login/credentials.ts';
import { apiTokenSchema } from './schemas.ts';
import { unableToLogIn } from './unable-to-log-in.ts';

const credentials = Type.Object(credentialFields);

async function end(
  { context, visitor }: Exchange,
  { principal }: { readonly principal: Principal },
): Promise<Answer> {
  const ended = await context.useCases.apiToken.end({ userId: principal.user.id, visitor });
  if (!ended) throw new AccountsError({ code: 'not-found' });
  return empty();
}

/** REST framework's own address, and the one that the rest of our tokens live at. */
const addresses = [
  { path: '/api-token-auth/', name: 'api-token-auth', obtain: 'obtainApiToken', end: 'endApiToken' },
  { path: '/api/token-auth/', name: 'api-token-auth:1', obtain: null, end: null },
] as const;

export const apiTokenRoutes: readonly ApiRoute[] = addresses.flatMap(({ path, name, ...operations }) => [
  defineApiRoute({
    name,
    method: 'POST',
    path,
    issues: 'token',
    access: 'anyone',
    credentials: 'none',
    csrf: 'exempt',
    operation: operations.obtain,
    summary: 'The user’s API token for a name and a password: the one there is, or a new one.',
    responses: { 200: apiTokenSchema },
    refuses: ['stage-required', 'email-unverified', 'throttled', 'busy'],
    throttle: 'login',
    schema: { body: credentials },
    ...askedAtLogIn,
    refuse: unableToLogIn,
    async handler({ context, visitor }, { body }) {
      const identifier = body.username ?? body.email ?? '';
      const { password } = body;
      const { key, user } = await context.useCases.apiToken.obtain({ identifier, password, visitor });
      const more = context.accounts.apiTokenTellsUser ? { user_id: user.id, email: user.email } : {};
      return json({ token: key, ...more });
    },
  }),
  defineApiRoute({
    name: `${name}-end`,
    method: 'DELETE',
    path,
    issues: 'none',
    access: 'authenticated',
    csrf: 'session',
    operation: operations.end,
    summary: 'End the API token. The next one asked for is another.',
    responses: { 204: null },
    refuses: ['not-found'],
    handler: end,
  }),
]);
