import type { FastifyInstance, HTTPMethods } from 'fastify';
import { sendAnswer } from '../answer/send-answer.ts';
import type { HttpContext } from '../context/http-context.ts';
import { Exchange } from '../exchange/exchange.ts';
import type { Address, HttpInterface } from './http-interface.ts';
import { addressOf, type Handler, handlerOf } from './register-routes.ts';
import { defineRoute, type Route } from './route.ts';
import { putRoute } from './taken-addresses.ts';

/** Methods that our addresses could be asked with. */
const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

interface MountOptions {
  readonly context: HttpContext;
  readonly httpInterface: HttpInterface;
  readonly urlsOf: (path: string) => readonly string[];
}

/** Answers the methods that an address does not have: 405 with `Allow`, and OPTIONS with `Allow`. */
export function registerOtherMethods(
  app: FastifyInstance,
  routes: readonly Route[],
  { context, httpInterface, urlsOf }: MountOptions,
): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const address = addressOf(routes, path);
    const [first] = address.routes as readonly [Route, ...Route[]];
    const options = optionsHandlerOf(address, { context, httpInterface });
    const taken = new Set(address.allow.split(', '));
    const missing = METHODS.filter((method) => !taken.has(method));
    for (const url of urlsOf(path)) {
      putRoute(app, { method: 'OPTIONS', url, handler: options }, first);
      if (missing.length === 0) continue;
      const handler = refusalOfMethods(address, { context, httpInterface });
      putRoute(app, { method: missing, url, exposeHeadRoute: false, handler }, first);
    }
  }
}

/** OPTIONS: the methods, and where the interface describes its addresses, what it says. */
function optionsHandlerOf(
  address: Address,
  { context, httpInterface }: Pick<MountOptions, 'context' | 'httpInterface'>,
): Handler {
  const { describe, show, ...plain } = httpInterface;
  if (describe === undefined) {
    return async (_, reply) =>
      reply.headers(context.headers.bare).header('allow', address.allow).code(200).send();
  }
  const [first] = address.routes as readonly [Route, ...Route[]];
  const renders = ['application/json', ...(show === undefined ? [] : ['text/html'])];
  const looksAtNobody = address.routes.every(({ credentials }) => credentials === 'none');
  const read = address.routes.find(({ method }) => method === 'GET');
  // Like a GET in all that guards it.
  const route = defineRoute({
    name: `${first.name}:options`,
    method: 'GET',
    path: first.path,
    issues: 'none',
    access: 'anyone',
    csrf: 'none',
    personalTokens: true,
    ...(looksAtNobody ? { credentials: 'none' } : {}),
    ...(read?.throttle === undefined ? {} : { throttle: read.throttle }),
    handler: (exchange) => describe({ ...address, renders }, exchange),
  });
  return handlerOf(route, { context, httpInterface: plain, address });
}

function refusalOfMethods(
  { allow }: Address,
  { context, httpInterface }: Pick<MountOptions, 'context' | 'httpInterface'>,
): Handler {
  return async (request, reply) => {
    const exchange = new Exchange(request, context);
    const { method } = request;
    const problem = { code: 'method-not-allowed', method, allowed: allow.split(', ') } as const;
    const refused = await httpInterface.refuse(problem, exchange);
    const answer = context.renderAnswer?.(refused, exchange.translate) ?? refused;
    const { cookies, variesBy } = exchange;
    return sendAnswer(reply, answer, { headers: context.headers, cookies, variesBy, allow });
  };
}
