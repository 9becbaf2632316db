import type { FastifyInstance } from 'fastify';
import type { BrandFile } from '../create-stagedoor/branding/brand-file.ts';
import type { HttpContext } from '../http/context/http-context.ts';

/** A drawing that is opened by itself runs no script and loads nothing. */
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/** The site's own style sheet and mark, from memory, beside our built files. */
export function serveBrandFiles(
  app: FastifyInstance,
  { headers }: Pick<HttpContext, 'headers'>,
  files: readonly BrandFile[],
): void {
  for (const { path, type, body } of files) {
    const own = {
      ...headers.asset,
      ...(type === 'image/svg+xml' ? { 'content-security-policy': SVG_POLICY } : {}),
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
    };
    app.get(path, (_, reply) => reply.headers(own).send(body));
  }
}
