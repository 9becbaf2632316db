import { describe, expect, it } from 'vitest';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import type { Field } from '../../src/resource/field.ts';
import { compareDecimals } from '../../src/resource/read/read-decimal.ts';
import { readField } from '../../src/resource/read/read-field.ts';
import { readNewRow, readPatch, readReplacement } from '../../src/resource/read/read-row.ts';

const price: Field = { type: 'decimal', digits: 10, places: 2 };
const codeOf = (field: Field, raw: unknown) => {
  const read = readField(field, raw);
  return 'problem' in read ? read.problem.code : read;
};

describe('a decimal', () => {
  it.each([
    ['9.99', '9.99'],
    [9.5, '9.50'],
    [' 12 ', '12.00'],
    ['-0.00', '0.00'],
    ['.5', '0.50'],
    ['1e3', '1000.00'],
    ['5e-1', '0.50'],
    ['12345678.90', '12345678.90'],
    ['007', '7.00'],
  ])('%s is kept as %s', (raw, kept) => {
    expect(readField(price, raw)).toEqual({ value: kept });
  });

  it.each([
    ['123456789.00', 'max_digits'],
    ['1.234', 'max_decimal_places'],
    ['123456789', 'max_whole_digits'],
    ['1e999', 'max_digits'],
    ['NaN', 'invalid_number'],
    ['', 'invalid_number'],
    ['.', 'invalid_number'],
    ['1,5', 'invalid_number'],
    [true, 'invalid_number'],
    [['1'], 'invalid_number'],
    [null, 'null'],
  ])('%s is refused as %s', (raw, code) => {
    expect(codeOf(price, raw)).toBe(code);
  });

  it('is compared as a number and not as text', () => {
    expect(compareDecimals('9.5', '10')).toBe(-1);
    expect(compareDecimals('-9.5', '-10')).toBe(1);
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    const limited: Field = { ...price, min: '0', max: '100' };
    expect(codeOf(limited, '100.01')).toBe('max_value');
    expect(codeOf(limited, '-1')).toBe('min_value');
  });
});

describe('what REST framework takes', () => {
  it.each<[Field, unknown, unknown]>([
    [{ type: 'integer' }, '1.0', 1],
    [{ type: 'integer' }, ' +1. ', 1],
    [{ type: 'integer' }, '-0', 0],
    [{ type: 'date' }, '2020-1-1', '2020-01-01'],
    [{ type: 'time' }, '1:00', '01:00:00'],
    [{ type: 'time' }, '1:2:3.0', '01:02:03'],
    [{ type: 'boolean' }, 'Y', true],
    [{ type: 'boolean' }, 'OFF', false],
    [{ type: 'boolean', nullable: true }, 'null', null],
  ])('of %j, %j, is taken', (field, raw, value) => {
    expect(readField(field, raw)).toEqual({ value });
  });

  const several: Field = { type: 'references', to: 'tag' };
  const choice: Field = { type: 'choice', of: { a: 'A' } };
  it.each<[Field, unknown, string, object | undefined]>([
    [{ type: 'integer' }, '1.5', 'invalid_integer', undefined],
    [{ type: 'integer' }, '+', 'invalid_integer', undefined],
    [{ type: 'boolean' }, 'null', 'invalid_boolean', undefined],
    [{ type: 'date' }, '2020-13-1', 'invalid_date', undefined],
    [{ type: 'time' }, '1:0x', 'invalid_time', undefined],
    [several, 7, 'not_a_list', { input_type: 'int' }],
    [several, [1.5], 'incorrect_type', { data_type: 'float' }],
    [several, [null], 'incorrect_type', { data_type: 'NoneType' }],
    [several, ['1.0'], 'incorrect_type', { data_type: 'str' }],
    [choice, true, 'invalid_choice', { input: 'true' }],
    [choice, [], 'invalid_choice', { input: '[]' }],
    [choice, { a: 1 }, 'invalid_choice', { input: '{"a":1}' }],
  ])('of %j, %j, is refused in its words: %s', (field, raw, code, params) => {
    const problem = { code, ...(params === undefined ? {} : { params }) };
    expect(readField(field, raw)).toEqual({ problem });
  });
});

describe('other fields', () => {
  it.each<[Field, unknown, unknown]>([
    [{ type: 'text', max: 3 }, ' abc ', 'abc'],
    [{ type: 'text', max: 3, blank: true }, '', ''],
    [{ type: 'text', max: 3, nullable: true }, null, null],
    [{ type: 'date' }, '2024-02-29', '2024-02-29'],
    [{ type: 'time' }, '23:59', '23:59:00'],
    [{ type: 'time' }, '23:59:58.000000', '23:59:58'],
    [{ type: 'moment' }, '2024-02-29T10:00:00+01:00', new Date('2024-02-29T09:00:00Z')],
    [{ type: 'moment' }, '2024-02-29T10:00:00.1237567Z', new Date('2024-02-29T10:00:00.123Z')],
    [{ type: 'moment' }, '2024-02-29t10:00:00.123956789123z', new Date('2024-02-29T10:00:00.123Z')],
    [{ type: 'moment' }, '2024-02-29 10:00:00+00', new Date('2024-02-29T10:00:00Z')],
    [{ type: 'moment' }, '2024-2-29 9:05:07,5 -0330', new Date('2024-02-29T12:35:07.500Z')],
    [{ type: 'moment' }, '2024-02-29T10:00', new Date('2024-02-29T10:00:00Z')],
    [{ type: 'url' }, 'https://a.example/b', 'https://a.example/b'],
    [{ type: 'email' }, 'Ana@MAIL.Example', 'Ana@mail.example'],
    [{ type: 'json' }, { a: [1, null] }, { a: [1, null] }],
    [{ type: 'reference', to: 'user', onDelete: 'cascade' }, '7', 7],
    [{ type: 'reference', to: 'user', onDelete: 'cascade', nullable: true }, '', null],
    [{ type: 'json', nullable: true }, '', ''],
    [{ type: 'json' }, '', ''],
    [{ type: 'boolean', nullable: true }, '', null],
  ])('%j takes %j', (field, raw, value) => {
    expect(readField(field, raw)).toEqual({ value });
  });

  it.each<[Field, unknown, string]>([
    [{ type: 'text', max: 3 }, 'abcd', 'max_length'],
    [{ type: 'text', max: 3 }, '', 'blank'],
    [{ type: 'boolean' }, '', 'invalid_boolean'],
    [{ type: 'text', max: 3 }, { a: 1 }, 'invalid_string'],
    [{ type: 'text', max: 5, min: 3 }, 'ab', 'min_length'],
    [{ type: 'date' }, '2023-02-29', 'invalid_date'],
    [{ type: 'time' }, '24:00', 'invalid_time'],
    [{ type: 'time' }, '13:45:30.999999', 'no_fraction'],
    [{ type: 'moment' }, '2024-02-29', 'invalid_datetime'],
    [{ type: 'moment' }, '2024-02-29T10:00:00.1234567890123Z', 'invalid_datetime'],
    [{ type: 'moment' }, '2024-02-29T10:00:00+1', 'invalid_datetime'],
    [{ type: 'moment' }, '2024-02-29T10:00:00-24:00', 'invalid_datetime'],
    [{ type: 'moment' }, '2024-02-29T10:60', 'invalid_datetime'],
    [{ type: 'moment' }, '2024-02-30T10:00:00Z', 'invalid_datetime'],
    [{ type: 'moment' }, '0001-01-01T00:00:00+14:00', 'invalid_datetime'],
    [{ type: 'moment' }, '9999-12-31T23:59:59.999-14:00', 'invalid_datetime'],
    [{ type: 'moment' }, new Date(Number.NaN), 'invalid_datetime'],
    [{ type: 'url' }, 'javascript:alert(1)', 'invalid_url'],
    [{ type: 'email' }, 'ana', 'invalid_email'],
    [{ type: 'choice', of: { a: 'A' } }, 'constructor', 'invalid_choice'],
    [{ type: 'json' }, Number.NaN, 'invalid_json'],
    [{ type: 'json' }, 'x'.repeat(70_000), 'max_bytes'],
    [{ type: 'reference', to: 'user', onDelete: 'cascade' }, 'seven', 'incorrect_type'],
    [{ type: 'reference', to: 'user', onDelete: 'cascade' }, true, 'incorrect_type'],
    [{ type: 'integer', min: 1 }, 0, 'min_value'],
    [{ type: 'integer', max: 1 }, 2, 'max_value'],
    [{ type: 'boolean' }, 'maybe', 'invalid_boolean'],
    [{ type: 'integer', nullable: true }, '', 'invalid_integer'],
    [{ ...price, nullable: true }, '', 'invalid_number'],
    [{ type: 'date', nullable: true }, '', 'invalid_date'],
    [{ type: 'time', nullable: true }, '', 'invalid_time'],
    [{ type: 'moment', nullable: true }, '', 'invalid_datetime'],
    [{ type: 'choice', of: { a: 'A' }, nullable: true }, '', 'invalid_choice'],
  ])('%j refuses %j', (field, raw, code) => {
    expect(codeOf(field, raw)).toBe(code);
  });
});

describe('a row', () => {
  const resource = {
    fields: {
      name: { type: 'text', max: 100 },
      note: { type: 'text', max: 100, blank: true },
      price,
      made: { type: 'moment', set: 'created' },
    },
  } as const;

  it('names every field that is missing', () => {
    const problems = { name: [{ code: 'required' }], price: [{ code: 'required' }] };
    expect(() => readNewRow(resource, {})).toThrow(
      new AccountsError({ code: 'invalid-input', fields: problems }),
    );
  });

  it('has the defaults of what was left out, and nothing of what clients do not say', () => {
    const sent = { name: 'Pen', price: '1', made: '2020-01-01T00:00:00Z', id: 5, unknown: true };
    expect(readNewRow(resource, sent)).toEqual({ name: 'Pen', note: '', price: '1.00' });
  });

  it('is changed in what was sent alone', () => {
    expect(readPatch(resource, { price: 2 })).toEqual({ price: '2.00' });
    expect(readPatch(resource, JSON.parse('{"__proto__": {"name": "x"}}'))).toEqual({});
  });
});

it('changes a row as a whole by what is required alone: nothing else is put back to its default', () => {
  const fields = {
    name: { type: 'text', max: 9 },
    none: { type: 'text', max: 9, nullable: true },
    blank: { type: 'text', max: 9, blank: true },
    state: { type: 'choice', of: { a: 'A', b: 'B' }, default: 'a' },
    tags: { type: 'references', to: 'tag' },
    facts: { type: 'json', default: {} },
    sold: { type: 'integer', default: 0, readOnly: true },
  } as const;
  expect(readReplacement({ fields }, { name: 'x' })).toEqual({ name: 'x' });
  expect(readReplacement({ fields }, { name: 'x', none: null, tags: [] })).toEqual({
    ...{ name: 'x', none: null, tags: [] },
  });
  expect(() => readReplacement({ fields }, { none: 'x', sold: 1 })).toThrow(AccountsError);
});
