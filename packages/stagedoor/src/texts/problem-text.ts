import { isTextKey, type TextParams, type Translator } from './translator.ts';

/** One thing wrong with one field, as the core tells it. */
interface Problem {
  readonly code: string;
  readonly params?: TextParams;
}

/** `verbose_name` names a field of the person: it is itself translated. */
function withTranslatedName(t: Translator, params: TextParams | undefined): TextParams | undefined {
  const key = `password_attribute.${params?.verbose_name}`;
  return isTextKey(key) ? { ...params, verbose_name: t(key) } : params;
}

/** The words of a field problem; a code without words (a site's own validator) is shown as it is. */
export function problemText(t: Translator, problem: Problem): string {
  return t.knows(problem.code) ? t(problem.code, withTranslatedName(t, problem.params)) : problem.code;
}

/** What a feature of the site's refused, in the words that it brought; its code where they are not at hand. */
export function featureRefusalText(t: Translator, { code, params }: Problem): string {
  const key = `refusal.${code}`;
  return t.knows(key) ? t(key, params) : code;
}
