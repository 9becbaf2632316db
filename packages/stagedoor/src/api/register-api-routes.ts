import type { FastifyInstance } from 'fastify';
import type { HttpContext } from '../http/context/http-context.ts';
import { registerOtherMethods } from '../http/route/other-methods.ts';
import { registerRoutes, urlsFor } from '../http/route/register-routes.ts';
import type { Route } from '../http/route/route.ts';
import { apiInterface } from './api-interface.ts';

/**
 * Puts a site's own JSON beside that of accounts: every credential that the API takes, the same CSRF check, limits and
 * formats, the same way of saying no.
 *
 * @example
 * createServer(stagedoor, { extend: (app, context) => registerApiRoutes(app, context, noteRoutes) });
 */
export function registerApiRoutes(
  app: FastifyInstance,
  context: HttpContext,
  routes: readonly Route[],
): void {
  registerRoutes(app, routes, { context, httpInterface: apiInterface });
  registerOtherMethods(app, routes, { context, httpInterface: apiInterface, urlsOf: urlsFor(app) });
}
