import type { FieldKind } from '../core/policy/field-kind-problems.ts';
import type { ColumnField, Field, Fields } from './field.ts';
import { fieldNamed } from './field-named.ts';
import { isFile } from './file-fields.ts';
import type { LookUp } from './resource.ts';

/** What policies may compare it with: of the others they ask whether they are null. */
export const kindOf: Readonly<Record<ColumnField['type'], FieldKind>> = {
  text: 'text',
  'long-text': 'text',
  markdown: 'text',
  email: 'text',
  url: 'text',
  choice: 'text',
  integer: 'integer',
  reference: 'integer',
  boolean: 'boolean',
  decimal: 'other',
  date: 'other',
  time: 'other',
  moment: 'other',
  json: 'other',
  file: 'other',
  image: 'other',
};

export function kindIn(fields: Fields, name: string): FieldKind | null {
  const field = fieldNamed(fields, name);
  if (field === undefined) return null;
  return field.type === 'references' ? 'other' : kindOf[field.type];
}

const comparing: Readonly<Record<LookUp, 'same' | 'order' | 'part' | 'day' | 'moment'>> = {
  exact: 'same',
  in: 'same',
  isnull: 'same',
  gt: 'order',
  gte: 'order',
  lt: 'order',
  lte: 'order',
  range: 'order',
  iexact: 'part',
  contains: 'part',
  icontains: 'part',
  startswith: 'part',
  istartswith: 'part',
  endswith: 'part',
  iendswith: 'part',
  year: 'day',
  month: 'day',
  day: 'day',
  date: 'moment',
};

export function isLookUp(word: string): word is LookUp {
  return Object.hasOwn(comparing, word);
}

/** Parts of a text are looked for in texts, more and less where there is an order, when it was in days and moments, and a JSON value or a file is asked only whether it is there. */
export function suits(field: Field | undefined, lookUp: LookUp): boolean {
  const how = isLookUp(lookUp) ? comparing[lookUp] : null;
  if (how === null || field === undefined) return how !== null;
  if (field.type === 'json' || isFile(field)) return lookUp === 'isnull';
  if (field.type === 'references') return how === 'same';
  if (how === 'same') return true;
  if (how === 'day') return field.type === 'date' || field.type === 'moment';
  if (how === 'moment') return field.type === 'moment';
  if (field.type === 'choice') return false;
  return how === 'order' ? field.type !== 'boolean' : kindOf[field.type] === 'text';
}
