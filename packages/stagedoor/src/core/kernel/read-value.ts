import type { FieldProblem } from './errors.ts';

/**
 * What came of reading a value that somebody sent, in the way of REST framework's serializers: numbers may come as text, and
 * each problem has its code.
 */
export type Read<Value = unknown> = { readonly value: Value } | { readonly problem: FieldProblem };

export interface TextRules {
  readonly untrimmed?: boolean;
  readonly blank?: boolean;
}

/** A text, trimmed unless `untrimmed`, and blank only with `blank`. */
export function readText(field: TextRules, raw: unknown): Read<string> {
  // REST framework takes numbers for texts, but neither truths nor lists.
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string' || !text.isWellFormed()) return { problem: { code: 'invalid_string' } };
  if (text.includes('\0')) return { problem: { code: 'null_characters_not_allowed' } };
  const value = field.untrimmed === true ? text : text.trim();
  return value === '' && field.blank !== true ? { problem: { code: 'blank' } } : { value };
}

const TRUE_VALUES = new Set<unknown>([
  true,
  1,
  'true',
  'True',
  'TRUE',
  't',
  'T',
  'yes',
  'Yes',
  'YES',
  'y',
  'Y',
  'on',
  'On',
  'ON',
  '1',
]);
const FALSE_VALUES = new Set<unknown>([
  false,
  0,
  'false',
  'False',
  'FALSE',
  'f',
  'F',
  'no',
  'No',
  'NO',
  'n',
  'N',
  'off',
  'Off',
  'OFF',
  '0',
]);

/** A truth; forms send `on`, other clients `true`, `1` and the like. A blank is none: it was left empty, and is no answer. */
export function readBoolean(raw: unknown): Read<boolean> {
  if (TRUE_VALUES.has(raw)) return { value: true };
  return FALSE_VALUES.has(raw) ? { value: false } : { problem: { code: 'invalid_boolean' } };
}

/** A whole number that JavaScript keeps exactly; it may come as text, with its sign and with zeros behind its point. */
export function readInteger(raw: unknown): Read<number> {
  return readWhole(raw, /^[+-]?\d{1,16}(?:\.0*)?$/);
}

/** The key of a row, which has one spelling. */
export function readKey(raw: unknown): Read<number> {
  return readWhole(raw, /^-?\d{1,16}$/);
}

function readWhole(raw: unknown, spelling: RegExp): Read<number> {
  // Minus zero is zero.
  const number = typeof raw === 'string' && spelling.test(raw.trim()) ? Number(raw) + 0 : raw;
  return isWhole(number) ? { value: number } : { problem: { code: 'invalid_integer' } };
}

/** One of the words (or numbers) that are given. */
export function readWord<Word>(words: readonly Word[], raw: unknown): Read<Word> {
  const found = words.find((word) => word === raw);
  if (found !== undefined) return { value: found };
  const input = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '');
  return { problem: { code: 'invalid_choice', params: { input: input.slice(0, 100) } } };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
