import type { FastifyInstance } from 'fastify';
import type { Stagedoor } from '../../create-stagedoor/stagedoor.ts';
import { JSON_TYPE, sendAsTyped } from '../../http/answer/send-answer.ts';
import type { HttpContext } from '../../http/context/http-context.ts';
import type { Refuse } from '../faults.ts';
import { within } from '../within.ts';
import { createMetricsGuard } from './may-read-metrics.ts';
import { loadPromClient } from './prom-client.ts';
import { createRequestMetrics } from './request-metrics.ts';
import { createSiteMetrics } from './site-metrics.ts';

const ANSWER_WITHIN_MS = 2_000;

interface Parts {
  readonly stagedoor: Stagedoor;
  readonly context: HttpContext;
  readonly refuse: Refuse;
}

/** `/metrics` for Prometheus, and the hook that counts requests; neither is there unless METRICS is on. */
export function registerMetrics(app: FastifyInstance, parts: Parts): void {
  let observe: ReturnType<typeof createRequestMetrics> | null = null;
  // Added now, so that the routes of scopes that are made later have it; the package is read before any request comes.
  app.addHook('onResponse', (request, reply, next) => {
    observe?.(request, reply);
    next();
  });
  void app.register(async (scope) => {
    const client = await loadPromClient();
    const registry = new client.Registry();
    client.collectDefaultMetrics({ register: registry });
    observe = createRequestMetrics(client, registry);
    const show = createSiteMetrics(client, registry);
    serveMetrics(scope, {
      ...parts,
      contentType: registry.contentType,
      async write(jobs) {
        show(parts.stagedoor.metrics(), jobs);
        return await registry.metrics();
      },
    });
    scope.addHook('onClose', async () => registry.clear());
  });
}

function serveMetrics(
  app: FastifyInstance,
  {
    stagedoor,
    context,
    refuse,
    contentType,
    write,
  }: Parts & {
    readonly contentType: string;
    readonly write: (jobs: Awaited<ReturnType<Stagedoor['readJobMetrics']>> | null) => Promise<string>;
  },
): void {
  const judge = createMetricsGuard(stagedoor.config, context.connection);
  const headers = context.headers.json.nothing;
  app.get('/metrics', async (request, reply) => {
    const verdict = judge(request.raw);
    if (verdict === 'hidden') return await refuse({ code: 'not-found' }, request, reply);
    reply.headers(headers);
    if (verdict === 'wrong-token') {
      const detail = 'METRICS_TOKEN is asked for, as a Bearer token.';
      reply.code(401).header('www-authenticate', 'Bearer realm="metrics"').header('content-type', JSON_TYPE);
      return sendAsTyped(reply, JSON.stringify({ detail }));
    }
    const jobs = await within(ANSWER_WITHIN_MS, stagedoor.readJobMetrics()).catch((error) => {
      request.log.error({ err: error }, 'the jobs could not be counted');
      return null;
    });
    return reply.type(contentType).send(await write(jobs));
  });
}
