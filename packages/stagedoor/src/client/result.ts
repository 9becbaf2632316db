import type { RefusalCode } from './refusal-codes.ts';

/** Problems in the words of the site, by the field that they concern; `non_field_errors` concerns them all. */
export type FieldProblems<Field extends PropertyKey = string> = {
  readonly [Name in Field | 'non_field_errors']?: readonly string[];
};

type WithFields = 'invalid-input' | 'invalid-link';
/** The caller's own signal ended it; or something else answered: a proxy, another site, a version that knows more codes. */
type WithoutRefusal = 'aborted' | 'unexpected-answer';
type WithWait = 'throttled' | 'busy' | 'unavailable' | 'request-running';

/** What every refusal says: a sentence to show, in the visitor's language, and the status. */
interface Said {
  readonly detail: string;
  readonly status: number;
}

/**
 * Why there is no data, told apart by `code`: a refusal of the API (docs/reference/errors.md has them all), or one of the
 * three that only a client knows. `Field` are the names of the fields that were sent.
 */
export type ClientError<Field extends PropertyKey = string> =
  | (Said & { readonly code: WithFields; readonly fields: FieldProblems<Field> })
  | (Said & { readonly code: WithWait; readonly retryAfterSeconds: number })
  /** `stage` says what must be done before anything else; `flow`, of a log-in on its way, by which it goes on. */
  | (Said & { readonly code: 'stage-required'; readonly stage: string; readonly flow?: string })
  | (Said & {
      readonly code: Exclude<RefusalCode, WithFields | WithWait | 'stage-required'> | WithoutRefusal;
    })
  /** No answer came: whether the request was carried out is not known. */
  | (Said & { readonly code: 'network'; readonly cause: unknown });

/** What an operation comes to. Nothing is thrown, whatever the server answers. */
export type Result<Data, Field extends PropertyKey = never> =
  | { readonly data: Data; readonly error: undefined; readonly response: Response }
  | {
      readonly data: undefined;
      readonly error: ClientError<Field>;
      /** Absent where no answer came. */
      readonly response: Response | undefined;
    };

/** What can be said of one request. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** The same key with the same input is carried out once within 24 hours; for operations that create something. */
  readonly idempotencyKey?: string;
}
