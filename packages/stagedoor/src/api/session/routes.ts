import { Type } from 'typebox';
import { AccountsError } from '../../core/kernel/errors.ts';
import type { ListedSession } from '../../core/session/list-sessions.ts';
import { empty, json } from '../../http/answer/answer.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { sessionSchema } from './schemas.ts';

const oneSession = { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }) };

/** A session as its owner sees it: never its key. */
function sessionBody({ session, isCurrent }: ListedSession) {
  return {
    id: session.id,
    kind: session.kind,
    login_time: session.createdAt,
    last_activity: session.lastSeenAt,
    expires_at: session.expiresAt,
    ip_address: session.ipAddress,
    user_agent: session.userAgent,
    is_current: isCurrent,
  };
}

const listRoute = defineApiRoute({
  name: 'api-session-list',
  method: 'GET',
  path: '/api/users/me/sessions/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listSessions',
  summary: 'The user’s own live sessions, latest activity first.',
  responses: { 200: Type.Array(sessionSchema) },
  async handler(exchange, { principal }) {
    const sessions = await exchange.context.useCases.session.list({ principal });
    return json(sessions.map(sessionBody));
  },
});

const readRoute = defineApiRoute({
  name: 'api-session-detail',
  method: 'GET',
  path: '/api/users/me/sessions/:id/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'getSession',
  summary: 'One of the user’s own sessions.',
  responses: { 200: sessionSchema },
  schema: oneSession,
  async handler(exchange, { params, principal }) {
    const sessions = await exchange.context.useCases.session.list({ principal });
    const found = sessions.find(({ session }) => session.id === params.id);
    if (found === undefined) throw new AccountsError({ code: 'not-found' });
    return json(sessionBody(found));
  },
});

const endRoute = defineApiRoute({
  name: 'api-session-end',
  method: 'DELETE',
  path: '/api/users/me/sessions/:id/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'endSession',
  summary: 'End one of the user’s own sessions.',
  responses: { 204: null },
  refuses: ['reauthentication-required'],
  schema: oneSession,
  async handler(exchange, { params, principal }) {
    await exchange.context.useCases.session.end({
      principal,
      sessionId: params.id,
      browser: await exchange.findBrowserCredentials(),
      visitor: exchange.visitor,
    });
    if (params.id === principal.session?.id) exchange.forgetSession();
    return empty();
  },
});

const endOthersRoute = defineApiRoute({
  name: 'api-session-end-others',
  method: 'DELETE',
  path: '/api/users/me/sessions/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'endOtherSessions',
  summary: 'End every other session of the user.',
  responses: { 204: null },
  refuses: ['reauthentication-required'],
  async handler(exchange, { principal }) {
    const { visitor } = exchange;
    await exchange.context.useCases.session.endOthers({ principal, includingThis: false, visitor });
    return empty();
  },
});

export const sessionRoutes: readonly ApiRoute[] = [listRoute, endOthersRoute, readRoute, endRoute];
