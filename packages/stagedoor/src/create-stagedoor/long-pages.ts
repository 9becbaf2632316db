import { placeFinder } from '../resource/find-place.ts';
import { largestRow, MOST_IN_PAGE, mostRowsOf, type NestedFields } from '../resource/largest-row.ts';
import type { ResourcePlace } from '../resource/resource.ts';
import { isNested } from '../resource/shown-rows.ts';

/** A page of rows that are as long as they may be, with what is nested in them, is no more than a node should hold. In halves of sentences. */
export function longPageProblems(place: ResourcePlace, places: readonly ResourcePlace[]): readonly string[] {
  const { name, fields, pages } = place.resource;
  const largest = largestRow(fields, formsIn(place, places));
  const most = Math.max(pages?.size ?? 0, pages?.maxSize ?? 0);
  return most > mostRowsOf(largest)
    ? [
        `${name}.pages takes ${most} rows, which may hold ${largest} characters each: a page holds ${MOST_IN_PAGE}. Say a size of ${mostRowsOf(largest)}, or a lower max of its texts`,
      ]
    : [];
}

/** Of users the site's own fields are known later: a page holds no more of them all the same. */
function formsIn(place: ResourcePlace, places: readonly ResourcePlace[]): NestedFields {
  const find = placeFinder(places, place);
  return new Map(
    Object.entries(place.resource.fields).flatMap(([name, field]) =>
      isNested(field) ? [[name, find(field.to)?.resource.fields ?? {}]] : [],
    ),
  );
}
