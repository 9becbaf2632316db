import { shownFields } from './field.ts';
import { type Resource, readSearch } from './resource.ts';

/** Whether somebody may read a field in any row, by references too: `author__name`. */
type IsReadable = (path: string) => Promise<boolean>;

/**
 * A declaration as far as somebody may read: a field that is closed to them in every row is none of it, nor of what its lists are asked by.
 */
export async function readableResource(resource: Resource, isReadable: IsReadable): Promise<Resource> {
  const { fields, filters = {}, search = [], orderBy = [] } = resource;
  const shown = shownFields(fields).map(([name]) => name);
  const paths = [...shown, ...Object.keys(filters), ...search.map((one) => readSearch(one).field)];
  const closed = new Set<string>();
  for (const path of new Set(paths)) if (!(await isReadable(path))) closed.add(path);
  if (closed.size === 0) return resource;
  const openIn = <Value>(record: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !closed.has(name)));
  return {
    ...resource,
    fields: openIn(fields),
    filters: openIn(filters),
    search: search.filter((one) => !closed.has(readSearch(one).field)),
    orderBy: orderBy.filter((name) => !closed.has(name)),
  };
}
