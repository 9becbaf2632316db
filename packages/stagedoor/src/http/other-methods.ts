import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Exchange } from './exchange.ts';
import type { HttpContext } from './http-context.ts';
import { allowOf, type Door } from './register-routes.ts';
import type { Route } from './route.ts';
import { sendAnswer } from './send-answer.ts';

/** Methods that our addresses could be asked with. */
const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

/** Answers the methods that an address does not have: 405 with `Allow` (contract C7.1), and OPTIONS with `Allow`. */
export function registerOtherMethods(
  app: FastifyInstance,
  routes: readonly Route[],
  {
    context,
    door,
    urlsOf,
  }: { context: HttpContext; door: Door; urlsOf: (path: string) => readonly string[] },
): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = allowOf(routes, path);
    const taken = new Set(allow.split(', '));
    const missing = METHODS.filter((method) => !taken.has(method));
    for (const url of urlsOf(path)) {
      app.options(url, (_, reply) =>
        reply.headers(context.headers.bare).header('allow', allow).code(200).send(),
      );
      if (missing.length === 0) continue;
      app.route({
        method: missing,
        url,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const exchange = new Exchange(request, context);
          const problem = {
            code: 'method-not-allowed',
            method: request.method,
            allowed: allow.split(', '),
          } as const;
          const refused = await door.refuse(problem, exchange);
          const answer = context.renderAnswer?.(refused, exchange.translate) ?? refused;
          const { cookies } = exchange;
          return sendAnswer(reply, answer, { headers: context.headers, cookies, isPrivate: true, allow });
        },
      });
    }
  }
}
