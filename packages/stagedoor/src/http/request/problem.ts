import { AccountsError, type FeatureRefusal, type Refusal } from '../../core/kernel/errors.ts';
import { HookTimeout } from '../../core/kernel/hook-timeout.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { BearerFault } from '../../core/token/jwt/bearer-fault.ts';
import type { HeaderProblem } from './authorization.ts';

/** The formats of bodies that are read. */
export type BodyFormat = 'json' | 'form' | 'multipart';

/** What is wrong with a Basic header; `encoding` where nothing can be read out of it. */
export type BasicFault = 'empty' | 'spaces' | 'encoding' | 'invalid';

/** What is wrong with a request before anything is known of it; the words are in `texts`. */
export type BadRequestReason =
  | 'address-malformed'
  | 'body-length'
  | 'cookies-twice'
  /** `header` came twice. */
  | 'header-twice'
  | 'host-unknown'
  | 'hosts-many'
  | 'http-version'
  | 'idempotency-key'
  | 'malformed'
  | 'target-no-path'
  | 'transfer-coding'
  | 'upgrade';

/** What an interface refuses before any use case is asked. */
export type RequestRefusal =
  /** The body is not what its Content-Type says; `reason` says where, never quoting it. */
  | { readonly code: 'parse-error'; readonly format: BodyFormat; readonly reason: string }
  | { readonly code: 'unsupported-media-type'; readonly mediaType: string }
  | { readonly code: 'not-acceptable' }
  | { readonly code: 'method-not-allowed'; readonly method: string; readonly allowed: readonly string[] }
  /** `reason` is one of Django's. */
  | { readonly code: 'csrf-failed'; readonly reason: string }
  /** The Authorization header carries an API token or a personal one that is not good. */
  | { readonly code: 'token-header-refused'; readonly fault: HeaderProblem | 'invalid' | 'inactive' }
  /** The Authorization header carries a name and a password that are not good. */
  | { readonly code: 'basic-refused'; readonly fault: BasicFault }
  /** A single-use ticket that is missing, unknown, used, expired or made for something else: one answer for all. */
  | { readonly code: 'ticket-refused' }
  /** A header or a cookie carries an access token that is not good. */
  | { readonly code: 'bearer-refused'; readonly fault: BearerFault | 'bad-header' }
  /** A page of a list that is not there. */
  | { readonly code: 'invalid-page' }
  /** A cursor that no page of this list gave. */
  | { readonly code: 'invalid-cursor' }
  | { readonly code: 'body-too-large'; readonly maxBytes: number }
  | { readonly code: 'uri-too-long' }
  | { readonly code: 'headers-too-large' }
  /** The request itself is not well-formed HTTP for this site. */
  | { readonly code: 'bad-request'; readonly reason: BadRequestReason; readonly header?: string }
  /** Asked for over plain http where only https is served. */
  | { readonly code: 'https-required' }
  /** The server is stopping, or a part it needs is away. */
  | { readonly code: 'unavailable'; readonly retryAfterSeconds: number }
  /** The same request is being carried out at this moment. */
  | { readonly code: 'request-running'; readonly retryAfterSeconds: number }
  /** It was carried out before, and its answer is not given twice because it carried a credential. */
  | { readonly code: 'request-repeated' }
  /** An Idempotency-Key that stood for another body before. */
  | { readonly code: 'idempotency-key-reused' }
  /** A fault of ours. Nothing about it is told. */
  | { readonly code: 'server-error' };

/** Everything an interface may have to answer instead of what was asked for. */
export type Problem = Refusal | RequestRefusal;
/** The codes of ours; those of a site's features are its own. */
export type ProblemCode = Exclude<Problem, FeatureRefusal>['code'];

/** Thrown inside the interfaces; the interface's `refuse` turns the problem into its own kind of answer. */
export class RequestProblem extends PlainError {
  readonly problem: RequestRefusal;

  constructor(problem: RequestRefusal) {
    super(problem.code);
    this.name = 'RequestProblem';
    this.problem = problem;
  }
}

/** The problem that an error stands for; null for a fault. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof AccountsError) return error.refusal;
  if (error instanceof RequestProblem) return error.problem;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return { code: 'bad-request', reason: 'body-length' };
  }
  if (code === 'FST_ERR_BAD_URL') return { code: 'bad-request', reason: 'address-malformed' };
  return null;
}

const STORAGE_AWAY_SECONDS = 5;

/** Whether what failed may work a moment later: the storage was away, or a hook of the site did not answer. */
export function isPassing(error: unknown): boolean {
  return error instanceof StorageUnavailable || error instanceof HookTimeout;
}

/** What a visitor is told of a fault; its cause is for the log. */
export function problemOfFault(error: unknown): RequestRefusal {
  if (!isPassing(error)) return { code: 'server-error' };
  return { code: 'unavailable', retryAfterSeconds: STORAGE_AWAY_SECONDS };
}
