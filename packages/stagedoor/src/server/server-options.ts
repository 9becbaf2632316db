import type { FastifyInstance } from 'fastify';
import { anyFunction, eitherWay, type RecordShape } from '../core/kernel/record-shape.ts';
import type { HttpContext } from '../http/context/http-context.ts';

/** What every way to mount accounts takes alike. */
export interface ServerOptions {
  /** False leaves the pages out and serves the JSON API alone. */
  readonly pages?: boolean;
  /**
   * Adds routes and pages of the site's own in the same scope of hooks, error pages and bodies: `registerApiRoutes` of
   * `stagedoor/api`, `registerPages` of `stagedoor/web`.
   */
  readonly extend?: (app: FastifyInstance, context: HttpContext) => void | Promise<void>;
}

/** A slip in it would serve pages that were to be left out, or leave out a site's own. */
export const serverShape: RecordShape<keyof ServerOptions> = { pages: eitherWay, extend: anyFunction };
