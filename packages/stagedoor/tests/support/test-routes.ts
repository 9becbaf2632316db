import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { apiInterface } from '../../src/api/api-interface.ts';
import { json } from '../../src/http/answer/answer.ts';
import type { HttpContext } from '../../src/http/context/http-context.ts';
import { booleanField, passwordField, textField } from '../../src/http/request/input-reader.ts';
import type { HttpInterface } from '../../src/http/route/http-interface.ts';
import { registerRoutes } from '../../src/http/route/register-routes.ts';
import { defineRoute, type Route } from '../../src/http/route/route.ts';

const httpInterface: HttpInterface = {
  mediaType: 'application/json',
  credentials: 'any',
  refuse: apiInterface.refuse,
};

/** Mounts routes of a test beside the site's own. */
export function mount(...routes: readonly Route[]) {
  return (app: FastifyInstance, context: HttpContext): void => {
    registerRoutes(app, routes, { context, httpInterface });
  };
}

const open = { issues: 'none', access: 'anyone' } as const;

/** Answers what it read from the body. */
export const echoRoute = defineRoute({
  ...open,
  name: 'echo',
  method: 'POST',
  path: '/api/test/echo/',
  csrf: 'session',
  schema: {
    body: Type.Object({
      text: Type.Optional(textField({ maxLength: 10 })),
      note: Type.Optional(textField({ blank: true })),
      secret: Type.Optional(passwordField()),
      flag: Type.Optional(booleanField()),
      number: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      choice: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('es'), Type.Null()])),
    }),
  },
  handler: (_, { body }) => json(body),
});

/** Does to the session what the query says: `?set=value`, `?delete=1`, `?expiry=300`, `?cycle=1`, `?flush=1`, `?fail=1`, `?status=503`. */
export const sessionRoute = defineRoute({
  ...open,
  name: 'session-play',
  method: 'GET',
  path: '/api/test/session/',
  csrf: 'none',
  schema: {
    query: Type.Object({
      set: Type.Optional(textField()),
      delete: Type.Optional(booleanField()),
      expiry: Type.Optional(Type.Integer()),
      cycle: Type.Optional(booleanField()),
      flush: Type.Optional(booleanField()),
      fail: Type.Optional(booleanField()),
      status: Type.Optional(Type.Integer()),
    }),
  },
  async handler(exchange, { query }) {
    if (query.flush) await exchange.flushSession();
    const session = await exchange.session();
    if (query.set !== undefined) session.set('note', query.set);
    if (query.delete) session.delete('note');
    if (query.expiry !== undefined) session.setExpiry(query.expiry);
    if (query.cycle) await exchange.cycleSessionKey();
    if (query.fail) throw new Error('a fault of the test, with the secret canary-in-fault');
    return json({ note: session.get('note') ?? null }, query.status);
  },
});

/** Shows the visitor as the interfaces see it. */
export const visitorRoute = defineRoute({
  ...open,
  name: 'visitor',
  method: 'GET',
  path: '/api/test/visitor/',
  csrf: 'none',
  handler: ({ visitor }) => json(visitor),
});
