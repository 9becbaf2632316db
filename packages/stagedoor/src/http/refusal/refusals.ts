import { type FeatureRefusal, isOfFeature } from '../../core/kernel/errors.ts';
import { featureRefusalText } from '../../texts/problem-text.ts';
import type { Translator } from '../../texts/translator.ts';
import { type Answer, type AnswerHeaders, json } from '../answer/answer.ts';
import type { Problem, ProblemCode } from '../request/problem.ts';
import { accessRefusals } from './access.ts';
import { accountRefusals } from './account.ts';
import { apiTokenRefusals } from './api-token.ts';
import { basicRefusals } from './basic.ts';
import { csrfRefusals } from './csrf.ts';
import { fieldRefusals } from './field.ts';
import { idempotencyRefusals } from './idempotency.ts';
import { jwtRefusals } from './jwt.ts';
import { limitRefusals } from './limit.ts';
import { loginRefusals } from './login.ts';
import { detail, type RefusalRow, type RefusalRows } from './refusal-row.ts';
import { requestRefusals } from './request.ts';
import { resourceRefusals } from './resource.ts';
import { ticketRefusals } from './ticket.ts';

/** Every refusal, by the features that refuse: a code without its row, of core's or ours, does not compile. */
const rows: RefusalRows<ProblemCode> = {
  ...fieldRefusals,
  ...accessRefusals,
  ...loginRefusals,
  ...accountRefusals,
  ...jwtRefusals,
  ...apiTokenRefusals,
  ...basicRefusals,
  ...ticketRefusals,
  ...resourceRefusals,
  ...limitRefusals,
  ...idempotencyRefusals,
  ...csrfRefusals,
  ...requestRefusals,
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

/** The row for a problem's own code takes just that problem; TypeScript cannot follow the pairing over the union. */
function rowOf(
  problem: Exclude<Problem, FeatureRefusal>,
): RefusalRow<never> & { body(of: Problem, by: Translator): unknown; headers?(of: Problem): AnswerHeaders } {
  return rows[problem.code] as never;
}
