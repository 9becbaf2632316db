import type { FastifyInstance } from 'fastify';
import type { HttpContext } from '../http/context/http-context.ts';
import type { HttpInterface } from '../http/route/http-interface.ts';
import { registerOtherMethods } from '../http/route/other-methods.ts';
import { registerRoutes, urlsFor } from '../http/route/register-routes.ts';
import type { Route } from '../http/route/route.ts';
import { refusePage } from './refuse-page.tsx';

const httpInterface: HttpInterface = { mediaType: 'text/html', credentials: 'session', refuse: refusePage };

/**
 * Puts a site's own pages beside those of accounts: the same guards and headers, the same sessions and words, the same
 * way of saying no.
 *
 * @example
 * createServer(stagedoor, { extend: (app, context) => registerPages(app, context, homeRoutes) });
 */
export function registerPages(app: FastifyInstance, context: HttpContext, routes: readonly Route[]): void {
  registerRoutes(app, routes, { context, httpInterface });
  registerOtherMethods(app, routes, { context, httpInterface, urlsOf: urlsFor(app) });
}
