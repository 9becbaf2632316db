import { isPlainRecord } from '../core/kernel/record-shape.ts';
import type { Values } from './read/read-row.ts';
import type { Resource } from './resource.ts';

/** Whether something would be other than it is in a row; when it was saved last is only said of what is saved. */
export function changesAny({ fields }: Pick<Resource, 'fields'>, row: Values, values: Values): boolean {
  return Object.entries(values).some(([name, value]) => {
    const field = fields[name];
    const isSaved = field?.type === 'moment' && field.set === 'saved';
    return !isSaved && !isSameValue(row[name], value);
  });
}

/** Whether two values of a field are the same; keys are in no order, as those of JSON. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, at) => isSameValue(value, other[at]));
  if (!isPlainRecord(one) || !isPlainRecord(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameValue(one[name], other[name]))
  );
}
