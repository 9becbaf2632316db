import { type Fields, shownFields } from './field.ts';
import { type Resource, readSearch } from './resource.ts';
import { isNested } from './shown-rows.ts';

/** Whether somebody may read a field in any row, by references too: `author__name`. */
type IsReadable = (path: string) => Promise<boolean>;

/**
 * A declaration as far as somebody may read: a field that is closed to them in every row is none of it, nor of what its lists are asked by.
 */
export async function readableResource(resource: Resource, isReadable: IsReadable): Promise<Resource> {
  const { fields, filters = {}, search = [], orderBy = [] } = resource;
  const shown = shownFields(fields).map(([name]) => name);
  const nested = shownFields(fields).flatMap(([name, field]) =>
    isNested(field) ? field.nested.map((one) => `${name}__${one}`) : [],
  );
  const paths = [...shown, ...nested, ...Object.keys(filters), ...search.map((one) => readSearch(one).field)];
  const closed = new Set<string>();
  for (const path of new Set(paths)) if (!(await isReadable(path))) closed.add(path);
  if (closed.size === 0) return resource;
  const openIn = <Value>(record: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !closed.has(name)));
  return {
    ...resource,
    fields: withOpenForms(openIn(fields), closed),
    filters: openIn(filters),
    search: search.filter((one) => !closed.has(readSearch(one).field)),
    orderBy: orderBy.filter((name) => !closed.has(name)),
  };
}

/** What is nested in them is none of it either where it is closed. */
function withOpenForms(fields: Fields, closed: ReadonlySet<string>): Fields {
  const open = Object.entries(fields).map(([name, field]) =>
    isNested(field)
      ? ([name, { ...field, nested: field.nested.filter((one) => !closed.has(`${name}__${one}`)) }] as const)
      : ([name, field] as const),
  );
  return Object.fromEntries(open);
}
