import { grantIndexes, grantTableOf } from '../infrastructure/database/object-permission/grant-table.ts';
import { indexesOf } from '../infrastructure/database/resource/indexes.ts';
import { referencesFields } from '../resource/field.ts';
import type { Operation } from '../resource/migration/operation.ts';
import type { Resource } from '../resource/resource.ts';
import { linkTableOf, type TableState, tableNameOf, tableStatesOf } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';

/** A table, or an index, which has the name of no table in a database; and what it is there for. */
interface Claim {
  readonly feature: string;
  readonly table: string;
  readonly what: string;
  readonly kind?: 'index';
}

/** Tables of accounts, in Django's names, that begin as the name of a feature may; the others are kept by their beginning. */
const OF_ACCOUNTS = ['account_emailaddress', 'authtoken_token'].map(
  (table): Claim => ({ feature: 'accounts', table, what: 'a table' }),
);

/**
 * What would share a table, whichever features it is of: whose rows are closed at one address would be open at the other. The names of a
 * feature and of its resource are joined, so that `shop` with `order_item` and `shop_order` with `item` say the same one. Nor is anything
 * called as an index is: the step that makes it would fail. In halves of sentences, by the feature that comes later.
 */
export function tableProblems(feature: FeatureCore, features: readonly FeatureCore[]): readonly string[] {
  const own = declaredBy(feature);
  const earlier = features.slice(0, features.indexOf(feature));
  const declared = earlier.flatMap(declaredBy);
  const others = [...features.filter((one) => one !== feature).flatMap(madeBy), ...OF_ACCOUNTS];
  return own.flatMap((claim, at) => {
    // SQLite takes capitals for small letters.
    const isTaken = ({ table }: Claim) => table.toLowerCase() === claim.table.toLowerCase();
    const taken = [...declared, ...own.slice(0, at)].find(isTaken) ?? others.find(isTaken);
    return taken === undefined
      ? []
      : [
          `${claim.what} would be the ${claim.kind ?? 'table'} ${claim.table}, which is ${taken.what} of the feature ${taken.feature}; call one of them otherwise`,
        ];
  });
}

function declaredBy({
  name: feature,
  resources = [],
  objectPermissions = [],
}: FeatureCore): readonly Claim[] {
  const grants = objectPermissions.flatMap(({ table, orderBy }): readonly Claim[] => {
    const name = grantTableOf({ table });
    const what = `the table of permissions on ${table}`;
    const columns = orderBy === undefined ? [] : [orderBy.column];
    const indexes = [keyIndex(name), ...grantIndexes(name, columns).map((index) => index.name)];
    return [
      { feature, table: name, what },
      ...indexes.map((index) => ({
        feature,
        table: index,
        what: `an index of ${what}`,
        kind: 'index' as const,
      })),
    ];
  });
  return [...resources.flatMap((resource) => tablesOf(feature, resource)), ...grants];
}

function tablesOf(feature: string, resource: Resource): readonly Claim[] {
  const { name, fields } = resource;
  const links = referencesFields(fields).map(([field, one]) => ({
    feature,
    table: linkTableOf({ feature, resource }, field, one).table,
    what: `the table of keys ${name}.${field}`,
  }));
  const indexes = Object.entries(tableStatesOf(feature, resource)).flatMap(([table, state]) =>
    indexClaims(feature, table, state),
  );
  return [
    { feature, table: tableNameOf(feature, resource), what: `the resource ${name}` },
    ...links,
    ...indexes,
  ];
}

/** What SQLite keeps beside a table in which parts of texts are looked for: https://www.sqlite.org/fts5.html, section 9. */
const BESIDE_SEARCH = ['', '_data', '_idx', '_content', '_docsize', '_config'] as const;

/** On both databases, whichever this is: a site may move from one to the other. */
function indexClaims(feature: string, table: string, state: TableState): readonly Claim[] {
  const claim = (name: string, what: string): Claim => ({ feature, table: name, what, kind: 'index' });
  return [
    claim(keyIndex(table), `the index of the keys of ${table}`),
    ...indexesOf(table, state, 'sqlite').flatMap(({ name, kind, columns }) =>
      (kind === 'search' ? BESIDE_SEARCH : ['']).map((ending) =>
        claim(`${name}${ending}`, `the index of ${table} on ${columns.join(' and ')}`),
      ),
    ),
  ];
}

/** As PostgreSQL calls the index of a primary key. */
function keyIndex(table: string): string {
  return `${table}_pkey`;
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
