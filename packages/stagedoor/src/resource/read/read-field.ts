import { checkEmail, normalizeEmail } from '../../core/kernel/email.ts';
import { isJsonValue, type JsonValue } from '../../core/kernel/json-value.ts';
import {
  type Read,
  readBoolean,
  readInteger,
  readKey as readPlainKey,
  readText,
  readWord,
} from '../../core/kernel/read-value.ts';
import { isPlainRecord } from '../../core/kernel/record-shape.ts';
import { typeNameOf } from '../../core/kernel/type-name.ts';
import { isWebAddress } from '../../core/kernel/web-address.ts';
import type { ChoiceField, Field, IntegerField, ReferenceField, ReferencesField } from '../field.ts';
import { readFile } from '../file/read-file.ts';
import { readDecimal } from './read-decimal.ts';
import { readDate, readMoment, readTime } from './read-time.ts';

export const LONG_TEXT = 100_000;
export const URL_LENGTH = 200;
export const MOST_KEYS = 100;
export const JSON_BYTES = 64 * 1024;

/** As REST framework takes them for a boolean that may be null. */
const NULL_WORDS = new Set<unknown>(['null', 'Null', 'NULL']);

/** Reads what somebody sent for a field, or says what is wrong with it in REST framework's codes. */
export function readField(field: Field, raw: unknown): Read {
  if (raw === null || (raw === '' && field.nullable === true && isNoneBlank(field)))
    return field.nullable === true ? { value: null } : { problem: { code: 'null' } };
  switch (field.type) {
    case 'text':
      return limited(readText(blankable(field), raw), field);
    case 'long-text':
    case 'markdown':
      return limited(readText(blankable(field), raw), { max: field.max ?? LONG_TEXT });
    case 'email':
      return and(readText(blankable(field), raw), readEmail);
    case 'url':
      return and(limited(readText(blankable(field), raw), { max: field.max ?? URL_LENGTH }), readUrl);
    case 'integer':
      return and(readInteger(raw), (value) => bounded(field, value));
    case 'decimal':
      return readDecimal(field, raw);
    case 'boolean':
      return field.nullable === true && NULL_WORDS.has(raw) ? { value: null } : readBoolean(raw);
    case 'date':
      return readDate(raw);
    case 'time':
      return readTime(raw);
    case 'moment':
      return readMoment(raw);
    case 'choice':
      return readChoice(field, raw);
    case 'json':
      return readJson(raw);
    case 'file':
    case 'image':
      return readFile(field, raw);
    case 'reference':
      return readKey(keyOf(field, raw));
    case 'references':
      return readKeys(field, raw);
  }
}

/** As in REST framework: of the others a form alone says none by a blank. */
function isNoneBlank({ type }: Field): boolean {
  return type === 'boolean' || type === 'reference';
}

function blankable(field: { readonly blank?: true }): { readonly blank: boolean } {
  return { blank: field.blank === true };
}

function and<Value>(read: Read<Value>, next: (value: Value) => Read<Value>): Read<Value> {
  return 'problem' in read ? read : next(read.value);
}

function limited(read: Read<string>, { min = 0, max }: { min?: number; max: number }): Read<string> {
  return and(read, (value): Read<string> => {
    const length = [...value].length;
    if (length > max) return { problem: { code: 'max_length', params: { max_length: max } } };
    // What may be blank is either blank or long enough.
    if (length < min && value !== '') return { problem: { code: 'min_length', params: { min_length: min } } };
    return { value };
  });
}

function readEmail(value: string): Read<string> {
  const [problem] = value === '' ? [] : checkEmail(value);
  return problem === undefined ? { value: normalizeEmail(value) } : { problem };
}

function readUrl(value: string): Read<string> {
  return value === '' || isWebAddress(value) ? { value } : { problem: { code: 'invalid_url' } };
}

function bounded({ min, max }: IntegerField, value: number): Read<number> {
  if (max !== undefined && value > max) return { problem: { code: 'max_value', params: { max_value: max } } };
  if (min !== undefined && value < min) return { problem: { code: 'min_value', params: { min_value: min } } };
  return { value };
}

function readChoice({ of }: ChoiceField, raw: unknown): Read<string> {
  return readWord(Object.keys(of), raw);
}

function readJson(raw: unknown): Read<JsonValue> {
  if (!isJsonValue(raw)) return { problem: { code: 'invalid_json' } };
  return Buffer.byteLength(JSON.stringify(raw)) > JSON_BYTES
    ? { problem: { code: 'max_bytes', params: { max_bytes: JSON_BYTES } } }
    : { value: raw };
}

/** Whether there is such a row is the database's to say. */
function readKey(raw: unknown): Read<number> {
  const read = readPlainKey(raw);
  if ('value' in read) return read;
  return { problem: { code: 'incorrect_type', params: { data_type: typeNameOf(raw) } } };
}

/** What is answered as the row that it refers to is taken as that, by its key and by nothing else of it: a row may be sent back as it was read. */
function keyOf({ nested }: Pick<ReferenceField, 'nested'>, raw: unknown): unknown {
  return nested !== undefined && isPlainRecord(raw) && Object.hasOwn(raw, 'id') ? raw.id : raw;
}

/** Each once, in the order of the keys. */
function readKeys({ max = MOST_KEYS, nested }: ReferencesField, raw: unknown): Read<readonly number[]> {
  if (!Array.isArray(raw))
    return { problem: { code: 'not_a_list', params: { input_type: typeNameOf(raw) } } };
  if (raw.length > max) return { problem: { code: 'too_many_values', params: { max } } };
  const keys = new Set<number>();
  for (const one of raw) {
    const read = readKey(keyOf({ nested }, one));
    if ('problem' in read) return read;
    keys.add(read.value);
  }
  return { value: [...keys].sort((one, other) => one - other) };
}
