import { type FieldProblem, refuseProblems } from '../kernel/errors.ts';
import { textProblems } from '../user/profile-fields.ts';
import type { Role } from './role.ts';

export const ROLE_NAME_MAX_LENGTH = 20;
const LABEL_MAX_LENGTH = 150;
/** What members of an organization are: a role called so would be taken for it. */
const RESERVED: ReadonlySet<string> = new Set(['owner', 'admin', 'member']);

/**
 * A role as it is stored: what it is called without the spaces around it, and each permission once.
 *
 * @throws AccountsError `invalid-input` at `name` or `label`
 */
export function readRole(given: Omit<Role, 'id'>): Omit<Role, 'id'> {
  const name = given.name.trim();
  const label = given.label.trim();
  refuseProblems({
    name: nameProblems(name),
    label: label === '' ? [{ code: 'blank' }] : textProblems(label, LABEL_MAX_LENGTH),
  });
  return { name, label, permissions: [...new Set(given.permissions)].toSorted() };
}

function nameProblems(name: string): readonly FieldProblem[] {
  if (name === '') return [{ code: 'blank' }];
  if (RESERVED.has(name)) return [{ code: 'role_name_reserved' }];
  return textProblems(name, ROLE_NAME_MAX_LENGTH);
}
