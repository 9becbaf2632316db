import { splitPath } from './resource.ts';
import type { RelatedRows, RowQuery } from './resource-store.ts';

/** The rows that references lead to in turn, as somebody may see them; fewer where one leads nowhere. */
type Follow = (references: readonly string[]) => Promise<readonly RelatedRows[]>;

/** All rows that the filters of a list ask about beside its own. Most lists ask about none. */
export async function relatedIn(
  { filters = [], anyOf = [] }: Pick<RowQuery, 'filters' | 'anyOf'>,
  follow: Follow,
): Promise<Pick<RowQuery, 'related'>> {
  const related = new Map<string, RelatedRows>();
  for (const { field } of [...filters, ...anyOf.flat()]) {
    const { references } = splitPath(field);
    if (references.length === 0 || related.has(references.join('__'))) continue;
    for (const [at, rows] of (await follow(references)).entries())
      related.set(references.slice(0, at + 1).join('__'), rows);
  }
  return related.size === 0 ? {} : { related };
}
