import { visibleNameProblems } from '../access/visible-name-problems.ts';
import { refuseProblems } from '../kernel/errors.ts';
import { visibleName } from '../kernel/visible-name.ts';

export const ORGANIZATION_NAME_MAX_LENGTH = 150;

/** The name of an organization as it is stored. @throws AccountsError `invalid-input` at `name` */
export function readOrganizationName(given: string): string {
  const name = visibleName(given);
  refuseProblems({ name: visibleNameProblems(name, ORGANIZATION_NAME_MAX_LENGTH) });
  return name;
}
