import { type FeatureRefusal, type FieldProblems, isOfFeature } from '../../core/kernel/errors.ts';
import { featureRefusalText } from '../../texts/problem-text.ts';
import type { Translator } from '../../texts/translator.ts';
import type { Problem, ProblemCode } from '../request/problem.ts';
import { type Answer, type AnswerHeaders, json } from './answer.ts';

type Of<Code extends ProblemCode> = Extract<Problem, { code: Code }>;

/** How one problem is answered in JSON: the status, and the body in REST framework's shapes. */
interface Row<Code extends ProblemCode> {
  readonly status: number;
  body(problem: Of<Code>, translate: Translator): unknown;
  headers?(problem: Of<Code>): AnswerHeaders;
}

/** Missing and wrong credentials are challenged, so they are 401 and not 403 (RFC 9110, section 15.5.2). */
const challenge = () => ({ 'www-authenticate': 'Bearer realm="api"' });
const retryAfter = ({ retryAfterSeconds }: { retryAfterSeconds: number }) => ({
  'retry-after': String(retryAfterSeconds),
});
const detail = (text: string) => ({ detail: text });

/** What simplejwt answers of the user; everything else is about the token. */
const codesOfUsers: Partial<Record<Of<'bearer-refused'>['fault'], string>> = {
  'bad-header': 'bad_authorization_header',
  'no-user': 'token_not_valid',
  'user-not-found': 'user_not_found',
  'user-inactive': 'user_inactive',
  'password-changed': 'password_changed',
};

function bearerBody(fault: Of<'bearer-refused'>['fault'], translate: Translator) {
  const message = translate(`token_fault.${fault}`);
  const code = codesOfUsers[fault];
  if (code !== undefined) return { detail: message, code };
  return {
    detail: translate('bearer-refused'),
    code: 'token_not_valid',
    messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
  };
}

/** What is wrong with the request, for the visitor: the same in JSON and on pages. */
export function badRequestText(
  { reason, header = '' }: Pick<Of<'bad-request'>, 'reason' | 'header'>,
  translate: Translator,
): string {
  return translate(`bad_request.${reason}`, { header });
}

/** What must be done first, in words; a stage of a feature brings its own. */
function stageText(stage: Of<'stage-required'>['stage'], translate: Translator): string {
  const key = `stage.${stage}`;
  return translate(translate.knows(key) ? key : 'stage-required');
}

/** Every problem has its row: a new code without one does not compile. */
const rows: { readonly [Code in ProblemCode]: Row<Code> } = {
  'invalid-input': { status: 400, body: ({ fields }, translate) => fieldTexts(fields, translate) },
  'invalid-credentials': {
    status: 401,
    body: (_, translate) => detail(translate('invalid-credentials')),
    headers: challenge,
  },
  'not-authenticated': {
    status: 401,
    body: (_, translate) => detail(translate('not-authenticated')),
    headers: challenge,
  },
  'permission-denied': { status: 403, body: (_, translate) => detail(translate('permission-denied')) },
  'reauthentication-required': {
    status: 403,
    // The code lets a client tell "ask for the password" from "never".
    body: ({ code }, translate) => ({ ...detail(translate('reauthentication-required')), code }),
  },
  'email-unverified': { status: 403, body: (_, translate) => detail(translate('email-unverified')) },
  'stage-required': {
    status: 403,
    // The stage tells a client what to ask for, the flow where to go on.
    body: ({ code, stage, flow }, translate) => ({
      ...detail(stageText(stage, translate)),
      code,
      stage,
      ...(flow === undefined ? {} : { flow }),
    }),
  },
  'token-refused': {
    status: 401,
    // simplejwt's shape.
    body: ({ fault }, translate) => ({
      ...detail(translate(`token_fault.${fault}`)),
      code: fault === 'no-account' ? 'no_active_account' : 'token_not_valid',
    }),
    headers: challenge,
  },
  'not-found': { status: 404, body: (_, translate) => detail(translate('not-found')) },
  'invalid-link': { status: 400, body: (_, translate) => detail(translate('invalid-link')) },
  'new-password-required': {
    status: 400,
    // The code tells a client to ask for a password and send the same key again.
    body: ({ code }, translate) => ({ ...detail(translate('new-password-required')), code }),
  },
  'already-authenticated': {
    status: 403,
    body: (_, translate) => detail(translate('already-authenticated')),
  },
  'already-verified': { status: 400, body: (_, translate) => detail(translate('already-verified')) },
  'signup-closed': { status: 403, body: (_, translate) => detail(translate('signup-closed')) },
  throttled: {
    status: 429,
    body: ({ retryAfterSeconds }, translate) => detail(translate('throttled', { count: retryAfterSeconds })),
    headers: retryAfter,
  },
  busy: {
    status: 503,
    body: ({ retryAfterSeconds }, translate) => detail(translate('busy', { count: retryAfterSeconds })),
    headers: retryAfter,
  },
  'parse-error': {
    status: 400,
    body: ({ format, reason }, translate) => detail(translate(`parse_error.${format}`, { reason })),
  },
  'unsupported-media-type': {
    status: 415,
    body: ({ mediaType }, translate) =>
      detail(translate('unsupported_media_type', { media_type: mediaType })),
  },
  'not-acceptable': { status: 406, body: (_, translate) => detail(translate('not_acceptable')) },
  'method-not-allowed': {
    status: 405,
    body: ({ method }, translate) => detail(translate('method_not_allowed', { method })),
    headers: ({ allowed }) => ({ allow: allowed.join(', ') }),
  },
  'csrf-failed': {
    status: 403,
    body: ({ reason }, translate) => detail(translate('csrf_failed', { reason })),
  },
  'token-header-refused': {
    status: 401,
    body: ({ fault }, translate) => detail(translate(`token_header.${fault}`)),
    headers: challenge,
  },
  'basic-refused': {
    status: 401,
    body: ({ fault }, translate) => detail(translate(`basic_header.${fault}`)),
    headers: challenge,
  },
  'ticket-refused': {
    status: 401,
    body: (_, translate) => detail(translate('ticket-refused')),
    headers: challenge,
  },
  'bearer-refused': {
    status: 401,
    body: ({ fault }, translate) => bearerBody(fault, translate),
    headers: challenge,
  },
  'body-too-large': { status: 413, body: (_, translate) => detail(translate('body_too_large')) },
  'uri-too-long': { status: 414, body: (_, translate) => detail(translate('uri-too-long')) },
  'headers-too-large': { status: 431, body: (_, translate) => detail(translate('headers-too-large')) },
  'bad-request': {
    status: 400,
    body: (problem, translate) => detail(badRequestText(problem, translate)),
  },
  'https-required': { status: 403, body: (_, translate) => detail(translate('https-required')) },
  unavailable: {
    status: 503,
    body: ({ retryAfterSeconds }, translate) => detail(translate('busy', { count: retryAfterSeconds })),
    headers: retryAfter,
  },
  'request-running': {
    status: 409,
    body: (_, translate) => detail(translate('request-running')),
    headers: retryAfter,
  },
  'request-repeated': {
    status: 409,
    body: (_, translate) => detail(translate('request-repeated')),
  },
  'idempotency-key-reused': {
    status: 422,
    body: (_, translate) => detail(translate('idempotency-key-reused')),
  },
  'server-error': { status: 500, body: (_, translate) => detail(translate('server_error')) },
};

/** Every code that an interface may have to answer. */
export const problemCodes = Object.keys(rows) as readonly ProblemCode[];

/** The HTTP status of a problem; the same in JSON and on pages. */
export function statusOf(code: ProblemCode): number {
  return rows[code].status;
}

/** The headers that belong to a problem whatever the answer's form: Retry-After, Allow, the challenge. */
export function headersOf(problem: Problem): AnswerHeaders {
  if (isOfFeature(problem)) return {};
  return rowOf(problem).headers?.(problem) ?? {};
}

/** A problem as the JSON API answers it. */
export function refuseInJson(problem: Problem, translate: Translator): Answer {
  if (isOfFeature(problem)) {
    const { code, status } = problem;
    return tellingCode(json({ ...detail(featureRefusalText(translate, problem)), code }, status), code);
  }
  const row = rowOf(problem);
  return tellingCode(json(row.body(problem, translate), row.status, headersOf(problem)), problem.code);
}

/**
 * An answer that says in its headers which refusal it is. Bodies keep the shapes that clients of Django expect, in the
 * visitor's language; a program needs something that is the same everywhere.
 */
export function tellingCode(answer: Answer, code: Problem['code']): Answer {
  return { ...answer, headers: { ...answer.headers, 'refusal-code': code } };
}

/** Field problems as texts under their fields: `{"email": ["Enter a valid email address."]}`. */
export function fieldTexts(fields: FieldProblems, translate: Translator): Record<string, string[]> {
  const entries = Object.entries(fields).map(([field, problems]): [string, string[]] => [
    field,
    problems.map(({ code, params }) => (translate.knows(code) ? translate(code, params) : code)),
  ]);
  return Object.fromEntries(entries);
}

/** The row for a problem's own code takes just that problem; TypeScript cannot follow the pairing over the union. */
function rowOf(
  problem: Exclude<Problem, FeatureRefusal>,
): Row<never> & { body(of: Problem, by: Translator): unknown; headers?(of: Problem): AnswerHeaders } {
  return rows[problem.code] as never;
}
