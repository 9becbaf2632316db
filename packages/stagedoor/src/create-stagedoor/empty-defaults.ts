import { isPlainRecord } from '../core/kernel/record-shape.ts';
import type { Field } from '../resource/field.ts';
import { readField } from '../resource/read/read-field.ts';
import type { Resource } from '../resource/resource.ts';

/** Empty texts as the default of what may not be empty, in halves of sentences: a row that had one could not be sent back as it was read. */
export function emptyDefaultProblems({
  name,
  fields,
  actions = {},
}: Pick<Resource, 'name' | 'fields' | 'actions'>): readonly string[] {
  const inputs = Object.entries(actions).map(
    ([action, { input = {} }]) => [`${name}.actions.${action}`, input] as const,
  );
  return [[name, fields] as const, ...inputs].flatMap(([within, some]) =>
    Object.entries(some).flatMap(([field, one]) =>
      isEmptyDefault(one) ? [`${within}.${field}.default must be a value of the field, and not empty`] : [],
    ),
  );
}

/** What is no field at all is told elsewhere. */
function isEmptyDefault(field: Field): boolean {
  return (
    isPlainRecord(field) && 'default' in field && field.default === '' && 'problem' in readField(field, '')
  );
}
