import type { LanguageTag } from '../core/kernel/language-tag.ts';

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg']);

/** Said only of a language that is written from right to left. */
export function directionOf(language: LanguageTag): 'rtl' | undefined {
  const { script = '' } = new Intl.Locale(language).maximize();
  return RIGHT_TO_LEFT.has(script) ? 'rtl' : undefined;
}
