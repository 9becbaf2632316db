import type { FieldProblem } from '../../core/kernel/errors.ts';
import { type Field, isOptional, isWritable } from '../field.ts';
import { isFile } from '../file-fields.ts';
import type { Resource } from '../resource.ts';
import { defaultValueOf } from './default-value.ts';
import { type Indexed, indexProblem } from './index-bytes.ts';
import { readField } from './read-field.ts';
import { wrongRow } from './wrong-row.ts';

/** What was sent, by name. */
type Sent = Readonly<Record<string, unknown>>;
export type Values = Readonly<Record<string, unknown>>;

/**
 * Reads a row to be made: what was left out, and what clients do not say, has its default.
 *
 * @throws AccountsError `invalid-input` with the problems of every field
 */
export function readNewRow(resource: Indexed, sent: Sent): Values {
  const said = readFields(resource, sent, (field) =>
    isOptional(field) ? { value: defaultValueOf(field) } : missing(field),
  );
  return { ...unsaid(resource.fields), ...said };
}

/**
 * Reads a row that is to be changed as a whole: all that is required is said, and what else was left out stays, as in REST framework.
 *
 * @throws AccountsError `invalid-input` with the problems of every field
 */
export function readReplacement(resource: Indexed, sent: Sent): Values {
  return readFields(resource, sent, (field) => (isOptional(field) ? { value: undefined } : missing(field)));
}

function missing(field: Field): { readonly problem: FieldProblem } {
  return { problem: { code: isFile(field) ? 'no_file' : 'required' } };
}

/** What clients do not say has its default, which policies may ask for. */
function unsaid(fields: Resource['fields']): Values {
  const values = Object.entries(fields).filter(
    ([, field]) => !isWritable(field) && defaultValueOf(field) !== undefined,
  );
  return Object.fromEntries(values.map(([name, field]) => [name, defaultValueOf(field)]));
}

/**
 * Reads what is to change of a row: what was left out stays.
 *
 * @throws AccountsError `invalid-input` with the problems of every field
 */
export function readPatch(resource: Indexed, sent: Sent): Values {
  return readFields(resource, sent, () => ({ value: undefined }));
}

type Absent = (field: Field) => { readonly value: unknown } | { readonly problem: FieldProblem };

function readFields(resource: Indexed, sent: Sent, absent: Absent): Values {
  const values: Record<string, unknown> = {};
  const problems: Record<string, readonly FieldProblem[]> = {};
  for (const [name, field] of Object.entries(resource.fields)) {
    if (!isWritable(field)) continue;
    const read = Object.hasOwn(sent, name) ? readField(field, sent[name]) : absent(field);
    const problem = 'problem' in read ? read.problem : indexProblem(resource, name, read.value);
    if (problem !== null) problems[name] = [problem];
    else if ('value' in read && read.value !== undefined) values[name] = read.value;
  }
  if (Object.keys(problems).length > 0) throw wrongRow(problems, values);
  return values;
}
