import type { FieldProblem } from './errors.ts';

/**
 * A language as machines name it (BCP 47, RFC 5646): `es`, `pt-BR`, `zh-Hant`. Core carries tags and asks of none whether anybody
 * speaks it: whoever has words knows, and answers in another language where it has none.
 */
export type LanguageTag = Lowercase<string> | `${Lowercase<string>}-${string}`;

/** BCP 47's word for a language that nobody knows: the site's own is spoken. */
export const UNDETERMINED = 'und';

/** A language, and a script or a region where there is more than one of it. At most 8 characters, as they are stored. */
const TAG = /^[a-z]{2,3}(?:-(?:[A-Z][a-z]{3}|[A-Z]{2}|\d{3}))?$/;

/** Whether a text is such a tag, each part in its usual case. Nobody speaks the one for no language. */
export function isLanguageTag(value: unknown): value is LanguageTag {
  return typeof value === 'string' && TAG.test(value) && value !== UNDETERMINED;
}

/** What is wrong with a language that somebody chose; null is none. */
export function checkLanguage(tag: string | null): FieldProblem[] {
  if (tag === null || isLanguageTag(tag)) return [];
  return [{ code: 'invalid_choice', params: { input: tag.slice(0, 100) } }];
}
