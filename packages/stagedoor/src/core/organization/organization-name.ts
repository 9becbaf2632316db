import { refuseProblems } from '../kernel/errors.ts';
import { textProblems } from '../user/profile-fields.ts';

const NAME_MAX_LENGTH = 150;

/** The name of an organization as it is stored. @throws AccountsError `invalid-input` at `name` */
export function readOrganizationName(given: string): string {
  const name = given.trim();
  const isBroken = /\p{Cc}/u.test(name);
  const problems = isBroken ? [{ code: 'invalid_string' }] : textProblems(name, NAME_MAX_LENGTH);
  refuseProblems({ name: name === '' ? [{ code: 'blank' }] : problems });
  return name;
}
