import type { Settings } from '../../core/settings.ts';
import type { RenderAnswer } from '../answer/answer-renderer.ts';
import { type DirectHeaders, directHeaders } from '../answer/direct-json.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { ServingRoute, StageAddresses } from '../context/stage-addresses.ts';
import type { AuthenticationRules } from '../exchange/authentication-rules.ts';
import { createInputReader, type InputReader } from '../request/input-reader.ts';
import { checkRoute, checkServedStage } from './check-route.ts';
import type { Address, HttpInterface } from './http-interface.ts';
import { noFields, type Route } from './route.ts';
import { createRouteLimiter, type RouteLimiter } from './route-limits.ts';

/** A route with all that is worked out about it once, at the start. */
export interface PreparedRoute {
  readonly route: Route;
  readonly context: HttpContext;
  readonly httpInterface: HttpInterface;
  readonly address: Address;
  readonly readBody: InputReader<never>;
  readonly readParams: InputReader<never>;
  readonly readQuery: InputReader<never>;
  readonly rules: AuthenticationRules;
  readonly limiter: RouteLimiter | null;
  /** Whether the site has a rate that may hold here. */
  readonly isThrottled: boolean;
  /** Puts answers into the site's format; null where they stay as they are. */
  readonly render: RenderAnswer | null;
  /** Headers for answers that go past Fastify; null where they may not. */
  readonly direct: DirectHeaders | null;
  /** How an answer is shown on a page; null where it never is. */
  readonly show: HttpInterface['show'] | null;
}

/** @throws RecordProblem for a record that says too little, something else, or contradicts itself */
export function prepareRoute(
  given: Route,
  of: { readonly context: HttpContext; readonly httpInterface: HttpInterface; readonly address: Address },
): PreparedRoute {
  checkRoute(given);
  checkServedStage(given, of.context.stages.stages);
  const route = copied(given);
  const isJson = of.httpInterface.mediaType === 'application/json';
  if (isJson && route.throttle !== undefined)
    of.context.declaredScopes.push({ scope: route.throttle, route: `${route.method} ${route.path}` });
  noteServing(route, isJson ? 'route' : 'page', of.context.stages);
  const { body = noFields, params = noFields, query = noFields } = route.schema ?? {};
  return {
    ...of,
    route,
    rules: {
      credentials: route.credentials ?? of.httpInterface.credentials,
      servesStage: route.servesStage ?? null,
      ticket: route.ticket,
      allowsAnyone: route.access !== 'authenticated',
      logsOut: route.logsOut === true,
    },
    readBody: (route.reads?.body ?? createInputReader(body)) as InputReader<never>,
    readParams: createInputReader(params) as InputReader<never>,
    readQuery: (route.reads?.query ?? createInputReader(query)) as InputReader<never>,
    limiter: route.limit === undefined ? null : createRouteLimiter(route.limit),
    isThrottled: isJson && hasRate(of.context.accounts, route),
    render: isJson ? of.context.renderAnswer : null,
    direct: of.context.writesDirectly ? directHeaders(of.context.headers, of.address.allow) : null,
    show: isShown(route) ? (of.httpInterface.show ?? null) : null,
  };
}

/** What is no document of somebody else's, and no file. */
function isShown({ method, fixedBody, produces }: Route): boolean {
  return method === 'GET' && fixedBody !== true && produces === undefined;
}

function noteServing(route: Route, by: ServingRoute['by'], { serving }: StageAddresses): void {
  if (route.servesStage !== undefined) serving.push({ ...route, stage: route.servesStage, by });
}

/** What was checked is what is served: a record that somebody changes afterwards opens nothing. */
function copied(route: Route): Route {
  const { needs, role } = route;
  return {
    ...route,
    ...(needs === undefined ? {} : { needs: { ...needs } }),
    ...(Array.isArray(role) ? { role: [...role] } : {}),
  };
}

function hasRate({ throttles }: Settings, { throttle: scope }: Route): boolean {
  return (
    throttles.anonymous !== null ||
    throttles.user !== null ||
    (scope !== undefined && throttles.scopes[scope] !== undefined)
  );
}
