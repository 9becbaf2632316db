import type { Field } from './field.ts';
import type { Resource } from './resource.ts';
import { isNested } from './shown-rows.ts';

/**
 * Whether a row is answered as it stands, to everybody alike, so that its version tells of the whole answer. What is nested is another row's, and a
 * field may be closed to some.
 */
export function isSameForAll({ fields }: Pick<Resource, 'fields'>): boolean {
  const isOwn = (field: Field) => field.access === undefined && !isNested(field);
  return Object.values(fields).every(isOwn);
}
