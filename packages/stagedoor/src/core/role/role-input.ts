import { visibleNameProblems } from '../access/visible-name-problems.ts';
import { type FieldProblem, refuseProblems } from '../kernel/errors.ts';
import { visibleName, visibleNameKey } from '../kernel/visible-name.ts';
import { memberRoles } from './member-role.ts';
import type { Role } from './role.ts';

export const ROLE_NAME_MAX_LENGTH = 20;
export const ROLE_LABEL_MAX_LENGTH = 150;
/** What members of an organization are: a rule that asks for a role there asks for these by the same word. */
const RESERVED: ReadonlySet<string> = new Set(memberRoles);

/**
 * A role as it is stored: what it is called without the spaces around it, and each permission once.
 *
 * @throws AccountsError `invalid-input` at `name` or `label`
 */
export function readRole(given: Omit<Role, 'id'>): Omit<Role, 'id'> {
  const name = visibleName(given.name);
  const label = visibleName(given.label);
  refuseProblems({
    name: nameProblems(name),
    label: visibleNameProblems(label, ROLE_LABEL_MAX_LENGTH),
  });
  return { name, label, permissions: [...new Set(given.permissions)].toSorted() };
}

function nameProblems(name: string): readonly FieldProblem[] {
  const problems = visibleNameProblems(name, ROLE_NAME_MAX_LENGTH);
  if (problems.length > 0) return problems;
  return RESERVED.has(visibleNameKey(name)) ? [{ code: 'role_name_reserved' }] : [];
}
