import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { OpenedFeature } from '../create-stagedoor/open-features.ts';
import { pluralOf, type ResourcePlace } from '../resource/resource.ts';

/** A feature with what it keeps by declaration. */
interface Keeping {
  readonly feature: Pick<OpenedFeature['feature'], 'name'>;
  readonly resources: readonly ResourcePlace[];
}

/**
 * Where accounts serve what they keep, nothing of a site is called the same: addresses, names of routes and what clients call would be two.
 *
 * @throws RecordProblem for the first feature that has one
 */
export function requireOwnNames(features: readonly Keeping[], accounts: readonly ResourcePlace[]): void {
  for (const { feature, resources } of features) {
    const problems = resources.flatMap(({ resource }) =>
      accounts
        .filter(({ resource: ours }) => ours.name === resource.name || pluralOf(ours) === pluralOf(resource))
        .map(
          ({ resource: ours }) =>
            `its resource ${resource.name} would stand where accounts serve /api/${pluralOf(ours)}/; choose another name, or USERS_API=off`,
        ),
    );
    if (problems.length > 0) throw new RecordProblem(`The feature ${feature.name}`, problems);
  }
}
