import type { Dependencies } from '../core/dependencies.ts';
import { createResourceStore } from '../infrastructure/database/resource/resource-store.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import { type GuardedRows, guardRows } from '../resource/guarded-rows.ts';
import type { ResourcePlace } from '../resource/resource.ts';
import type { FeatureCore } from './feature.ts';

/** A resource of a site, with its rows. */
export interface OpenedResource extends ResourcePlace {
  readonly rows: GuardedRows;
}

/** What a feature keeps by declaration, over the database that the ports are over. */
export function openResources(
  { name: feature, resources = [] }: Pick<FeatureCore, 'name' | 'resources'>,
  ports: Dependencies,
): readonly OpenedResource[] {
  return resources.map((resource) => {
    const store = createResourceStore(connectionOf(ports), { feature, resource });
    return { feature, resource, rows: guardRows(resource, store, ports) };
  });
}
