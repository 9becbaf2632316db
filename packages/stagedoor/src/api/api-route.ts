import type { TObject, TSchema } from 'typebox';
import type { Policy } from '../core/policy/policy.ts';
import type { ProblemCode } from '../http/request/problem.ts';
import {
  type Access,
  defineRoute,
  type NoFields,
  type Route,
  type RouteRecord,
} from '../http/route/route.ts';

/** The body of each answer that is no refusal, by status; null where there is none. */
export type Responses = Readonly<Record<number, TSchema | null>>;

/** What a JSON route says of itself for those who read the OpenAPI document, and for what is generated from it. */
interface Described {
  /** Verb and noun, as the function of a generated client is called: `logIn`. Null for what no client means to call. */
  readonly operation: string | null;
  readonly summary: string;
  /**
   * Every status that the handler answers, with the schema of its body: closed objects, named ones out of `schemas.ts`.
   * The test suite holds each answer to it.
   */
  readonly responses: Responses;
  /**
   * What the use case may refuse with. What follows from the rest of the record is left out: bad fields, a missing
   * principal or CSRF token, an id that is not there, the route's limit, a repeated Idempotency-Key.
   */
  readonly refuses?: readonly ProblemCode[];
  /** The policies that its handler judges rows by: how these refuse is told with the rest. */
  readonly judgedBy?: readonly Policy[];
  /** What its headers say of the version of a row: which one is answered, and which one whoever sends it has seen. */
  readonly versions?: RowVersions;
}

/** How an address deals with the version of a row. */
export interface RowVersions {
  /** It is told, as `ETag`. */
  readonly answered?: true;
  /** Who asks may say which they have, and is told that it is the same: `If-None-Match`. */
  readonly known?: true;
  /** Who writes may or must say which they have seen: `If-Match`. */
  readonly seen?: 'optional' | 'required';
}

/** A route of the JSON API. */
export type ApiRoute = Route & Described;

/**
 * Declares a route of the JSON API: what `defineRoute` takes, and what it answers.
 *
 * @example
 * export const logOutRoute = defineApiRoute({
 *   name: 'api-logout', method: 'POST', path: '/api/logout/',
 *   issues: 'none', access: 'anyone', csrf: 'session',
 *   operation: 'logOut', summary: 'End the session.',
 *   responses: { 200: detailSchema },
 *   async handler(exchange) { await exchange.flushSession(); return json({ detail: '…' }); },
 * });
 */
export function defineApiRoute<
  Body extends TObject = NoFields,
  Params extends TObject = NoFields,
  Query extends TObject = NoFields,
  Who extends Access = Access,
>(record: RouteRecord<Body, Params, Query, Who> & Described): ApiRoute {
  const { operation, summary, responses, refuses = [], judgedBy, versions } = record;
  const described = {
    operation,
    summary,
    responses,
    refuses,
    ...(judgedBy === undefined ? {} : { judgedBy }),
    ...(versions === undefined ? {} : { versions }),
  };
  return { ...defineRoute(record), ...described };
}
