import { expect, test } from 'vitest';
import type { DecimalField } from '../../src/resource/field.ts';
import { readField } from '../../src/resource/read/read-field.ts';
import { readFilterValue } from '../../src/resource/read/read-filter.ts';

const decimal = (digits: number, places: number): DecimalField => ({ type: 'decimal', digits, places });

test.each([
  [decimal(10, 2), '12345678.90'],
  [decimal(10, 2), '-99999999.99'],
  [decimal(15, 0), '999999999999999'],
  [decimal(15, 15), '0.123456789012345'],
  [decimal(4, 2), '99.99'],
])('whatever a %o can hold, %s, can be looked for, and be where a page begins', (field, value) => {
  expect(readField(field, value)).toEqual({ value });
  expect(readFilterValue(field, 'gte', value)).toMatchObject({ value: expect.stringContaining(value) });
});

test.each([
  [decimal(4, 2), '1000'],
  [decimal(4, 2), '0.12345678'],
  [decimal(10, 2), '0.1234567'],
])('a limit of %o may be beyond what it holds, or finer: %s', (field, value) => {
  expect(readFilterValue(field, 'lte', value)).toHaveProperty('value');
});

test('a day is where it begins, as a limit of moments', () => {
  const day = new Date('2017-08-16T00:00:00Z');
  expect(readFilterValue({ type: 'moment' }, 'gte', '2017-08-16')).toEqual({ value: day });
  expect(readFilterValue({ type: 'moment' }, 'range', ['2017-08-16', '2017-08-17T01:00'])).toEqual({
    value: [day, new Date('2017-08-17T01:00:00Z')],
  });
  expect(readFilterValue({ type: 'moment' }, 'gte', '2017-02-30')).toHaveProperty('problem');
});
