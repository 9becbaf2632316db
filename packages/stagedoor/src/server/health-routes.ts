import type { FastifyInstance } from 'fastify';
import type { HttpContext } from '../http/http-context.ts';
import { within } from './within.ts';

const READY_WITHIN_MS = 2_000;

/** /healthz: the process answers. /readyz: what it needs answers too, within two seconds. Neither says more. */
export function registerHealthRoutes(
  app: FastifyInstance,
  of: { readonly context: HttpContext; readonly ping: () => Promise<void> },
): void {
  const headers = of.context.headers.json.nothing;
  app.get('/healthz', (_, reply) => reply.headers(headers).send({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    reply.headers(headers);
    try {
      await within(READY_WITHIN_MS, of.ping());
      return reply.send({ status: 'ready' });
    } catch (error) {
      request.log.error({ err: error }, 'not ready');
      return reply.code(503).header('retry-after', '5').send({ status: 'not ready' });
    }
  });
}
