import { splitPath } from './resource.ts';
import type { RelatedRows, RowQuery } from './resource-store.ts';

/** The rows that the fields of a path lead to in turn, as somebody may see them; fewer where one leads nowhere, or is answered as a key. */
type Follow = (path: readonly string[]) => Promise<readonly RelatedRows[]>;

/**
 * All rows that the filters of a list ask about beside its own, those among them that a reference is answered as. Most lists ask about none.
 */
export async function relatedIn(
  { filters = [], anyOf = [] }: Pick<RowQuery, 'filters' | 'anyOf'>,
  follow: Follow,
): Promise<Pick<RowQuery, 'related'>> {
  const related = new Map<string, RelatedRows>();
  for (const { field } of [...filters, ...anyOf.flat()]) {
    if (related.has(field)) continue;
    const { references, field: last } = splitPath(field);
    const names = [...references, last];
    for (const [at, rows] of (await follow(names)).entries())
      related.set(names.slice(0, at + 1).join('__'), rows);
  }
  return related.size === 0 ? {} : { related };
}
