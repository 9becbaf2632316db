import { AccountsError, type FieldProblem } from '../../core/kernel/errors.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import { isPlainRecord } from '../../core/kernel/record-shape.ts';
import type { Field } from '../field.ts';
import { fieldNamed } from '../field-named.ts';
import type { LookUp, Resource } from '../resource.ts';
import type { RowFilter } from '../resource-store.ts';
import { readFilterValue } from './read-filter.ts';

const key: Field = { type: 'integer' };

/**
 * What code asks of rows: `{ price: { gte: '10' }, name: 'Pen' }`.
 *
 * @throws PlainError for a field that there is not; AccountsError `invalid-input` for a value that it cannot have
 */
export function readWhere(resource: Resource, where: object): readonly RowFilter[] {
  return Object.entries(where).flatMap(([name, asked]: [string, unknown]) => {
    const field = name === 'id' ? key : fieldIn(resource, name);
    if (asked === undefined) return [];
    return lookUpsIn(asked).map(([lookUp, raw]) => ({
      field: name,
      lookUp,
      value: comparedValue(name, field, [lookUp, raw]),
    }));
  });
}

/** @throws PlainError for a field that there is not */
export function fieldIn({ name: resource, fields }: Resource, name: string): Field {
  const field = fieldNamed(fields, name);
  if (field === undefined) throw new PlainError(`The resource ${resource} has no field ${name}.`);
  return field;
}

type Asked = readonly [LookUp, unknown];

function lookUpsIn(asked: unknown): readonly Asked[] {
  if (asked === null) return [['isnull', true]];
  if (!isPlainRecord(asked)) return [['exact', asked]];
  // Typed where it was written.
  return Object.entries(asked).filter(([, value]) => value !== undefined) as unknown as Asked[];
}

function comparedValue(name: string, field: Field, [lookUp, raw]: Asked): unknown {
  const found = readFilterValue(field, lookUp, raw);
  if ('value' in found) return found.value;
  const problem: FieldProblem = found.problem;
  throw new AccountsError({ code: 'invalid-input', fields: { [name]: [problem] } });
}
