import { refuseProblems } from '../kernel/errors.ts';
import { textProblems } from '../user/profile-fields.ts';

/** As in Django. */
const NAME_MAX_LENGTH = 150;

/**
 * The name of a group as it is stored.
 *
 * @throws AccountsError `invalid-input` at `name`
 */
export function readGroupName(given: string): string {
  const name = given.trim();
  refuseProblems({ name: name === '' ? [{ code: 'blank' }] : textProblems(name, NAME_MAX_LENGTH) });
  return name;
}
