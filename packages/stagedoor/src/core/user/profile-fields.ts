import type { FieldProblem } from '../kernel/errors.ts';
import { isWebAddress } from '../kernel/web-address.ts';
import { type ExtraFields, type SaidField, saidFields, URL_MAX_LENGTH } from './extra-field.ts';
import type { ExtraValue, ExtraValues } from './user.ts';

export const NAME_MAX_LENGTH = 150;
const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What is wrong with a first or last name; both may be blank. */
export function checkName(name: string, maxLength = NAME_MAX_LENGTH): FieldProblem[] {
  return textProblems(name.trim(), maxLength);
}

/** Reads given values of the configured extra fields; names that are not configured are ignored. */
export function readExtraValues(
  fields: ExtraFields,
  given: Readonly<Record<string, unknown>>,
): { values: ExtraValues; problems: Record<string, FieldProblem[]> } {
  const values: Record<string, ExtraValue> = {};
  const problems: Record<string, FieldProblem[]> = {};
  for (const [name, field] of Object.entries(saidFields(fields))) {
    if (!Object.hasOwn(given, name)) continue;
    const read = readValue(field, given[name]);
    if (typeof read === 'object' && read !== null) problems[name] = [read];
    else values[name] = read;
  }
  return { values, problems };
}

/** What a new user gets where nothing was given. */
export function defaultExtraValues(fields: ExtraFields): ExtraValues {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, 'default' in field ? field.default : null]),
  );
}

function readValue(field: SaidField, given: unknown): ExtraValue | FieldProblem {
  if (given === null || (given === '' && field.type !== 'text' && field.type !== 'url')) {
    return 'nullable' in field ? null : given === null ? { code: 'null' } : field.default;
  }
  switch (field.type) {
    case 'text':
      return readText(field.maxLength, given);
    case 'url':
      return readUrl(readText(field.maxLength ?? URL_MAX_LENGTH, given));
    case 'integer':
      return readInteger(given);
    case 'boolean':
      return readBoolean(given);
    case 'date':
      return readDate(given);
    case 'choice':
      return readChoice(field.choices, given);
  }
}

function readText(maxLength: number, given: unknown): ExtraValue | FieldProblem {
  if (typeof given !== 'string') return { code: 'invalid_string' };
  const text = given.trim();
  return textProblems(text, maxLength)[0] ?? text;
}

function readUrl(read: ExtraValue | FieldProblem): ExtraValue | FieldProblem {
  if (typeof read !== 'string' || read === '' || isWebAddress(read)) return read;
  return { code: 'invalid_url' };
}

/** Length counts characters; NUL and half surrogate pairs are what databases refuse or change. */
export function textProblems(text: string, maxLength: number): FieldProblem[] {
  if (text.length > 2 * maxLength || [...text].length > maxLength) {
    return [{ code: 'max_length', params: { max_length: maxLength } }];
  }
  if (text.includes('\0')) return [{ code: 'null_characters_not_allowed' }];
  return text.isWellFormed() ? [] : [{ code: 'invalid_string' }];
}

/** A number is refused as the text that REST framework takes it for; what is neither is no choice at all. */
function readChoice(choices: Readonly<Record<string, unknown>>, given: unknown): ExtraValue | FieldProblem {
  const text = typeof given === 'number' ? String(given) : given;
  if (typeof text !== 'string') return { code: 'invalid_string' };
  return Object.hasOwn(choices, text)
    ? text
    : { code: 'invalid_choice', params: { input: text.slice(0, 100) } };
}

function readInteger(given: unknown): ExtraValue | FieldProblem {
  const number = typeof given === 'string' && /^-?\d{1,10}$/.test(given.trim()) ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isInteger(number)) return { code: 'invalid_integer' };
  if (number > 2147483647) return { code: 'max_value', params: { max_value: 2147483647 } };
  if (number < -2147483648) return { code: 'min_value', params: { min_value: -2147483648 } };
  return number;
}

function readBoolean(given: unknown): ExtraValue | FieldProblem {
  if (given === true || given === 'true' || given === 'on' || given === 'True' || given === '1') return true;
  if (given === false || given === 'false' || given === 'off' || given === 'False' || given === '0')
    return false;
  return { code: 'invalid_boolean' };
}

function readDate(given: unknown): ExtraValue | FieldProblem {
  if (typeof given !== 'string' || !CALENDAR_DATE.test(given)) return { code: 'invalid_date' };
  const date = new Date(`${given}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given);
  return exists && given >= '0001-01-01' ? given : { code: 'invalid_date' };
}
