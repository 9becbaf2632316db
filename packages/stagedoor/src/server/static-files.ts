import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { BrandFile } from '../create-stagedoor/branding/brand-file.ts';
import type { HttpContext } from '../http/context/http-context.ts';
import { assetsDirectory, assetsPath, renamedAssetUrl } from '../ui/assets.ts';
import { serveBrandFiles } from './brand-files.ts';

/** Types that the built assets have; anything else in the folder is not served (ASVS V13.4.7). */
const SERVED = /\.(?:css|js|woff2|svg|png|ico|webmanifest|json)$/;
const HASHED = /\.[0-9a-f]{8,}\./;

interface StaticFiles {
  readonly context: Pick<HttpContext, 'headers'>;
  /** The site's own. */
  readonly files: readonly BrandFile[];
}

/** The built assets. A name with its content's hash may be kept for ever; an older one leads to what it is called now. */
export async function registerStaticFiles(
  app: FastifyInstance,
  { context, files }: StaticFiles,
): Promise<void> {
  const { headers } = context;
  serveBrandFiles(app, context, files);
  // Before the first build (tests of the interfaces) there is nothing to serve.
  if (!existsSync(assetsDirectory)) return;
  app.addHook('onRequest', (request, reply, next) => {
    const renamed = renamedAssetUrl((request.url.split('?', 1)[0] ?? '').slice(assetsPath.length));
    if (renamed === null) next();
    else void reply.headers(headers.bare).redirect(renamed);
  });
  await app.register(fastifyStatic, {
    root: assetsDirectory,
    prefix: assetsPath,
    index: false,
    dotfiles: 'ignore',
    decorateReply: false,
    cacheControl: false,
    // The forms that the build laid beside a file; each has an ETag of its own, and the answer varies by Accept-Encoding.
    preCompressed: true,
    allowedPath: (path) => SERVED.test(path) && !path.endsWith('manifest.json'),
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(headers.asset)) response.header(name, value);
      response.header(
        'cache-control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}
