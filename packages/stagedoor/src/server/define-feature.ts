import type { ApiRoute } from '../api/api-route.ts';
import type { SettingsTable } from '../config/setting-kind.ts';
import { checkFeatures } from '../create-stagedoor/check-features.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import type { Route } from '../http/route/route.ts';

/** Something that a site can do, from its tables to its pages, in one record: the site's own are made as ours are. */
export interface Feature<
  Name extends string = string,
  Stores extends object = object,
  Actions extends object = object,
  Table extends SettingsTable = SettingsTable,
> extends FeatureCore<Name, Stores, Actions, Table> {
  /** What the JSON API answers for it, and the OpenAPI document lists under the feature's name. */
  api?(useCases: Actions): readonly ApiRoute[];
  /** Its pages: `pageRoutes` of `stagedoor/web`. */
  pages?(useCases: Actions): readonly Route[];
}

/** A variable without the feature's prefix does not compile. */
type Prefixed<Table, Name extends string> = {
  readonly [Variable in keyof Table]: Variable extends `${Uppercase<Name>}_${string}`
    ? Table[Variable]
    : never;
};

/**
 * Declares a feature. Each part is typed by those before it: stores, then the use cases made of them, then what serves
 * these. Nothing runs before `createStagedoor` is given it.
 *
 * @throws RecordProblem for a record that says what nobody reads
 * @example
 * export const guestBook = defineFeature({
 *   name: 'guestbook',
 *   migrations: [{ name: '0001_initial', statements: () => ['create table guestbook_entry (…)'] }],
 *   stores: (connection) => ({ entries: createEntryStore(connection) }),
 *   useCases: ({ stores, transact }) => ({ list: () => stores.entries.list(), sign: … }),
 *   api: (useCases) => guestBookRoutes(useCases),
 * });
 * const stagedoor = await createStagedoor({ features: [guestBook] });
 * await stagedoor.features.guestbook.list();
 */
export function defineFeature<
  const Name extends string,
  Stores extends object = object,
  Actions extends object = object,
  Table extends SettingsTable = Readonly<Record<never, never>>,
>(
  feature: Feature<Name, Stores, Actions, Table> & { readonly settings?: Prefixed<Table, Name> },
): Feature<Name, Stores, Actions, Table> {
  checkFeatures([feature as unknown as FeatureCore]);
  return feature;
}
