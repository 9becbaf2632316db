import { fieldRefusal } from '../../core/kernel/errors.ts';
import { type MemberRole, memberRoles } from '../../core/organization/organization.ts';
import type { OwnInput } from '../page-record.ts';
import { readId } from '../read-id.ts';

/** Which organization the address names. */
export function organizationIn({ params }: OwnInput): number {
  return readId(params.id);
}

/** Which member of it. */
export function memberIn(input: OwnInput) {
  const { principal, params } = input;
  return { by: principal, organizationId: organizationIn(input), userId: readId(params.user) };
}

/** Which team of it. */
export function teamIn(input: OwnInput) {
  const { principal, params } = input;
  return { by: principal, organizationId: organizationIn(input), teamId: readId(params.team) };
}

/** @throws AccountsError `invalid-input` at `role` */
export function readMemberRole(given: string): MemberRole {
  const role = memberRoles.find((known) => known === given);
  if (role === undefined) throw fieldRefusal('role', 'invalid_choice', { input: given.slice(0, 100) });
  return role;
}
