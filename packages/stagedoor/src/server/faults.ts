import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiInterface } from '../api/api-interface.ts';
import type { Answer } from '../http/answer/answer.ts';
import { sendAnswer } from '../http/answer/send-answer.ts';
import type { HttpContext } from '../http/context/http-context.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { exchangeOfFault } from '../http/exchange/exchange-of-fault.ts';
import { refuseInJson } from '../http/refusal/refusals.ts';
import { asksForPage } from '../http/request/accept.ts';
import { type Problem, problemOf, problemOfFault } from '../http/request/problem.ts';
import type { HttpInterface } from '../http/route/http-interface.ts';
import { pageInterface } from '../web/page-interface.ts';

/** Answers a problem that belongs to no route, through the interface that the visitor seems to have asked: the API where it is alone. */
export type Refuse = (
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

export function createRefuse(context: HttpContext, { pages }: { readonly pages: boolean }): Refuse {
  return async (problem, request, reply) => {
    const exchange = exchangeOfFault(request, context);
    const isPage = pages && !request.url.startsWith('/api/') && stoodAtAPage(request);
    const httpInterface = isPage ? pageInterface : apiInterface;
    const refused = await refuseOrSayLess(httpInterface, problem, exchange);
    const answer = context.renderAnswer?.(refused, exchange.translate) ?? refused;
    return sendAnswer(reply, answer, {
      headers: context.headers,
      cookies: exchange.cookies,
      variesBy: exchange.variesBy,
      allow: problem.code === 'method-not-allowed' ? problem.allowed.join(', ') : 'OPTIONS',
    });
  };
}

/** A browser that opens a page, or the script of one that is open: htmx takes anything and draws what comes. */
function stoodAtAPage({ headers }: FastifyRequest): boolean {
  return asksForPage(headers.accept) || headers['hx-request'] === 'true';
}

/** A page needs the session, and so the database; where that is the fault, the bare words must do. */
async function refuseOrSayLess(
  httpInterface: HttpInterface,
  problem: Problem,
  exchange: Exchange,
): Promise<Answer> {
  try {
    return await httpInterface.refuse(problem, exchange);
  } catch (error) {
    // What is wrong with the request itself, such as two sessions at once, is wrong for the page that says so, too.
    if (problemOf(error) !== null) {
      exchange.askNobody();
      return await httpInterface.refuse(problem, exchange);
    }
    exchange.request.log.error({ err: error }, 'the error page failed');
    return refuseInJson(problem, exchange.translate);
  }
}

/**
 * The one handler of faults: logs the cause with the request's id and tells the visitor nothing of it (ASVS V16.5.1).
 * What a client did wrong on the way to a route ends here too, without a line.
 */
export function handleFaults(app: FastifyInstance, refuse: Refuse): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const problem = problemOf(error) ?? clientFault(error, request);
    if (problem !== null) return await refuse(problem, request, reply);
    // The route's pattern, never the address itself: that one may hold a one-time key.
    const route = request.routeOptions.url ?? null;
    request.log.error({ err: error, method: request.method, route }, 'request failed');
    return await refuse(problemOfFault(error), request, reply);
  });
}

function clientFault(error: FastifyError, request: FastifyRequest): Problem | null {
  const status = error.statusCode ?? 500;
  // Fastify has told the route's limit by now, its own or the one of all.
  if (status === 413) return { code: 'body-too-large', maxBytes: request.routeOptions.bodyLimit };
  if (status === 415) {
    return { code: 'unsupported-media-type', mediaType: request.headers['content-type'] ?? '' };
  }
  if (status === 414) return { code: 'uri-too-long' };
  return status >= 400 && status < 500 ? { code: 'bad-request', reason: 'malformed' } : null;
}
