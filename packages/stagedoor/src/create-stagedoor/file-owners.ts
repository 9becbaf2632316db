import { type FileOwner, type FileOwners, ownersByName } from '../core/file/file-owner.ts';
import { fileFields } from '../resource/file-fields.ts';
import type { Resource } from '../resource/resource.ts';
import { columnNameOf, tableNameOf } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';

/** What the rows of a site keep in files, by all the names that it has or had. */
export function fileOwnersOf(features: readonly Pick<FeatureCore, 'name' | 'resources'>[]): FileOwners {
  const owners = features.flatMap(({ name, resources = [] }) =>
    resources.flatMap((resource) => ownersIn(name, resource)),
  );
  return ownersByName(owners);
}

/** The name under which the files of a field are kept. */
export function ownerName(feature: string, resource: string, field: string): string {
  return `${feature}.${resource}.${field}`;
}

function ownersIn(feature: string, resource: Resource): readonly FileOwner[] {
  return fileFields(resource.fields).map(([field, one]) => {
    const fields = one.was === undefined ? [field] : [field, one.was];
    const resources = resource.was === undefined ? [resource.name] : [resource.name, resource.was];
    const [, ...former] = resources.flatMap((name) => fields.map((each) => ownerName(feature, name, each)));
    return {
      names: [ownerName(feature, resource.name, field), ...former],
      table: tableNameOf(feature, resource),
      column: columnNameOf(field, one),
    };
  });
}
