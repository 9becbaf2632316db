import { AccountsError, type FieldProblem } from '../../core/kernel/errors.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import { isPlainRecord, shown } from '../../core/kernel/record-shape.ts';
import type { Field } from '../field.ts';
import { fieldNamed } from '../field-named.ts';
import { isLookUp, suits } from '../look-ups.ts';
import type { LookUp, Resource } from '../resource.ts';
import type { RowFilter } from '../resource-store.ts';
import { readFilterValue } from './read-filter.ts';

const key: Field = { type: 'integer' };

/**
 * What code asks of rows: `{ price: { gte: '10' }, name: 'Pen' }`. What is said is asked: `undefined` would ask for every row, and is refused.
 *
 * @throws PlainError for a field or a look-up that there is not, and for `undefined`; AccountsError `invalid-input` for a value that it cannot have
 */
export function readWhere(resource: Resource, where: unknown): readonly RowFilter[] {
  if (!isPlainRecord(where))
    throw new PlainError(`The where of ${resource.name} must be a record of fields, not ${shown(where)}.`);
  return Object.entries(where).flatMap(([name, asked]) => {
    const field = name === 'id' ? key : fieldIn(resource, name);
    return lookUpsIn(`where.${name} of ${resource.name}`, field, asked).map(([lookUp, raw]) => ({
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

function lookUpsIn(within: string, field: Field, asked: unknown): readonly Asked[] {
  if (asked === null) return [['isnull', true]];
  const lookUps = isPlainRecord(asked) ? Object.entries(asked) : [['exact', asked] as const];
  if (lookUps.length === 0) throw new PlainError(`The ${within} names no look-up: it would be every row.`);
  return lookUps.map(([lookUp, raw]): Asked => {
    if (!isLookUp(lookUp) || !suits(field, lookUp))
      throw new PlainError(`The ${within} has no look-up ${lookUp}.`);
    if (raw === undefined) throw new PlainError(`The ${within} is undefined: it would be every row.`);
    return [lookUp, raw];
  });
}

function comparedValue(name: string, field: Field, [lookUp, raw]: Asked): unknown {
  const found = readFilterValue(field, lookUp, raw);
  if ('value' in found) return found.value;
  const problem: FieldProblem = found.problem;
  throw new AccountsError({ code: 'invalid-input', fields: { [name]: [problem] } });
}
