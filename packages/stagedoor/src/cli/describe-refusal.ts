import { type FeatureRefusal, type FieldProblem, isOfFeature, type Refusal } from '../core/kernel/errors.ts';
import { isTextKey, type Translator } from '../texts/translator.ts';

/** A refusal of the core as lines for a person; problems of fields one by one, without the names of wire fields. */
export function describeRefusal(t: Translator, refusal: Refusal): string[] {
  if (refusal.code === 'invalid-input') {
    return describeProblems(t, Object.values(refusal.fields).flat());
  }
  if (isOfFeature(refusal)) return [featureWords(t, refusal)];
  if ('retryAfterSeconds' in refusal) return [t(refusal.code, { count: refusal.retryAfterSeconds })];
  return [t(refusal.code)];
}

/** In the feature's words where they are at hand. */
function featureWords(t: Translator, { code, params }: FeatureRefusal): string {
  const key = `refusal.${code}`;
  return t.knows(key) ? t(key, params) : code;
}

/** Problems of a field in words. A site's own validator may use a code that nobody has words for. */
export function describeProblems(t: Translator, problems: readonly FieldProblem[]): string[] {
  return problems.map(({ code, params }) => (t.knows(code) ? t(code, translated(t, params)) : code));
}

/** The core names attributes in English; the words for them are texts of their own. */
function translated(t: Translator, params: FieldProblem['params']): FieldProblem['params'] {
  const name = params?.verbose_name;
  const key = `password_attribute.${name}`;
  return isTextKey(key) ? { ...params, verbose_name: t(key) } : params;
}
