import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Counter, Histogram, Registry } from 'prom-client';
import type { PromClient } from './prom-client.ts';

/** From what a session read takes to where a log-in gives up. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const METHOD_NOT_ALLOWED = 405;

type Observe = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Counts answers by method, route and status. Nothing that a client writes becomes a label: a route is its pattern, what is no route
 * is one label, and so are methods that nobody knows or the route does not take.
 */
export function createRequestMetrics({ Counter, Histogram }: PromClient, registry: Registry): Observe {
  const requests: Counter<'method' | 'route' | 'status'> = new Counter({
    name: 'stagedoor_http_requests_total',
    help: 'Answers sent, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations: Histogram<'method' | 'route'> = new Histogram({
    name: 'stagedoor_http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const isTaken = METHODS.has(request.method) && reply.statusCode !== METHOD_NOT_ALLOWED;
    const method = isTaken && route !== 'none' ? request.method : 'other';
    requests.inc({ method, route, status: String(reply.statusCode) });
    durations.observe({ method, route }, reply.elapsedTime / 1_000);
  };
}
