import type { PendingStage } from './session/session.ts';
import type { BodyTokenFault } from './token/token-fault.ts';

/** One thing wrong with one field: a code that `texts/` turns into words, with its parameters. */
export interface FieldProblem {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Problems by wire field name; `non_field_errors` holds what concerns the whole input. */
export type FieldProblems = Readonly<Record<string, readonly FieldProblem[]>>;

/** Everything the core may refuse. Closed: a new code without a row in `http/refusals.ts` does not compile. */
export type Refusal =
  | { readonly code: 'invalid-input'; readonly fields: FieldProblems }
  /** Wrong identifier, wrong password, inactive, unverified: deliberately one answer. */
  | { readonly code: 'invalid-credentials' }
  | { readonly code: 'not-authenticated' }
  | { readonly code: 'permission-denied' }
  /** The session is too old for this act: the person must prove who they are again (ASVS V7.5.1). */
  | { readonly code: 'reauthentication-required' }
  /** Signed in, but for one thing: that must be done first. */
  | { readonly code: 'stage-required'; readonly stage: PendingStage }
  /** A JWT in the body of a request is not good, or not good for this. */
  | { readonly code: 'token-refused'; readonly fault: BodyTokenFault }
  | { readonly code: 'not-found' }
  /** A one-time link that is unknown, used, expired or made for something else: one answer for all. */
  | { readonly code: 'invalid-link' }
  /** Sign-up and the like are for visitors who are not signed in. */
  | { readonly code: 'already-authenticated' }
  | { readonly code: 'already-verified' }
  | { readonly code: 'signup-closed' }
  /** Too many tries of one kind; `retryAfterSeconds` is a whole number ≥ 1. */
  | { readonly code: 'throttled'; readonly retryAfterSeconds: number }
  /** The server has more work than it takes (password hashing); come back later. */
  | { readonly code: 'busy'; readonly retryAfterSeconds: number };

export type RefusalCode = Refusal['code'];

/**
 * The one error that use cases throw on purpose. Anything else that is thrown is a fault and becomes a 500.
 *
 * @example
 * throw new AccountsError({ code: 'invalid-credentials' });
 */
export class AccountsError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'AccountsError';
    this.refusal = refusal;
  }
}

/** Throws `invalid-input` when any field has a problem; does nothing otherwise. */
export function refuseProblems(fields: Record<string, readonly FieldProblem[] | undefined>): void {
  const found = Object.entries(fields).filter(
    (entry): entry is [string, readonly FieldProblem[]] => (entry[1]?.length ?? 0) > 0,
  );
  if (found.length > 0) throw new AccountsError({ code: 'invalid-input', fields: Object.fromEntries(found) });
}

/** The refusal for a single problem of a single field. */
export function fieldRefusal(field: string, code: string, params?: FieldProblem['params']): AccountsError {
  return new AccountsError({
    code: 'invalid-input',
    fields: { [field]: [params ? { code, params } : { code }] },
  });
}
