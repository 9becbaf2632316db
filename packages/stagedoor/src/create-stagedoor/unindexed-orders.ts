import { type Resource, readOrder } from '../resource/resource.ts';
import { columnOf, tableNameOf, tableStateOf } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';

/** Resources whose lists come in an order that no index serves: `shop_product: name`. Each page goes through all of the rows. */
export function unindexedOrders(
  features: readonly Pick<FeatureCore, 'name' | 'resources'>[],
): readonly string[] {
  return features.flatMap(({ name: feature, resources = [] }) =>
    resources.flatMap((resource) => {
      const field = orderedBy(resource);
      return field === null || isIndexed(feature, resource, field)
        ? []
        : [`${tableNameOf(feature, resource)}: ${field}`];
    }),
  );
}

/** The key has an index of its own. */
function orderedBy({ order: [first] = [] }: Resource): string | null {
  const field = first === undefined ? 'id' : readOrder(first).field;
  return field === 'id' ? null : field;
}

/** By an index that begins with it: what is equal in it is few. */
function isIndexed(feature: string, resource: Resource, field: string): boolean {
  const { columns, uniqueTogether = [] } = tableStateOf(feature, resource);
  const column = columnOf(resource.fields, field);
  const { index, unique } = columns[column] ?? {};
  return index === true || unique === true || uniqueTogether.some(([first]) => first === column);
}
