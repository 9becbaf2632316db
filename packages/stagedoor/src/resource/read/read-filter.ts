import { type Read, readBoolean, readText } from '../../core/kernel/read-value.ts';
import { typeNameOf } from '../../core/kernel/type-name.ts';
import type { Field } from '../field.ts';
import type { LookUp } from '../resource.ts';
import { readField } from './read-field.ts';
import { readPeriod } from './read-period.ts';
import { momentOfDay } from './read-time.ts';

/** As many as a number of JavaScript and SQLite keeps. */
const MOST_DIGITS = 15;
/** A limit may be told more finely than what it is a limit of. */
const MORE_PLACES = 6;

/** Reads what a field is compared with; `in` and `range` take a list. */
export function readFilterValue(field: Field, lookUp: LookUp, raw: unknown): Read {
  switch (lookUp) {
    case 'isnull':
      return readBoolean(raw);
    case 'in':
      return readSeveral(field, raw);
    case 'range':
      return Array.isArray(raw) && raw.length === 2
        ? readSeveral(field, raw)
        : { problem: { code: 'range_of_two' } };
    case 'exact':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return readCompared(field, raw);
    case 'year':
    case 'month':
    case 'day':
    case 'date':
      return readPeriod(field, lookUp, raw);
    default:
      return readText({ blank: true, untrimmed: true }, raw);
  }
}

function readSeveral(field: Field, raw: unknown): Read {
  if (!Array.isArray(raw))
    return { problem: { code: 'not_a_list', params: { input_type: typeNameOf(raw) } } };
  const values: unknown[] = [];
  for (const part of raw) {
    const read = readCompared(field, part);
    if ('problem' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}

function readCompared(field: Field, raw: unknown): Read {
  return readField(comparedWith(field), field.type === 'moment' ? momentOfDay(raw) : raw);
}

/** Bounds are for what is stored, not for what is looked for. */
export function comparedWith(field: Field): Field {
  if (field.type === 'integer') return { type: 'integer' };
  // Whether it is null is another question, `isnull`.
  if (field.type === 'boolean') return { type: 'boolean' };
  // One of them at a time.
  if (field.type === 'references') return { type: 'reference', to: field.to, onDelete: 'cascade' };
  if (field.type !== 'decimal') return field;
  // Whatever can be stored can be looked for: more places only where the whole digits leave room for them.
  const whole = field.digits - field.places;
  return {
    type: 'decimal',
    digits: MOST_DIGITS,
    places: Math.min(field.places + MORE_PLACES, MOST_DIGITS - whole),
  };
}
