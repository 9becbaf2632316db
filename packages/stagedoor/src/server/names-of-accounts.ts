import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { OpenedFeature } from '../create-stagedoor/open-features.ts';
import { pluralOf, type ResourcePlace } from '../resource/resource.ts';

/** A feature with what it keeps by declaration. */
interface Keeping {
  readonly feature: Pick<OpenedFeature['feature'], 'name'>;
  readonly resources: readonly ResourcePlace[];
}

/** What accounts serve, and the setting that takes it away. */
export interface ServedByAccounts {
  readonly resource: ResourcePlace['resource'];
  readonly unless: 'USERS_API=off' | 'ORGANIZATIONS=off';
}

/**
 * Where accounts serve what they keep, nothing of a site is called the same: addresses, names of routes and what clients call would be two.
 *
 * @throws RecordProblem for the first feature that has one
 */
export function requireOwnNames(features: readonly Keeping[], accounts: readonly ServedByAccounts[]): void {
  for (const { feature, resources } of features) {
    const problems = resources.flatMap(({ resource }) =>
      accounts
        .filter(({ resource: ours }) => ours.name === resource.name || pluralOf(ours) === pluralOf(resource))
        .map(
          ({ resource: ours, unless }) =>
            `its resource ${resource.name} would stand where accounts serve /api/${pluralOf(ours)}/; choose another name, or ${unless}`,
        ),
    );
    if (problems.length > 0) throw new RecordProblem(`The feature ${feature.name}`, problems);
  }
}
