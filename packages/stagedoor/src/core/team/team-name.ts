import { visibleNameProblems } from '../access/visible-name-problems.ts';
import { refuseProblems } from '../kernel/errors.ts';
import { visibleName, visibleNameKey } from '../kernel/visible-name.ts';

export const TEAM_NAME_MAX_LENGTH = 150;

/** The name of a team as it is stored, and what it is compared by. @throws AccountsError `invalid-input` at `name` */
export function readTeamName(given: string): { readonly name: string; readonly nameKey: string } {
  const name = visibleName(given);
  refuseProblems({ name: visibleNameProblems(name, TEAM_NAME_MAX_LENGTH) });
  return { name, nameKey: visibleNameKey(name) };
}
