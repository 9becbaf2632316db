import type { ApiRoute } from '../api/api-route.ts';
import type { ApiSection } from '../api/api-section.ts';
import { withFileAddresses } from '../api/resource/file/file-addresses.ts';
import { resourceRoutes } from '../api/resource/resource-routes.ts';
import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import { permissionsIn, refusalsIn } from '../core/policy/leaves-of.ts';
import { wholePolicyProblems } from '../core/policy/policy-problems.ts';
import { knownTables } from '../create-stagedoor/check-all-features.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import { missingPermissions } from '../create-stagedoor/missing-permissions.ts';
import { missingRefusals } from '../create-stagedoor/missing-refusals.ts';
import type { OpenedFeature } from '../create-stagedoor/open-features.ts';
import { ownRowProblems } from '../create-stagedoor/own-row-problems.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { Route } from '../http/route/route.ts';
import type { Feature } from './define-feature.ts';

/** What the site's own features answer over JSON: their resources, and the routes that they name. */
export function featureSections({
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

/** The pages of the site's own features. */
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
    for (const { name, needs, policy: said } of routes) {
      // What is none is told of where the routes are looked through, as any part of them.
      const policy = wholePolicyProblems(said, 'policy').length > 0 ? undefined : said;
      const named = policy === undefined ? [] : permissionsIn(policy).map((one) => ['policy', one] as const);
      const needed = needs?.permission === undefined ? [] : [['needs.permission', needs.permission] as const];
      const refused = policy === undefined ? [] : refusalsIn(policy);
      const problems = [
        ...[...needed, ...named].flatMap(([field, one]) => permissionProblems(features, field, one)),
        ...(policy === undefined
          ? []
          : ownRowProblems(policy, tables).map((problem) => `policy: ${problem}`)),
        ...missingRefusals(refused, features).map((problem) => `policy ${problem}`),
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
