import { PlainError } from './plain-error.ts';
import type { PendingStage } from './stage.ts';
import type { BodyTokenFault } from './token-fault.ts';

/** One thing wrong with one field: a code that `texts/` turns into words, with its parameters. */
export interface FieldProblem {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Problems by wire field name; `non_field_errors` holds what concerns the whole input. */
export type FieldProblems = Readonly<Record<string, readonly FieldProblem[]>>;

/** How a refusal of a site's feature is answered: without a challenge, and without a wait, which have codes of ours. */
export const featureRefusalStatuses = [400, 403, 404, 409, 410, 422] as const;
export type FeatureRefusalStatus = (typeof featureRefusalStatuses)[number];

/** What a feature of the site's own refuses: its name, and the refusal's within it. The feature brings the words. */
export interface FeatureRefusal {
  readonly code: `${string}.${string}`;
  readonly status: FeatureRefusalStatus;
  readonly params: NonNullable<FieldProblem['params']>;
}

/** Everything that may be refused. Ours are closed: a new code without a row in `http/refusal/refusals.ts` does not compile. */
export type Refusal = OwnRefusal | FeatureRefusal;

type OwnRefusal =
  | { readonly code: 'invalid-input'; readonly fields: FieldProblems }
  /** Wrong identifier, wrong password, inactive, unverified: deliberately one answer. */
  | { readonly code: 'invalid-credentials' }
  | { readonly code: 'not-authenticated' }
  /** A log-in on its way that is unknown, passed, over, revoked or tried too often: whoever sent its handle begins anew. */
  | { readonly code: 'flow-ended' }
  | { readonly code: 'permission-denied' }
  /** The session is too old for this act: the person must prove who they are again (ASVS V7.5.1). */
  | { readonly code: 'reauthentication-required' }
  /** The password is right; tokens, and what is for the verified, wait for the address to be verified. */
  | { readonly code: 'email-unverified' }
  /**
   * One thing must be done first. Without `flow`, by the session that was opened for it, or it cannot be done here; with it,
   * nothing was opened, and the log-in goes on by this handle.
   */
  | { readonly code: 'stage-required'; readonly stage: PendingStage; readonly flow?: string }
  /** Who came for a stage before use has nothing to pass there: it is passed already, was never asked, or they came by a token. */
  | { readonly code: 'stage-not-pending' }
  /** A JWT in the body of a request is not good, or not good for this. */
  | { readonly code: 'token-refused'; readonly fault: BodyTokenFault }
  | { readonly code: 'not-found' }
  /** The row is no longer the one that was seen: somebody changed it. */
  | { readonly code: 'changed-meanwhile' }
  /** Whoever changes this says which version they saw. */
  | { readonly code: 'version-required' }
  /** Others refer to it that must not lose it. */
  | { readonly code: 'still-referred-to' }
  /** A one-time link that is unknown, used, expired or made for something else: one answer for all. */
  | { readonly code: 'invalid-link' }
  /** The link is good, and works with a new password only: it stays good. */
  | { readonly code: 'new-password-required' }
  /** Sign-up and the like are for visitors who are not logged in. */
  | { readonly code: 'already-authenticated' }
  | { readonly code: 'already-verified' }
  | { readonly code: 'signup-closed' }
  /** Too many tries of one kind; `retryAfterSeconds` is a whole number ≥ 1. */
  | { readonly code: 'throttled'; readonly retryAfterSeconds: number }
  /** The server has more work than it takes (password hashing); come back later. */
  | { readonly code: 'busy'; readonly retryAfterSeconds: number };

export type RefusalCode = OwnRefusal['code'];

/**
 * The one error that use cases throw on purpose. Anything else that is thrown is a fault and becomes a 500, or a 503 where
 * it is `StorageUnavailable`.
 *
 * @example
 * throw new AccountsError({ code: 'invalid-credentials' });
 */
export class AccountsError extends PlainError {
  /** What was refused, and why: `refusal.code` tells them apart. */
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(sentenceOf(refusal));
    this.name = 'AccountsError';
    this.refusal = refusal;
  }

  /** That of the refusal, where errors of Node have theirs. */
  get code(): Refusal['code'] {
    return this.refusal.code;
  }
}

/** Whether a feature of the site's own refused it, and not we. */
export function isOfFeature(refusal: { readonly code: string }): refusal is FeatureRefusal {
  return refusal.code.includes('.');
}

/** For developers and logs, in English. What people read is written by the interfaces, from the code. */
function sentenceOf(refusal: Refusal): string {
  if (isOfFeature(refusal)) return `Refused: ${refusal.code}.`;
  if (refusal.code === 'stage-required') return stageSentence(refusal);
  const sentence = 'fields' in refusal ? describeFields(refusal.fields) : sentences[refusal.code];
  if (!('retryAfterSeconds' in refusal)) return sentence;
  return `${sentence} Try again in ${refusal.retryAfterSeconds} seconds.`;
}

function stageSentence({ stage, flow }: Extract<Refusal, { code: 'stage-required' }>): string {
  return flow === undefined
    ? `The stage ${stage} must be passed first.`
    : `The stage ${stage} must be passed first: nothing is opened until then, and refusal.flow goes on with the log-in.`;
}

/** What may be a code. A site's own rule may answer a sentence, and one that quotes what was typed. */
const CODE = /^[\w-]{1,60}$/;

/** Names and codes only: what was given may be a password. */
function describeFields(fields: FieldProblems): string {
  const described = Object.entries(fields).map(
    ([field, problems]) =>
      `${field} (${problems.map(({ code }) => (CODE.test(code) ? code : 'refused')).join(', ')})`,
  );
  return `The input is not valid: ${described.join('; ')}.`;
}

const sentences: Readonly<Record<Exclude<RefusalCode, 'invalid-input' | 'stage-required'>, string>> = {
  'invalid-credentials': 'The name, the password, or the account is not good for logging in.',
  'not-authenticated': 'Nobody is logged in, or the session has ended.',
  'flow-ended': 'This log-in is over: it took too long, or was tried too often. It begins anew.',
  'permission-denied': 'Whoever is logged in may not do this.',
  'reauthentication-required': 'The password must be proved again before this.',
  'email-unverified': 'The address must be verified before this.',
  'stage-not-pending': 'No session waits at this stage: it is passed already, or was never asked.',
  'token-refused': 'The token is not good, or not for this: see refusal.fault.',
  'not-found': 'There is no such thing.',
  'changed-meanwhile': 'It was changed by somebody else since it was read.',
  'version-required': 'The version that was read must be said.',
  'still-referred-to': 'It cannot be removed while others refer to it.',
  'invalid-link': 'The link is unknown, used, or too old.',
  'new-password-required': 'The link is good, and works with a new password only.',
  'already-authenticated': 'Somebody is logged in already.',
  'already-verified': 'The address is verified already.',
  'signup-closed': 'This site takes no sign-ups.',
  throttled: 'There were too many attempts.',
  busy: 'The server has more work than it can take.',
};

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
