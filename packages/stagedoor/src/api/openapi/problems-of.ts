import { leavesOf } from '../../core/policy/leaves-of.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { credentialsByClass, refusalsOf, usualClasses } from '../../http/credential/credentials.ts';
import { ticket as ticketCredential } from '../../http/credential/ticket.ts';
import type { ProblemCode } from '../../http/request/problem.ts';
import type { AuthenticationClass } from '../../http/settings/authentication-class.ts';
import type { ApiRoute } from '../api-route.ts';

/** Whatever is asked for, these may come back. */
const EVERYWHERE: readonly ProblemCode[] = ['bad-request', 'not-acceptable', 'server-error', 'unavailable'];
const OF_BODIES: readonly ProblemCode[] = ['parse-error', 'unsupported-media-type', 'body-too-large'];
const OF_CREATION: readonly ProblemCode[] = ['request-running', 'request-repeated', 'idempotency-key-reused'];

/** Refusals that come before a route is known; no operation lists them. */
export const beforeAnyRoute: readonly ProblemCode[] = [
  'not-found',
  'method-not-allowed',
  'uri-too-long',
  'headers-too-large',
  'https-required',
];

/** What a site's settings add to what its routes may refuse. */
export interface SiteRules {
  readonly isHttps: boolean;
  /** Whether there is a rate for requests to any route. */
  readonly isThrottled?: boolean;
  /** The scopes that have one of their own. */
  readonly ratedScopes?: readonly string[];
  /** What the site's first class says in `WWW-Authenticate`; null where its refusals are 403. Of `jwt` unless it is said. */
  readonly challenge?: string | null;
  /** The ways in that are looked at; all but `basic` unless it is said. */
  readonly authentication?: readonly AuthenticationClass[];
}

/** Every refusal of a route: what its record implies, and what it says itself. */
export function problemsOf(
  route: ApiRoute,
  { isHttps, isThrottled, ratedScopes = [], authentication = usualClasses }: SiteRules,
): ProblemCode[] {
  const {
    access,
    credentials,
    csrf,
    ticket,
    needs,
    limit,
    throttle,
    creates,
    schema,
    servesStage,
    refuses = [],
  } = route;
  const policies = policiesOf(route);
  const looksAtCredentials = credentials !== 'none' && ticket === undefined;
  const takesFields = schema?.body !== undefined || schema?.query !== undefined;
  const codes: readonly ProblemCode[] = [
    ...EVERYWHERE,
    ...when(isHttps, 'https-required'),
    ...when(takesFields, 'invalid-input'),
    ...when(schema?.params !== undefined, 'not-found'),
    ...when(access === 'authenticated', 'not-authenticated', 'stage-required'),
    // A log-in on its way: before entry nobody is logged in.
    ...when(servesStage !== undefined && access === 'anyone', 'not-authenticated', 'flow-ended'),
    // Ours, the password, may be changed at any time.
    ...when(access === 'authenticated' && servesStage?.includes('.') === true, 'stage-not-pending'),
    ...when(access === 'anonymous', 'already-authenticated'),
    // A personal access token that has no business here, too.
    ...when(looksAtCredentials, 'permission-denied'),
    ...when(looksAtCredentials, ...authentication.flatMap((name) => refusalsOf(credentialsByClass[name]))),
    ...when(ticket !== undefined, ...refusalsOf(ticketCredential)),
    ...when(needs !== undefined, 'permission-denied'),
    ...policies.flatMap(refusesOf),
    ...when(csrf !== 'none', ...OF_BODIES),
    ...when(csrf !== 'none' && csrf !== 'exempt', 'csrf-failed'),
    ...when(limit !== undefined || isThrottled === true, 'throttled'),
    ...when(throttle !== undefined && ratedScopes.includes(throttle), 'throttled'),
    ...when(creates === true, ...OF_CREATION),
    ...refuses,
  ];
  return [...new Set(codes)].sort();
}

/** Those that it is guarded by, and those that its handler judges rows by. */
export function policiesOf({ policy, judgedBy = [] }: ApiRoute): readonly Policy[] {
  return policy === undefined ? judgedBy : [policy, ...judgedBy];
}

/** What whoever does not satisfy a policy may be told, beside refusals of features that it names. */
function refusesOf(policy: Policy): readonly ProblemCode[] {
  const asksForProof = leavesOf(policy).some((leaf) => 'verified' in leaf);
  return ['permission-denied', 'not-authenticated', ...when(asksForProof, 'email-unverified')];
}

function when(condition: boolean, ...codes: readonly ProblemCode[]): readonly ProblemCode[] {
  return condition ? codes : [];
}
