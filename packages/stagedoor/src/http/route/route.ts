import { type Static, type TObject, Type } from 'typebox';
import type { AccessRule } from '../../core/access/access-rule.ts';
import type { PendingStage } from '../../core/kernel/stage.ts';
import type { AskerPolicy } from '../../core/policy/policy.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Settings } from '../../core/settings.ts';
import type { Answer } from '../answer/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { RawFields } from '../request/body.ts';
import type { Problem } from '../request/problem.ts';
import type { PassesTest } from './passes-test.ts';

/** What a route hands out on success; whatever hands out something passes the one gate. */
export type Issues = 'none' | 'session' | 'token';

/** Who may come in. `anonymous` turns logged-in visitors away. */
export type Access = 'anyone' | 'authenticated' | 'anonymous';

/**
 * What an unsafe request must show against other sites:
 * - `token`: Origin and token, always. What pages with forms use.
 * - `session`: the token where a session is logged in, else the Origin and Fetch-Metadata check alone. Token cookies need
 *   the token only where the browser says neither.
 * - `origin`: the Origin and Fetch-Metadata check alone.
 * - `exempt`: nothing, because no cookie is read and none is set: whoever may send the request gains nothing by the
 *   browser of somebody else. Only with `credentials: 'none'`.
 * - `none`: only for safe methods.
 */
export type CsrfCheck = 'token' | 'session' | 'origin' | 'exempt' | 'none';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A coarse limit of one route for one source, kept in memory; the limits that count live in the core. */
export interface RouteLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

const nothing = Type.Object({});
export type NoFields = typeof nothing;

/** Whom a handler is given: somebody where the route lets nobody else in, nobody where it turns those away. */
export type PrincipalFor<Who extends Access> = Who extends 'authenticated'
  ? Principal
  : Who extends 'anonymous'
    ? null
    : Principal | null;

export interface RouteInput<
  Body extends TObject,
  Params extends TObject,
  Query extends TObject,
  Who extends Access = Access,
> {
  /** Who sent the request, as they were let in. */
  readonly principal: PrincipalFor<Who>;
  readonly body: Static<Body>;
  readonly params: Static<Params>;
  readonly query: Static<Query>;
}

/** One address of an interface with all that is true of it, in one record. */
export interface RouteRecord<
  Body extends TObject,
  Params extends TObject,
  Query extends TObject,
  Who extends Access = Access,
> {
  /** Unique; Django's URL name where there is one. */
  readonly name: string;
  readonly method: Method;
  /** With a slash at the end; served without it too. Parameters as `:id`. */
  readonly path: string;
  readonly issues: Issues;
  readonly access: Who;
  /** What somebody must be beside logged in: staff, a member of a group, the holder of a permission. Others get 403. */
  readonly needs?: AccessRule;
  /**
   * Who may come, as a policy: with `access: 'anyone'` it alone says so, and whoever is not logged in and may not gets 401; others who may
   * not get 403, in the words of what is wanting. GET asks to `view`, POST to `add`, PUT and PATCH to `change`, DELETE to `delete`.
   */
  readonly policy?: AskerPolicy;
  /** A role that somebody must have everywhere, or any of several: a group, a role, or a field that is one. Others get 403. */
  readonly role?: string | readonly string[];
  /** Answers `true` for whoever may, judged by what is known of them (Django's `user_passes_test`). Others get 403. */
  readonly passes?: PassesTest;
  readonly csrf: CsrfCheck;
  /** The stage that is passed here: whoever has it still to pass counts as logged in on this route, and on no other. */
  readonly servesStage?: PendingStage | undefined;
  /**
   * Only a single-use ticket of this purpose opens it, shown as `?ticket=…` and made with `createTicket`: a link for what
   * cannot send headers. No cookie and no header is looked at, so nobody is led here against their will. Only for GET.
   */
  readonly ticket?: string;
  /** Left out, what the interface looks at. */
  readonly credentials?: 'none';
  /** Personal access tokens are good here, as far as their scope goes, and Basic authentication. Left out both are refused. */
  readonly personalTokens?: true;
  readonly summary?: string;
  readonly schema?: {
    readonly body?: Body;
    readonly params?: Params;
    readonly query?: Query;
  };
  /** Read what was sent in place of the schemas, which then only describe it. They refuse as the schemas' readers do. */
  readonly reads?: {
    readonly body?: (sent: RawFields) => Static<Body>;
    readonly query?: (sent: RawFields) => Static<Query>;
  };
  /**
   * Fields of the body that are required beside the schema's: by the site's settings, or for want of others. Whoever
   * leaves several out is told of all of them at once.
   */
  readonly requires?: (sent: RawFields, accounts: Settings) => readonly string[];
  /** Fields of the body that are taken for not sent, whatever they hold. */
  readonly ignores?: (sent: RawFields, accounts: Settings) => readonly string[];
  readonly limit?: RouteLimit;
  /** Its body may be a file, as large as UPLOAD_LIMIT_BYTES says in place of BODY_LIMIT_BYTES; `readUpload` finds it. */
  readonly takesFiles?: true;
  /** Refuses, before anything of the body is read, whoever may do nothing here whatever they send. */
  readonly beforeBody?: (exchange: Exchange) => Promise<unknown>;
  /** Refuses an answer that was kept (Idempotency-Key) to whoever may not do any longer what it answers. */
  readonly beforeReplay?: (exchange: Exchange) => Promise<unknown>;
  /** The scope of THROTTLE_SCOPES whose rate holds here, beside those that hold on every JSON route. */
  readonly throttle?: string;
  /** What it answers is a file of this media type, which `Accept` must take; refusals are JSON as ever. */
  readonly produces?: string;
  /** What it answers is a document of somebody else's standard, which the site's format must not change. */
  readonly fixedBody?: true;
  /**
   * It ends whatever the browser came with (`flushSession`): two cookies that are both good, which are refused elsewhere because
   * nothing says who is meant, come in here as nobody's and are both ended.
   */
  readonly logsOut?: true | undefined;
  /** It creates something: with an Idempotency-Key it is carried out once. */
  readonly creates?: true;
  /**
   * What OPTIONS tells of the fields that are sent here, to whoever asks; null to who may not send them. Left out, those of the body are
   * told to whoever may come.
   */
  readonly metadata?: (exchange: Exchange) => Promise<Readonly<Record<string, unknown>> | null>;
  /** Answers of this route's own to certain problems; undefined leaves the problem to the interface. */
  readonly refuse?: (problem: Problem, exchange: Exchange) => Answer | undefined;
  readonly handler: (
    exchange: Exchange,
    input: RouteInput<Body, Params, Query, Who>,
  ) => Answer | Promise<Answer>;
}

/** A route whose schemas, and whom it lets in, are known only to itself. */
export type Route = RouteRecord<TObject, TObject, TObject>;

/**
 * Declares a route; body, params and query of the handler are typed by the schemas, its principal by `access`.
 *
 * @example
 * export const logOutRoute = defineRoute({
 *   name: 'api-logout', method: 'POST', path: '/api/logout/',
 *   issues: 'none', access: 'anyone', csrf: 'session',
 *   async handler(exchange) { await exchange.flushSession(); return json({ detail: '…' }); },
 * });
 */
export function defineRoute<
  Body extends TObject = NoFields,
  Params extends TObject = NoFields,
  Query extends TObject = NoFields,
  Who extends Access = Access,
>(record: RouteRecord<Body, Params, Query, Who>): Route {
  // The reader made from the very same schemas gives the handler its input, and `admit` its principal, so forgetting the types is safe.
  return record as unknown as Route;
}

/** The schema of a part that a route says nothing about. */
export const noFields: TObject = nothing;
