import { type Read, readInteger } from '../../core/kernel/read-value.ts';
import type { Field } from '../field.ts';
import { readDate } from './read-time.ts';

/** What a day or a moment is asked for: when it is, as UTC counts it. */
export type PeriodLookUp = 'year' | 'month' | 'day' | 'date';

/** The first and the last of a time, as a column of that kind holds them: an index finds what is between. */
export type Period = readonly [first: unknown, last: unknown];

/** A part of each date, which no index finds. */
export interface DatePart {
  readonly part: 'month' | 'day';
  readonly of: 'date' | 'moment';
  readonly is: number;
}

const bounds = { year: [1, 9_999], month: [1, 12], day: [1, 31] } as const;

/** Reads what a date is compared with: of `year` and `date` a `Period`, of the others a `DatePart`. */
export function readPeriod(field: Field, lookUp: PeriodLookUp, raw: unknown): Read<Period | DatePart> {
  const of = field.type === 'moment' ? 'moment' : 'date';
  if (lookUp === 'date') {
    const day = readDate(raw);
    return 'problem' in day ? day : { value: between(of, day.value, day.value) };
  }
  const number = readInteger(raw);
  if ('problem' in number) return number;
  const [least, most] = bounds[lookUp];
  if (number.value < least) return { problem: { code: 'min_value', params: { min_value: least } } };
  if (number.value > most) return { problem: { code: 'max_value', params: { max_value: most } } };
  if (lookUp !== 'year') return { value: { part: lookUp, of, is: number.value } };
  const year = String(number.value).padStart(4, '0');
  return { value: between(of, `${year}-01-01`, `${year}-12-31`) };
}

/** Moments are kept to the millisecond: between its first and its last there is nothing else of a day. */
function between(of: 'date' | 'moment', first: string, last: string): Period {
  return of === 'date'
    ? [first, last]
    : [new Date(`${first}T00:00:00.000Z`), new Date(`${last}T23:59:59.999Z`)];
}
