import type { Dependencies } from '../core/dependencies.ts';
import { createResourceFacts } from '../infrastructure/database/resource/resource-facts.ts';
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
  /** Those of all features, by `feature.name`: what is opened here is put in. */
  all: Map<string, GuardedRows>,
): readonly OpenedResource[] {
  const connection = connectionOf(ports);
  return resources.map((resource) => {
    const objects = ports.objectTypes.get(`${feature}.${resource.name}`) ?? null;
    const store = createResourceStore(connection, { feature, resource }, objects);
    const policyFacts = createResourceFacts(connection, objects);
    const othersOf = (to: string) => all.get(to.includes('.') ? to : `${feature}.${to}`);
    const rows = guardRows(resource, store, { ...ports, policyFacts, othersOf });
    all.set(`${feature}.${resource.name}`, rows);
    return { feature, resource, rows };
  });
}
