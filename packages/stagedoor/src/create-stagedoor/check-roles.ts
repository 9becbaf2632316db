import type { GroupRole } from '../core/group/group-role.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { FeatureCore } from './feature.ts';
import { codenamesOf } from './feature-models.ts';

/** @throws RecordProblem for a role that is there twice, or that names a permission which a feature of the site has not */
export function checkRoles(roles: readonly GroupRole[], features: readonly FeatureCore[]): void {
  const groups = roles.map(({ group }) => group.trim());
  const problems = roles.flatMap(({ group, permissions }, index) => [
    ...(groups.indexOf(group.trim()) === index ? [] : [`${group} is there twice`]),
    ...permissions
      .filter((permission) => isMissing(permission, features))
      .map((permission) => `${group} names ${permission}, which its feature does not have`),
  ]);
  if (problems.length > 0) throw new RecordProblem('The roles of the site', problems);
}

/** What is of no feature of the site may be of accounts, or have come with a database of Django's: that is for `seed_roles` to see. */
function isMissing(permission: string, features: readonly FeatureCore[]): boolean {
  const [app, codename = ''] = permission.split('.', 2);
  const owner = features.find(({ name }) => name === app);
  return owner !== undefined && !codenamesOf(owner).includes(codename);
}
