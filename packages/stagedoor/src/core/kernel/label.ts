import type { LanguageTag } from './language-tag.ts';
import { isRecord } from './record-shape.ts';

/** Words for all, or in several languages by their tags, English at least. */
export type Label = string | ({ readonly en: string } & { readonly [language: string]: string });

/** What people read, in their language or the closest that the label has. */
export function labelIn(label: Label, language: LanguageTag): string {
  if (typeof label === 'string') return label;
  const [base = ''] = language.split('-');
  return label[language] ?? label[base] ?? label.en;
}

export function isLabel(value: unknown): value is Label {
  if (!isRecord(value)) return isWords(value);
  return isWords(value.en) && Object.values(value).every(isWords);
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && /\S/.test(value);
}
