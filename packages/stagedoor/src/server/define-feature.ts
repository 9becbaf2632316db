import type { ApiRoute } from '../api/api-route.ts';
import type { ApiSection } from '../api/api-section.ts';
import { accountResourceRoutes } from '../api/resource/account-routes.ts';
import { withFileAddresses } from '../api/resource/file/file-addresses.ts';
import { resourceRoutes } from '../api/resource/resource-routes.ts';
import type { SettingsTable } from '../config/setting-kind.ts';
import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import { permissionsIn, refusalsIn } from '../core/policy/leaves-of.ts';
import { knownTables } from '../create-stagedoor/check-all-features.ts';
import { checkFeatures } from '../create-stagedoor/check-features.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import { missingPermissions } from '../create-stagedoor/missing-permissions.ts';
import type { OpenedFeature } from '../create-stagedoor/open-features.ts';
import { ownRowProblems } from '../create-stagedoor/own-row-problems.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { Route } from '../http/route/route.ts';
import { apiSectionsFrom } from './api-sections-from.ts';
import { requireOwnNames } from './names-of-accounts.ts';

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

/**
 * What the JSON API of a site answers: with this configuration, for what accounts keep, and for each feature, as the OpenAPI document groups
 * it. A resource of accounts answers the addresses that it shares with a route of before there were resources, wherever the site moved them.
 */
export function siteSections(
  stagedoor: Pick<Stagedoor, 'openedFeatures' | 'accountResources' | 'config'>,
): readonly ApiSection[] {
  const { accountResources, config } = stagedoor;
  const accountsServed = servesUsers(config) ? accountResources : [];
  requireOwnNames(stagedoor.openedFeatures, accountsServed);
  const asked = accountsServed.flatMap(accountResourceRoutes);
  const ofAccounts = whereMoved(asked, config);
  const served = new Set(ofAccounts.map(addressOf));
  const ofSite = apiSectionsFrom(config).map((section) => ({
    ...section,
    routes: section.routes.filter((route) => !served.has(addressOf(route))),
  }));
  const accounts = ofAccounts.length === 0 ? [] : [{ tag: 'Users and groups', routes: ofAccounts }];
  return [...ofSite, ...accounts, ...featureSections(stagedoor)];
}

/** A route that the site moved takes along what a resource answers at its address: all methods move together, whatever each is called. */
function whereMoved(routes: readonly ApiRoute[], config: Stagedoor['config']): readonly ApiRoute[] {
  const usual = apiSectionsFrom({ ...config, apiPaths: [] }).flatMap((section) => section.routes);
  const pathOf = new Map(usual.map(({ name, path }) => [name, path]));
  const moves = new Map(config.apiPaths.map(({ name, path }) => [pathOf.get(name), path]));
  return routes.map((route) => ({ ...route, path: moves.get(route.path) ?? route.path }));
}

function addressOf({ method, path }: ApiRoute): string {
  return `${method} ${path}`;
}

function featureSections({
  openedFeatures,
  config,
}: Pick<Stagedoor, 'openedFeatures' | 'config'>): readonly ApiSection[] {
  const requirePermitted = permittedAmong(openedFeatures);
  return openedFeatures.flatMap((opened) => {
    const routes = [
      ...opened.resources.flatMap((one) => resourceRoutes(withFileAddresses(one, config.publicUrl.origin))),
      ...requirePermitted(routesIn<ApiRoute>(opened, 'api')),
    ];
    return routes.length === 0 ? [] : [{ tag: opened.feature.name, routes }];
  });
}

/** Not where the site has something else at these addresses: djoser's endpoints below `/api/`, or its own. */
function servesUsers({ usersApi, djoserPath }: Stagedoor['config']): boolean {
  return usersApi && djoserPath !== '/api/';
}

export function featurePages({ openedFeatures }: Pick<Stagedoor, 'openedFeatures'>): readonly Route[] {
  const requirePermitted = permittedAmong(openedFeatures);
  return openedFeatures.flatMap((opened) => requirePermitted(routesIn<Route>(opened, 'pages')));
}

/** @throws RecordProblem for what is no list of routes: nothing of it would be served */
function routesIn<Made extends Route>(
  { feature, useCases }: OpenedFeature,
  part: 'api' | 'pages',
): readonly Made[] {
  const parts: Feature = feature;
  const answered: unknown = parts[part] === undefined ? [] : parts[part](useCases);
  // Each is judged where it is mounted.
  if (Array.isArray(answered) && answered.every(isRecord)) return answered as unknown as readonly Made[];
  throw new RecordProblem(`The feature ${feature.name}`, [
    `${part} must answer a list of routes, at once and not as a promise`,
  ]);
}

/**
 * What routes of features are held to, by what all features of the site have.
 *
 * @throws RecordProblem, as it is called, for a permission that there is not: nobody could be given it; for a refusal of a policy that no feature
 * has words for; and for a policy that looks for rows in a table or a column that is not there
 */
function permittedAmong(opened: Stagedoor['openedFeatures']) {
  const features = opened.map(({ feature }) => feature);
  const tables = { ...knownTables(features), fields: {} };
  return <Known extends Route>(routes: readonly Known[]): readonly Known[] => {
    for (const { name, needs, policy } of routes) {
      const named = policy === undefined ? [] : permissionsIn(policy).map((one) => ['policy', one] as const);
      const needed = needs?.permission === undefined ? [] : [['needs.permission', needs.permission] as const];
      const refused = policy === undefined ? [] : refusalsIn(policy);
      const problems = [
        ...[...needed, ...named].flatMap(([field, one]) => permissionProblems(features, field, one)),
        ...(policy === undefined
          ? []
          : ownRowProblems(policy, tables).map((problem) => `policy: ${problem}`)),
        ...refused.flatMap((code) => refusalProblems(opened, code)),
      ];
      if (problems.length > 0) throw new RecordProblem(`The route ${name}`, problems);
    }
    return routes;
  };
}

function permissionProblems(
  features: readonly FeatureCore[],
  field: string,
  permission: string,
): readonly string[] {
  const [app] = permission.split('.');
  return missingPermissions([permission], features).map(
    (name) => `${field} names ${name}, which is missing in permissions of ${app}`,
  );
}

function refusalProblems(opened: Stagedoor['openedFeatures'], code: string): readonly string[] {
  const [app, name] = code.split('.');
  const refusals = opened.find(({ feature }) => feature.name === app)?.feature.refusals ?? [];
  if (refusals.some((own) => own.name === name && own.status === 403)) return [];
  return [`policy refuses with ${code}, which is missing in refusals of ${app}, or not a 403 there`];
}
