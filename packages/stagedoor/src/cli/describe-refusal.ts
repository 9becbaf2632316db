import { type FieldProblem, isOfFeature, type Refusal } from '../core/kernel/errors.ts';
import { featureRefusalText, problemText } from '../texts/problem-text.ts';
import type { Translator } from '../texts/translator.ts';

/** A refusal of the core as lines for a person; problems of fields one by one, without the names of wire fields. */
export function describeRefusal(t: Translator, refusal: Refusal): string[] {
  if (refusal.code === 'invalid-input') {
    return describeProblems(t, Object.values(refusal.fields).flat());
  }
  if (isOfFeature(refusal)) return [featureRefusalText(t, refusal)];
  if ('retryAfterSeconds' in refusal) return [t(refusal.code, { count: refusal.retryAfterSeconds })];
  return [t(refusal.code)];
}

/** Problems of a field in words. A site's own validator may use a code that nobody has words for. */
export function describeProblems(t: Translator, problems: readonly FieldProblem[]): string[] {
  return problems.map((problem) => problemText(t, problem));
}
