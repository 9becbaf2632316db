import type { DecimalField, Field, Fields, TextField } from '../resource/field.ts';

/** The keys that there are of the resource that a field leads to. */
export type KeysOf = (to: string) => readonly number[];

/** Values that a row of these fields may have, the `number`th: others in each row, where the field has as many. What is a file, and what leads to nothing yet, is left out. */
export function exampleValues(fields: Fields, number: number, keysOf: KeysOf): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, field]) => [name, exampleOf(field, number, keysOf)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function exampleOf(field: Field, number: number, keysOf: KeysOf): unknown {
  switch (field.type) {
    case 'text':
      return textOf(field, number);
    case 'long-text':
    case 'markdown':
      return `${number}`;
    case 'email':
      return `row${number}@mail.example`;
    case 'url':
      return `https://row${number}.example/`;
    case 'integer':
      return Math.min((field.min ?? 0) + number, field.max ?? number);
    case 'decimal':
      return decimalOf(field, number);
    case 'boolean':
      return number % 2 === 0;
    case 'date':
      return new Date(Date.UTC(2000, 0, number)).toISOString().slice(0, 10);
    case 'time':
      return new Date(number * 1_000).toISOString().slice(11, 19);
    case 'moment':
      return field.set === undefined ? new Date(Date.UTC(2000, 0, number)).toISOString() : undefined;
    case 'choice':
      return Object.keys(field.of)[0];
    case 'json':
      return { number };
    case 'reference':
      return keysOf(field.to)[number - 1] ?? keysOf(field.to).at(-1);
    case 'references':
      return keysOf(field.to).slice(0, field.max ?? MOST_KEYS);
    default:
      return undefined;
  }
}

/** As many as are seen to cost more than one, where each is asked for by itself. */
const MOST_KEYS = 10;

function textOf({ min = 0, max }: TextField, number: number): string {
  return `${number}`.padStart(min, '0').slice(-max);
}

/** Within its digits before the point. */
function decimalOf({ digits, places, min = '0', max }: DecimalField, number: number): string {
  const whole = number % 10 ** (digits - places);
  const value = Math.min(Number(min) + whole, max === undefined ? Number.POSITIVE_INFINITY : Number(max));
  return value.toFixed(places);
}
