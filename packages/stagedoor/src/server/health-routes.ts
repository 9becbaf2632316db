import type { FastifyInstance, FastifyReply } from 'fastify';
import { JSON_TYPE, sendAsTyped } from '../http/answer/send-answer.ts';
import type { HttpContext } from '../http/context/http-context.ts';
import { within } from './within.ts';

const READY_WITHIN_MS = 2_000;

/** /healthz: the process answers. /readyz: what it needs answers too, within two seconds. Neither says more. */
export function registerHealthRoutes(
  app: FastifyInstance,
  of: { readonly context: HttpContext; readonly ping: () => Promise<void> },
): void {
  const headers = of.context.headers.json.nothing;
  app.get('/healthz', (_, reply) => say(reply.headers(headers), 'alive'));
  app.get('/readyz', async (request, reply) => {
    reply.headers(headers);
    try {
      await within(READY_WITHIN_MS, of.ping());
      return say(reply, 'ready');
    } catch (error) {
      request.log.error({ err: error }, 'not ready');
      return say(reply.code(503).header('retry-after', '5'), 'not ready');
    }
  });
}

function say(reply: FastifyReply, status: string): FastifyReply {
  return sendAsTyped(reply.header('content-type', JSON_TYPE), JSON.stringify({ status }));
}
