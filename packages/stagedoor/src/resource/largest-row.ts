import type { Field, Fields } from './field.ts';
import { fieldNamed } from './field-named.ts';
import { JSON_BYTES, LONG_TEXT, MOST_KEYS, URL_LENGTH } from './read/read-field.ts';

/** Characters that one page of a list holds at most, about. */
export const MOST_IN_PAGE = 50_000_000;

/** Numbers, days, words of a choice, addresses of mail and of files. */
const SHORT = 300;
/** A key and what stands between two. */
const KEY = 18;

/** What rows show that are nested in others, by the field that leads to them. */
export type NestedFields = ReadonlyMap<string, Fields>;

/** The characters that a row holds at most where it is answered, by what its fields take, with what is nested in it. What is only written is not read either (`readToShow`). */
export function largestRow(fields: Fields, nested: NestedFields): number {
  return Object.entries(fields).reduce(
    (size, [name, field]) => size + (field.writeOnly === true ? 0 : largestValue(field, nested.get(name))),
    0,
  );
}

/** Of what is nested a list may show some: those alone that its field names. */
function largestValue(field: Field, form: Fields = {}): number {
  if (field.type !== 'reference' && field.type !== 'references') return largestText(field);
  const one = (field.nested ?? []).reduce((size, inner) => size + largestText(fieldNamed(form, inner)), KEY);
  return field.type === 'references' ? one * (field.max ?? MOST_KEYS) : one;
}

function largestText(field: Field | undefined): number {
  switch (field?.type) {
    case 'text':
      return field.max;
    case 'long-text':
    case 'markdown':
      return field.max ?? LONG_TEXT;
    case 'url':
      return field.max ?? URL_LENGTH;
    case 'json':
      return JSON_BYTES;
    case 'references':
      return KEY * (field.max ?? MOST_KEYS);
    default:
      return SHORT;
  }
}

/** As many rows as a page of them holds. */
export function mostRowsOf(largest: number): number {
  return Math.max(1, Math.floor(MOST_IN_PAGE / largest));
}
