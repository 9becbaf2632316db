import { RecordProblem } from '../core/kernel/record-shape.ts';
import { permissionsIn, refusalsIn } from '../core/policy/leaves-of.ts';
import type { Field } from '../resource/field.ts';
import { fieldAt } from '../resource/find-place.ts';
import { kindIn, suits } from '../resource/look-ups.ts';
import { isPath, pluralOf, type ResourcePlace, readSearch, splitPath } from '../resource/resource.ts';
import { type TableStates, tableStatesOf } from '../resource/table-state.ts';
import { checkFeatures } from './check-features.ts';
import type { FeatureCore } from './feature.ts';
import { longPageProblems } from './long-pages.ts';
import { isOfSite, lostReferences } from './lost-references.ts';
import { missingPermissions } from './missing-permissions.ts';
import { missingRefusals } from './missing-refusals.ts';
import { ownRowProblems } from './own-row-problems.ts';
import { kindsOf, policiesOf } from './policies-of.ts';
import { tableProblems } from './table-problems.ts';

/**
 * Looks through the features of a site, one by one and side by side.
 *
 * @throws RecordProblem for what `checkFeatures` throws, and for resources that get in each other's way, or lead nowhere
 */
export function checkAllFeatures(features: readonly FeatureCore[]): void {
  checkFeatures(features);
  const places = placesIn(features);
  const known = knownTables(features);
  for (const feature of features) {
    const { name } = feature;
    const own = places.filter((place) => place.feature === name);
    const problems = [
      ...own.flatMap((place) => [
        ...nameProblems(place, places),
        ...referenceProblems(place, places),
        ...pathProblems(place, places),
        ...longPageProblems(place, places),
        ...policyProblems(place, known, features),
      ]),
      ...tableProblems(feature, features),
    ];
    if (problems.length > 0) throw new RecordProblem(`The feature ${name}`, problems);
  }
}

function placesIn(features: readonly FeatureCore[]): readonly ResourcePlace[] {
  return features.flatMap(({ name: feature, resources = [] }) =>
    resources.map((resource) => ({ feature, resource })),
  );
}

type KnownTables = Omit<Parameters<typeof ownRowProblems>[1], 'fields'>;

/** Of a feature that makes no table in words of its own, all tables are known. */
export function knownTables(features: readonly FeatureCore[]): KnownTables {
  const places = placesIn(features);
  const tables: TableStates = Object.assign(
    {},
    ...places.map(({ feature, resource }) => tableStatesOf(feature, resource)),
  );
  const isDeclared = (table: string) => {
    const possible = features.filter(({ name }) => table.startsWith(`${name}_`));
    const [owner] = possible.toSorted((one, other) => other.name.length - one.name.length);
    // What is kept beside a table, such as permissions on single rows, is called after it.
    const isBeside = Object.keys(tables).some((one) => table.startsWith(`${one}_`));
    return owner?.resources !== undefined && !isBeside && (owner.migrations ?? []).every(isOfOperations);
  };
  return { tables, isDeclared };
}

function isOfOperations(step: object): boolean {
  return 'operations' in step;
}

/** What its policies look for in other tables, and the permissions and refusals that they name. */
function policyProblems(
  { resource }: ResourcePlace,
  known: KnownTables,
  features: readonly FeatureCore[],
): readonly string[] {
  const fields = kindsOf(resource);
  return policiesOf(resource).flatMap(([part, policy]) =>
    [
      ...ownRowProblems(policy, { ...known, fields }),
      ...missingPermissions(permissionsIn(policy), features).map((name) => `nobody has ${name} to give`),
      ...missingRefusals(refusalsIn(policy), features),
    ].map((problem) => `${resource.name}.${part}: ${problem}`),
  );
}

/** Names of resources stand in addresses, and in the names of routes and operations, whichever feature they are of. */
function nameProblems(place: ResourcePlace, places: readonly ResourcePlace[]): readonly string[] {
  const { feature, resource } = place;
  const earlier = places.slice(0, places.indexOf(place)).filter((other) => other.feature !== feature);
  const ofName = earlier.find((other) => other.resource.name === resource.name);
  const ofPath = earlier.find((other) => pluralOf(other.resource) === pluralOf(resource));
  if (ofName !== undefined)
    return [
      `its resource ${resource.name} has the name of one of ${ofName.feature}; names are a site’s: choose another`,
    ];
  if (ofPath === undefined) return [];
  return [
    `its resource ${resource.name} would be served at /api/${pluralOf(resource)}/, which is ${ofPath.resource.name} of ${ofPath.feature}; give one of them another plural`,
  ];
}

function referenceProblems({ resource }: ResourcePlace, places: readonly ResourcePlace[]): readonly string[] {
  const known = new Set(places.map((place) => `${place.feature}.${place.resource.name}`));
  return lostReferences(resource, (to) => isOfSite(to) && !known.has(to));
}

/** How far references may lead: each is one more table to look into for every row. */
const MOST_REFERENCES = 2;

/** What is wrong with the fields of other resources that a list may be asked by. */
function pathProblems(place: ResourcePlace, places: readonly ResourcePlace[]): readonly string[] {
  const { name, search = [], filters = {} } = place.resource;
  const searched = search.map((entry) => readSearch(entry).field).filter(isPath);
  const filtered = Object.entries(filters).filter(([path]) => isPath(path));
  const lost = [...searched, ...filtered.map(([path]) => path)].filter((path) => {
    const field = fieldAt(places, place, path);
    return field === undefined || field.type === 'references' || field.writeOnly === true;
  });
  const whereTo = (path: string) =>
    leadsToUsers(fieldAt(places, place, splitPath(path).references.join('__')))
      ? 'users, whom lists are asked for by their key alone: name the reference itself'
      : 'no field that is shown';
  const far = [...searched, ...filtered.map(([path]) => path)].filter(
    (path) => splitPath(path).references.length > MOST_REFERENCES,
  );
  return [
    ...lost.map((path) => `${name} is to be asked by ${path}, which leads to ${whereTo(path)}`),
    ...far.map((path) => `${name} is to be asked by ${path}, by more than ${MOST_REFERENCES} references`),
    ...searched
      .filter((path) => !isText(fieldAt(places, place, path)))
      .map((path) => `${name}.search names ${path}, which is no text`),
    ...filtered.flatMap(([path, lookUps = []]) =>
      lookUps
        .filter((one) => one === 'isnull' || !suits(fieldAt(places, place, path), one))
        .map((one) => `${name}.filters.${path} names ${one}, which is no look-up of this field`),
    ),
  ];
}

function leadsToUsers(field: Field | undefined): boolean {
  return field?.type === 'reference' && field.to === 'user';
}

/** What is not there is told elsewhere. */
function isText(field: Field | undefined): boolean {
  return field === undefined || kindIn({ field }, 'field') === 'text';
}
