import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountsError } from '../../core/kernel/errors.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Answer } from '../answer/answer.ts';
import { writeDirectly } from '../answer/direct-json.ts';
import { sendAnswer } from '../answer/send-answer.ts';
import { Exchange } from '../exchange/exchange.ts';
import { keepIssued } from '../exchange/exchange-of-fault.ts';
import { noteDenial } from '../exchange/note-denial.ts';
import { tellingCode } from '../refusal/refusals.ts';
import type { RawFields } from '../request/body.ts';
import { compactJson } from '../request/negotiation.ts';
import { problemOf } from '../request/problem.ts';
import { admit } from './admit.ts';
import { inFormat, pageOrJson, renderAs } from './answer-form.ts';
import { carryOutOnce } from './idempotency.ts';
import type { PreparedRoute } from './prepared-route.ts';
import type { Route, RouteInput } from './route.ts';
import { negotiateAnswer, throttle, throttleForms } from './route-guards.ts';

const NOTHING = Object.freeze({}) as never;
const NO_SCHEMA: NonNullable<Route['schema']> = Object.freeze({});

/** A request from its guards to its answer. Whatever is thrown on the way becomes the interface's own kind of refusal. */
export async function serveRoute(
  prepared: PreparedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { context, address, route } = prepared;
  const exchange = new Exchange(request, context, prepared.rules);
  let rendering = compactJson;
  let answer: Answer;
  try {
    const wanted = negotiateAnswer(prepared, exchange);
    const principal = await exchange.principal();
    rendering = wanted.as === 'page' ? pageOrJson(wanted, exchange, principal) : wanted;
    if (prepared.isThrottled) await throttleForms(exchange, route, principal);
    await admit(exchange, route, principal);
    if (prepared.isThrottled) await throttle(exchange, route, principal);
    if (context.settings.tracksVisits) noteVisit(exchange, principal);
    answer = await act(prepared, exchange, principal);
    if (answer.status < 500 && exchange.mustFinish) await exchange.finish();
  } catch (error) {
    answer = await refusalOf(prepared, exchange, error);
  } finally {
    // A refusal may fail too, and so may whatever puts an answer into its form.
    keepIssued(exchange);
  }
  if (prepared.render !== null) answer = inFormat(answer, prepared.render, { route, exchange });
  if (rendering !== compactJson) answer = await renderAs(rendering, answer, { prepared, exchange });
  if (prepared.direct !== null && isPlainText(answer) && exchange.cookies.length === 0) {
    return writeDirectly(reply, answer, prepared.direct[exchange.variesBy]);
  }
  return sendAnswer(reply, answer, {
    headers: context.headers,
    cookies: exchange.cookies,
    variesBy: exchange.variesBy,
    hasLeft: exchange.hasLeft,
    allow: address.allow,
  });
}

function isPlainText(answer: Answer): answer is Answer & { readonly kind: 'json-text' } {
  return answer.kind === 'json-text' && answer.headers === undefined;
}

function act(
  prepared: PreparedRoute,
  exchange: Exchange,
  principal: Principal | null,
): Answer | Promise<Answer> {
  const { route } = prepared;
  if (!route.creates) return route.handler(exchange, readInput(prepared, exchange, principal));
  const once = async () => await route.handler(exchange, readInput(prepared, exchange, principal));
  return carryOutOnce(exchange, { route, principal, act: once });
}

/** @throws the error itself when it is a fault: the one handler that logs them takes it from there, with what was issued before. */
async function refusalOf(
  { route, httpInterface }: PreparedRoute,
  exchange: Exchange,
  error: unknown,
): Promise<Answer> {
  const problem = problemOf(error);
  if (problem === null) throw error;
  if (problem.code === 'permission-denied') await noteDenial(exchange, route.name);
  const inItsOwnWords = route.refuse?.(problem, exchange);
  if (inItsOwnWords === undefined) return await httpInterface.refuse(problem, exchange);
  return httpInterface.mediaType === 'application/json'
    ? tellingCode(inItsOwnWords, problem.code)
    : inItsOwnWords;
}

function noteVisit(exchange: Exchange, principal: Principal | null): void {
  exchange.context.visits.note(principal?.user.id ?? null, exchange, exchange.now);
}

function readInput(
  prepared: PreparedRoute,
  exchange: Exchange,
  principal: Principal | null,
): RouteInput<never, never, never> {
  const { body, params, query } = prepared.route.schema ?? NO_SCHEMA;
  const { request } = exchange;
  return {
    // As the route's `access` says: `admit` has held whoever came to it.
    principal: principal as never,
    params: params === undefined ? NOTHING : readParams(prepared, request.params),
    query: query === undefined ? NOTHING : prepared.readQuery(request.query as never),
    body: body === undefined ? NOTHING : readBody(prepared, exchange),
  };
}

function readBody({ route, context, readBody: read }: PreparedRoute, exchange: Exchange): never {
  const sent = without(exchange.body(), route.ignores?.(exchange.body(), context.accounts));
  return read(sent, route.requires?.(sent, context.accounts));
}

function without(sent: RawFields, names: readonly string[] = []): RawFields {
  if (!names.some((name) => Object.hasOwn(sent, name))) return sent;
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !names.includes(name)));
}

/** An address whose parameters cannot be meant is an address that is not there. */
function readParams({ readParams: read }: PreparedRoute, params: unknown): never {
  try {
    return read(params as never);
  } catch (error) {
    if (error instanceof AccountsError) throw new AccountsError({ code: 'not-found' });
    throw error;
  }
}
