/** What became of a request's claim on its Idempotency-Key. */
export type RequestClaim =
  /** Nobody carried it out; the caller must now, and then complete or abandon it. */
  | { readonly outcome: 'claimed' }
  | { readonly outcome: 'running' }
  /** Carried out before; a null answer carried a credential and was not kept. */
  | { readonly outcome: 'done'; readonly answer: string | null }
  /** The key belongs to another request: another body, or to another address. */
  | { readonly outcome: 'other-request' };

/** A creating request that carries an Idempotency-Key: it is carried out once, whatever its sender repeats. */
export interface ClaimedRequest {
  readonly keyHash: string;
  /** A keyed fingerprint of the method, the address and the body; never these themselves. */
  readonly fingerprint: string;
  readonly startedAt: Date;
  /** A claim that was never completed may be taken over when it began before this: its process died. */
  readonly staleBefore: Date;
  readonly expiresAt: Date;
}

/** Requests that must be carried out once however often they are sent. Answers are encrypted at rest by the adapter. */
export interface IdempotencyStore {
  /** Claims the key by one statement: of parallel callers exactly one gets `claimed`. */
  claim(request: ClaimedRequest): Promise<RequestClaim>;
  complete(keyHash: string, answer: string | null): Promise<void>;
  /** Gives an uncompleted claim back, so that the request may be sent again. */
  abandon(keyHash: string): Promise<void>;
  removeExpired(now: Date, limit: number): Promise<number>;
}
