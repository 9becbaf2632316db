import { grantTableOf } from '../infrastructure/database/object-permission/grant-table.ts';
import { referencesFields } from '../resource/field.ts';
import type { Operation } from '../resource/migration/operation.ts';
import type { Resource } from '../resource/resource.ts';
import { linkTableOf, tableNameOf } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';

/** A table, and what it is there for. */
interface Claim {
  readonly feature: string;
  readonly table: string;
  readonly what: string;
}

/**
 * What would share a table, whichever features it is of: whose rows are closed at one address would be open at the other. The names of a
 * feature and of its resource are joined, so that `shop` with `order_item` and `shop_order` with `item` say the same one. In halves of
 * sentences, by the feature that comes later.
 */
export function tableProblems(feature: FeatureCore, features: readonly FeatureCore[]): readonly string[] {
  const own = declaredBy(feature);
  const earlier = features.slice(0, features.indexOf(feature));
  const declared = earlier.flatMap(declaredBy);
  const others = features.filter((one) => one !== feature).flatMap(madeBy);
  return own.flatMap((claim, at) => {
    // SQLite takes capitals for small letters.
    const isTaken = ({ table }: Claim) => table.toLowerCase() === claim.table.toLowerCase();
    const taken = [...declared, ...own.slice(0, at)].find(isTaken) ?? others.find(isTaken);
    return taken === undefined
      ? []
      : [
          `${claim.what} would be the table ${claim.table}, which is ${taken.what} of the feature ${taken.feature}; call one of them otherwise`,
        ];
  });
}

function declaredBy({
  name: feature,
  resources = [],
  objectPermissions = [],
}: FeatureCore): readonly Claim[] {
  const grants = objectPermissions.map(({ table }) => ({
    feature,
    table: grantTableOf({ table }),
    what: `the table of permissions on ${table}`,
  }));
  return [...resources.flatMap((resource) => tablesOf(feature, resource)), ...grants];
}

function tablesOf(feature: string, resource: Resource): readonly Claim[] {
  const { name, fields } = resource;
  const links = referencesFields(fields).map(([field, one]) => ({
    feature,
    table: linkTableOf({ feature, resource }, field, one).table,
    what: `the table of keys ${name}.${field}`,
  }));
  return [{ feature, table: tableNameOf(feature, resource), what: `the resource ${name}` }, ...links];
}

/** What the steps of a feature leave, declared or not. */
function madeBy({ name: feature, migrations = [] }: FeatureCore): readonly Claim[] {
  const operations = migrations.flatMap((step) => ('operations' in step ? step.operations : []));
  return [...operations.reduce(after, new Set<string>())].map((table) => ({
    feature,
    table,
    what: 'made by a step',
  }));
}

function after(tables: ReadonlySet<string>, operation: Operation): ReadonlySet<string> {
  const { kind, table } = operation;
  const others = new Set([...tables].filter((one) => one !== table));
  if (kind === 'drop-table') return others;
  if (kind === 'rename-table') return others.add(operation.to);
  return kind === 'create-table' ? others.add(table) : tables;
}
