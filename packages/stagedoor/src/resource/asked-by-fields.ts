import { allOf, type Condition } from '../core/policy/condition.ts';
import type { Readable } from './field-judge.ts';
import { readOrder, splitPath } from './resource.ts';
import type { RowFilter, RowQuery } from './resource-store.ts';

type Asked = Pick<RowQuery, 'filters' | 'anyOf' | 'order'>;

/**
 * A list as it is asked by fields that not everybody may read: it has no rows but those in which who asks may. A filter, a search and an order
 * tell what is in a field as well as showing it does.
 */
export function askedByFields(
  { filters = [], anyOf = [], order = [] }: Asked,
  seenBy: Condition,
  readable: Readable,
): Pick<RowQuery, 'filters' | 'anyOf' | 'seenBy'> {
  if (readable.size === 0) return { filters, anyOf, seenBy };
  const guarded = (filter: RowFilter): RowFilter => {
    const within = readable.get(firstIn(filter.field));
    return within === undefined ? filter : { ...filter, within };
  };
  const ordered = order.flatMap((one) => readable.get(readOrder(one).field) ?? []);
  return {
    filters: filters.map(guarded),
    anyOf: anyOf.map((some) => some.map(guarded)),
    seenBy: allOf([seenBy, ...ordered]),
  };
}

/** The own field that a path begins with. */
export function firstIn(path: string): string {
  const { references, field } = splitPath(path);
  return references[0] ?? field;
}
