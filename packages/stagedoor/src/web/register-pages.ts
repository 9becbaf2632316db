import type { FastifyInstance } from 'fastify';
import type { HttpContext } from '../http/context/http-context.ts';
import { registerOtherMethods } from '../http/route/other-methods.ts';
import { registerRoutes, urlsFor } from '../http/route/register-routes.ts';
import type { Route } from '../http/route/route.ts';
import { pageInterface } from './page-interface.ts';

/**
 * Puts a site's own pages beside those of accounts: the same guards and headers, the same sessions and words, the same
 * way of saying no.
 *
 * @example
 * createServer(stagedoor, { extend: (app, context) => registerPages(app, context, homeRoutes) });
 */
export function registerPages(app: FastifyInstance, context: HttpContext, routes: readonly Route[]): void {
  registerRoutes(app, routes, { context, httpInterface: pageInterface });
  registerOtherMethods(app, routes, { context, httpInterface: pageInterface, urlsOf: urlsFor(app) });
}
