import type { GroupRole } from '../core/group/group-role.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { FeatureCore } from './feature.ts';
import { missingPermissions } from './missing-permissions.ts';

/** @throws RecordProblem for a role that is there twice, or that names a permission which a feature of the site has not */
export function checkRoles(roles: readonly GroupRole[], features: readonly FeatureCore[]): void {
  const groups = roles.map(({ group }) => group.trim());
  const problems = roles.flatMap(({ group, permissions }, index) => [
    ...(groups.indexOf(group.trim()) === index ? [] : [`${group} is there twice`]),
    ...missingPermissions(permissions, features).map(
      (permission) => `${group} names ${permission}, which its feature does not have`,
    ),
  ]);
  if (problems.length > 0) throw new RecordProblem('The roles of the site', problems);
}
