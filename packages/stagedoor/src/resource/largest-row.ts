import type { Field, Fields } from './field.ts';
import { JSON_BYTES, LONG_TEXT, MOST_KEYS, URL_LENGTH } from './read/read-field.ts';

/** Characters that one page of a list holds at most, about. */
export const MOST_IN_PAGE = 50_000_000;

/** Numbers, days, words of a choice, addresses of mail and of files. */
const SHORT = 300;
/** A key and what stands between two. */
const KEY = 18;

/** The characters that a row holds at most where it is answered, by what its fields take, with what is nested in it. */
export function largestRow(fields: Fields, fieldAt: (path: string) => Field | undefined): number {
  return Object.entries(fields).reduce(
    (size, [name, field]) => size + (field.writeOnly === true ? 0 : largestValue(name, field, fieldAt)),
    0,
  );
}

function largestValue(name: string, field: Field, fieldAt: (path: string) => Field | undefined): number {
  if (field.type !== 'reference' && field.type !== 'references') return largestText(field);
  const nested = (field.nested ?? []).reduce(
    (size, inner) => size + largestText(fieldAt(`${name}__${inner}`)),
    KEY,
  );
  return field.type === 'references' ? nested * (field.max ?? MOST_KEYS) : nested;
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
