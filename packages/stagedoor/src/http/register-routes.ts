import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccountsError } from '../core/errors.ts';
import { networkOf } from '../core/login/network-of.ts';
import type { Principal } from '../core/session/session.ts';
import type { Settings } from '../core/settings.ts';
import { type Answer, isJson, type JsonAnswer } from './answer.ts';
import type { RenderAnswer } from './answer-renderer.ts';
import type { Credentials } from './credentials.ts';
import { guardAgainstCsrf } from './csrf-guard.ts';
import { type DirectHeaders, directHeaders, writeDirectly } from './direct-json.ts';
import { doorConstraint } from './door-constraint.ts';
import { Exchange } from './exchange.ts';
import type { HttpContext } from './http-context.ts';
import { carryOutOnce } from './idempotency.ts';
import { createInputReader, type InputReader } from './input-reader.ts';
import { compactJson, jsonFor, type Rendering, renderingOf } from './negotiation.ts';
import type { Ways } from './principal-handle.ts';
import { type Problem, RequestProblem } from './problem.ts';
import { tellingCode } from './refusals.ts';
import { noFields, type Route, type RouteInput } from './route.ts';
import { createRouteLimiter, type RouteLimiter } from './route-limits.ts';
import { sendAnswer } from './send-answer.ts';

/** One door: what it answers with, and how it says no. */
export interface Door {
  /** What a client must accept to be answered here. */
  readonly mediaType: 'application/json' | 'text/html';
  /** What it looks at to know who comes. */
  readonly credentials: Exclude<Credentials, 'none'>;
  readonly refuse: (problem: Problem, exchange: Exchange) => Answer | Promise<Answer>;
  /** What OPTIONS says of an address; left out, nothing but its methods. */
  readonly describe?: (address: DescribedAddress, exchange: Exchange) => Answer | Promise<Answer>;
  /** Shows an answer to who is signed in and opens its address in a browser; left out, JSON is all there is. */
  readonly show?: (shown: Shown, exchange: Exchange) => Answer | Promise<Answer>;
}

/** An address with all that can be done there. */
export interface Address {
  readonly routes: readonly Route[];
  /** Its methods, as the Allow header lists them. */
  readonly allow: string;
}

export interface DescribedAddress extends Address {
  /** The media types that answers may have there. */
  readonly renders: readonly string[];
}

/** An answer of the JSON door that is to be shown on a page. */
export interface Shown extends Address {
  readonly route: Route;
  readonly answer: JsonAnswer;
}

/**
 * Puts a door's routes on a Fastify instance. Everything about a route is worked out here, once; a request only
 * looks it up.
 */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  { context, door, sharedPaths = noPaths }: MountOptions,
): void {
  const urlsOf = urlsFor(app);
  for (const route of routes) {
    const handler = handlerOf(route, { context, door, address: addressOf(routes, route.path) });
    for (const url of urlsOf(route.path)) {
      app.route({
        method: route.method,
        url,
        constraints: sharedPaths.has(route.path) ? { [doorConstraint]: door.mediaType } : {},
        handler,
      });
    }
  }
}

/** What Fastify calls for a route. */
export function handlerOf(
  route: Route,
  of: { readonly context: HttpContext; readonly door: Door; readonly address: Address },
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const prepared = prepare(route, of);
  return (request, reply) => serve(prepared, request, reply);
}

/** With and without the slash at the end; one of them where the router treats both alike. */
export function urlsFor(app: FastifyInstance): (path: string) => readonly string[] {
  const slashIsOptional = app.initialConfig.routerOptions?.ignoreTrailingSlash === true;
  return (path) =>
    slashIsOptional || path === '/' || !path.endsWith('/') ? [path] : [path, path.slice(0, -1)];
}

export interface MountOptions {
  readonly context: HttpContext;
  readonly door: Door;
  /** Addresses that another door has too: who asks for a page gets the page door's (S0-25). */
  readonly sharedPaths?: ReadonlySet<string>;
}

const noPaths: ReadonlySet<string> = new Set();

/** REST framework's order, which clients print and compare. */
const METHOD_ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Everything that a door has at an address. */
export function addressOf(routes: readonly Route[], path: string): Address {
  const here = routes.filter((route) => route.path === path);
  const methods = new Set<string>([...here.map(({ method }) => method), 'OPTIONS']);
  if (methods.has('GET')) methods.add('HEAD');
  return { routes: here, allow: METHOD_ORDER.filter((method) => methods.has(method)).join(', ') };
}

interface PreparedRoute {
  readonly route: Route;
  readonly context: HttpContext;
  readonly door: Door;
  readonly address: Address;
  readonly readBody: InputReader<never>;
  readonly readParams: InputReader<never>;
  readonly readQuery: InputReader<never>;
  readonly ways: Ways;
  readonly limiter: RouteLimiter | null;
  /** Whether the site has a rate that may hold here. */
  readonly isThrottled: boolean;
  /** Puts answers into the site's format; null where they stay as they are. */
  readonly render: RenderAnswer | null;
  /** Headers for answers that go past Fastify; null where they may not. */
  readonly direct: DirectHeaders | null;
  /** How an answer is shown on a page; null where it never is. */
  readonly show: Door['show'] | null;
  /** Made once, for the busiest routes too ask what they may answer in. */
  readonly offered: Offered;
}

const NOTHING: RouteInput<never, never, never> = Object.freeze({ body: {}, params: {}, query: {} }) as never;

function prepare(route: Route, of: { context: HttpContext; door: Door; address: Address }): PreparedRoute {
  const isSafe = route.method === 'GET';
  if (isSafe !== (route.csrf === 'none')) {
    throw new TypeError(`Route ${route.name}: unsafe methods declare a CSRF check, GET declares none.`);
  }
  if (route.ticket !== undefined && !(isSafe && route.access === 'authenticated')) {
    throw new TypeError(`Route ${route.name}: a ticket opens a GET for who is signed in.`);
  }
  const { body = noFields, params = noFields, query = noFields } = route.schema ?? {};
  return {
    ...of,
    route,
    ways: {
      credentials: route.credentials ?? of.door.credentials,
      serves: route.serves ?? null,
      ticket: route.ticket,
    },
    readBody: createInputReader(body) as InputReader<never>,
    readParams: createInputReader(params) as InputReader<never>,
    readQuery: createInputReader(query) as InputReader<never>,
    limiter: route.limit === undefined ? null : createRouteLimiter(route.limit),
    isThrottled: of.door.mediaType === 'application/json' && hasRate(of.context.accounts, route),
    render: of.door.mediaType === 'application/json' ? of.context.renderAnswer : null,
    direct: of.context.writesDirectly ? directHeaders(of.context.headers, of.address.allow) : null,
    show: isSafe && route.fixedBody !== true ? (of.door.show ?? null) : null,
  };
}

/** A request from its guards to its answer. Whatever is thrown on the way becomes the door's own kind of refusal. */
async function serve(
  prepared: PreparedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { context, address, route } = prepared;
  const exchange = new Exchange(request, context, prepared.ways);
  let rendering = compactJson;
  let answer: Answer;
  try {
    const wanted = guardDoor(prepared, exchange);
    const principal = await exchange.principal();
    rendering = wanted.as === 'page' ? pageOrJson(wanted, exchange, principal) : wanted;
    if (route.access === 'authenticated' && principal === null) throw exchange.notSignedIn();
    guardScope(route, principal);
    if (route.csrf !== 'none') await guardUnsafe(prepared, exchange);
    if (route.access === 'anonymous' && principal !== null) throw alreadyAuthenticated();
    if (prepared.isThrottled) await throttle(exchange, route, principal);
    if (context.settings.tracksVisits) noteVisit(exchange, principal);
    answer = await act(prepared, exchange);
    if (answer.status < 500 && exchange.mustFinish) await exchange.finish();
  } catch (error) {
    answer = await refusalOf(prepared, exchange, error);
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

/** A page is for who is signed in there, by what a browser sends; everybody else is answered as ever. */
function pageOrJson(wanted: Rendering, exchange: Exchange, principal: Principal | null): Rendering {
  const isInBrowser = principal !== null && exchange.carrier !== 'header';
  return isInBrowser ? wanted : jsonFor(exchange.request.headers.accept);
}

async function renderAs(
  rendering: Rendering,
  answer: Answer,
  { prepared, exchange }: { prepared: PreparedRoute; exchange: Exchange },
): Promise<Answer> {
  if (!isJson(answer)) return answer;
  if (rendering.as === 'json') return indented(answer, rendering.indent);
  const { show, route, address } = prepared;
  return show ? await show({ ...address, route, answer }, exchange) : answer;
}

function indented(answer: JsonAnswer, indent: number): Answer {
  const body: unknown = answer.kind === 'json' ? answer.body : JSON.parse(answer.text);
  const { status, headers } = answer;
  const text = JSON.stringify(body, null, indent);
  return { kind: 'json-text', status, text, ...(headers === undefined ? {} : { headers }) };
}

function inFormat(
  answer: Answer,
  render: RenderAnswer,
  { route, exchange }: { route: Route; exchange: Exchange },
): Answer {
  const isFixed = route.fixedBody === true && answer.status < 400;
  return isFixed ? answer : render(answer, exchange.translate);
}

function isPlainText(answer: Answer): answer is Answer & { readonly kind: 'json-text' } {
  return answer.kind === 'json-text' && answer.headers === undefined;
}

function act(prepared: PreparedRoute, exchange: Exchange): Answer | Promise<Answer> {
  const { route } = prepared;
  if (!route.creates) return route.handler(exchange, readInput(prepared, exchange));
  const once = async () => await route.handler(exchange, readInput(prepared, exchange));
  return carryOutOnce(exchange, { name: route.name, act: once });
}

/** @throws the error itself when it is a fault: the one handler that logs them takes it from there. */
async function refusalOf(
  { route, door }: PreparedRoute,
  exchange: Exchange,
  error: unknown,
): Promise<Answer> {
  const problem = problemOf(error);
  if (problem === null) throw error;
  const inItsOwnWords = route.refuse?.(problem, exchange);
  if (inItsOwnWords === undefined) return await door.refuse(problem, exchange);
  return door.mediaType === 'application/json' ? tellingCode(inItsOwnWords, problem.code) : inItsOwnWords;
}

/** What the visitor wants to be answered in, if anything may be answered at all. */
function guardDoor({ context, door, limiter, show }: PreparedRoute, exchange: Exchange): Rendering {
  const isApi = door.mediaType === 'application/json';
  const rendering = isApi ? renderingOf(exchange.request, { hasPage: show !== null }) : compactJson;
  if (limiter === null) return rendering;
  const retryAfterSeconds = limiter(networkOf(exchange.ipAddress), context.clock.now().getTime());
  if (retryAfterSeconds > 0) throw new AccountsError({ code: 'throttled', retryAfterSeconds });
  return rendering;
}

function hasRate({ throttles }: Settings, { throttle: scope }: Route): boolean {
  return (
    throttles.anonymous !== null ||
    throttles.user !== null ||
    (scope !== undefined && throttles.scopes[scope] !== undefined)
  );
}

/** After everything else that refuses, as in REST framework: what another site sends in somebody's name costs them nothing. */
async function throttle(exchange: Exchange, route: Route, principal: Principal | null): Promise<void> {
  const userId = principal?.user.id ?? null;
  const { context, ipAddress } = exchange;
  await context.useCases.admitRequest({ userId, ipAddress, scope: route.throttle ?? null });
}

/**
 * What a personal access token may not do, whoever its owner is: leave its scope, or go where tokens have no business. A
 * password that comes with each request goes no further, and gets nothing to take away (abuse E12).
 */
function guardScope(route: Route, principal: Principal | null): void {
  const session = principal?.session;
  if (session?.kind !== 'personal-token' && session?.kind !== 'basic') return;
  const takesAway = session.kind === 'basic' && route.issues !== 'none';
  const mayWrite = !takesAway && (session.scope === null || session.scope.methods === 'write');
  if (route.personalTokens !== true || !(mayWrite || route.method === 'GET')) {
    throw new AccountsError({ code: 'permission-denied' });
  }
}

const alreadyAuthenticated = () => new AccountsError({ code: 'already-authenticated' });

async function guardUnsafe({ route, context }: PreparedRoute, exchange: Exchange): Promise<void> {
  await exchange.readBody();
  await guardAgainstCsrf(exchange, route.csrf);
  // Data in the cookie is only known as long as its session lives, and log-in ends that one.
  if (route.issues === 'session' && context.sessionEngine === 'signed-cookies') await exchange.session();
}

function noteVisit(exchange: Exchange, principal: Principal | null): void {
  exchange.context.visits.note(principal?.user.id ?? null, exchange, exchange.now);
}

function readInput(prepared: PreparedRoute, exchange: Exchange): RouteInput<never, never, never> {
  const { schema } = prepared.route;
  if (schema === undefined) return NOTHING;
  const { request } = exchange;
  return {
    params: schema.params === undefined ? NOTHING.params : readParams(prepared, request.params),
    query: schema.query === undefined ? NOTHING.query : prepared.readQuery(request.query as never),
    body: schema.body === undefined ? NOTHING.body : readBody(prepared, exchange),
  };
}

function readBody({ route, context, readBody: read }: PreparedRoute, exchange: Exchange): never {
  const sent = exchange.body();
  return read(sent, route.requires?.(sent, context.accounts));
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

/** The problem that an error stands for; null for a fault. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof AccountsError) return error.refusal;
  if (error instanceof RequestProblem) return error.problem;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'body-too-large' };
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return { code: 'bad-request', reason: 'The body is not as long as it says.' };
  }
  if (code === 'FST_ERR_BAD_URL') return { code: 'bad-request', reason: 'The address is malformed.' };
  return null;
}
