import type { Read } from '../../core/kernel/read-value.ts';
import type { DecimalField } from '../field.ts';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** What nobody means, and what would make a text of a megabyte out of a few characters. */
const LONGEST = 1000;

interface Parts {
  readonly isNegative: boolean;
  /** Without zeros in front. */
  readonly whole: string;
  readonly fraction: string;
}

/**
 * A number as it is kept, with all its places: `"9.5"` of two places is `"9.50"`. In the words of REST framework: zeros at the
 * end of the fraction count as places.
 */
export function readDecimal(field: DecimalField, raw: unknown): Read<string> {
  const parts = typeof raw === 'string' || typeof raw === 'number' ? partsOf(String(raw).trim()) : null;
  if (parts === null) return { problem: { code: 'invalid_number' } };
  const { whole, fraction } = parts;
  const wholePlaces = field.digits - field.places;
  // A fraction's zeros in front are no digits of their own where there is no whole part, but they take up places.
  if (Math.max(whole.length + fraction.length, fraction.length) > field.digits)
    return { problem: { code: 'max_digits', params: { max_digits: field.digits } } };
  if (fraction.length > field.places)
    return { problem: { code: 'max_decimal_places', params: { max_decimal_places: field.places } } };
  if (whole.length > wholePlaces)
    return { problem: { code: 'max_whole_digits', params: { max_whole_digits: wholePlaces } } };
  return withinBounds(field, textOf(parts, field.places));
}

function withinBounds({ min, max }: DecimalField, value: string): Read<string> {
  if (max !== undefined && compareDecimals(value, max) > 0)
    return { problem: { code: 'max_value', params: { max_value: max } } };
  if (min !== undefined && compareDecimals(value, min) < 0)
    return { problem: { code: 'min_value', params: { min_value: min } } };
  return { value };
}

/** Below zero where the first is smaller, zero where both are the same number. Both are decimals. */
export function compareDecimals(one: string, other: string): number {
  const [first, second] = [partsOf(one), partsOf(other)];
  if (first === null || second === null) return Number.NaN;
  const places = Math.max(first.fraction.length, second.fraction.length);
  const difference = scaled(first, places) - scaled(second, places);
  return difference < 0n ? -1 : Number(difference > 0n);
}

function scaled({ isNegative, whole, fraction }: Parts, places: number): bigint {
  const size = BigInt(`${whole}${fraction.padEnd(places, '0')}` || '0');
  return isNegative ? -size : size;
}

function textOf({ isNegative, whole, fraction }: Parts, places: number): string {
  const digits = `${whole || '0'}${places === 0 ? '' : `.${fraction.padEnd(places, '0')}`}`;
  return isNegative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

function partsOf(text: string): Parts | null {
  const found = text.length <= LONGEST ? DECIMAL.exec(text) : null;
  if (found === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  if (whole === '' && fraction === '') return null;
  const point = whole.length + Number(exponent);
  const digits = `${whole}${fraction}`;
  const padded = point < 0 ? `${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0');
  const at = Math.max(point, 0);
  return {
    isNegative: sign === '-',
    whole: padded.slice(0, at).replace(/^0+/, ''),
    fraction: padded.slice(at),
  };
}
